/**
 * The opt-in installation: the npm runtimes into this folder, the browsers from Debian. Also runs by itself:
 * node tests/runtimes/install.mjs
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { matrixDirectory } from "./locations.mjs";

/** MiniBrowser comes with webkit2gtk-driver's library and shows itself on Xvfb, which xvfb-run locks with xauth. */
export const browserPackages = ["chromium", "firefox-esr", "webkit2gtk-driver", "xvfb", "xauth"];

/** @param {string} name @returns {boolean} */
function isInstalled(name) {
  const { stdout } = spawnSync("dpkg-query", ["--status", name], { encoding: "utf8" });
  return /^Status: install ok installed$/m.test(stdout ?? "");
}

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  console.log(`> ${command} ${parameters.join(" ")}`);
  const { status, error } = spawnSync(command, parameters, {
    cwd: matrixDirectory,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`${command} ${parameters[0]} failed: ${error?.message ?? `exit code ${status}`}`);
}

export function install() {
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  const absent = browserPackages.filter((name) => !isInstalled(name));
  if (absent.length === 0) return;
  run("apt-get", ["update"]);
  run("apt-get", ["install", "--yes", "--no-install-recommends", ...absent]);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) install();
