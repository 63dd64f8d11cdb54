/** The package as npm would publish it, unpacked into a node_modules as npm would install it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleUser } from "./bundle.mjs";
import { runChild } from "./child.mjs";
import { packageDirectory } from "./locations.mjs";
import { newFolder } from "./workspace.mjs";

/**
 * Only the declared dependencies, linked to the repository's: an import of anything else fails as it would for users.
 * @param {string} modulesDirectory
 */
function linkDependencies(modulesDirectory) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(modulesDirectory, "percolation", "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const installed = join(packageDirectory, "node_modules", name);
    if (!existsSync(installed)) throw new Error(`${name} is not installed: run npm ci`);
    mkdirSync(dirname(join(modulesDirectory, name)), { recursive: true });
    symlinkSync(installed, join(modulesDirectory, name));
  }
}

async function unpack() {
  const directory = newFolder("packed");
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", directory, packageDirectory];
  await runChild("npm", pack, { directory, environment: { npm_config_update_notifier: "false" }, seconds: 120 });
  const archive = readdirSync(directory).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) throw new Error("npm pack wrote no archive");
  await runChild("tar", ["-xzf", archive], { directory, seconds: 120 });
  const modulesDirectory = join(directory, "node_modules");
  mkdirSync(modulesDirectory);
  renameSync(join(directory, "package"), join(modulesDirectory, "percolation"));
  linkDependencies(modulesDirectory);
  const user = { name: "user-of-percolation", private: true, type: "module", dependencies: { percolation: "*" } };
  writeFileSync(join(directory, "package.json"), JSON.stringify(user));
  return directory;
}

/** @type {Promise<string> | undefined} packed once, used by every runtime */
let unpacked;

/** @returns {Promise<string>} the folder whose node_modules holds the packed package */
export function unpackedPackage() {
  unpacked ??= unpack();
  return unpacked;
}

/**
 * A suite as a user's program, where what it imports resolves to the packed package.
 * @param {import("./bundle.mjs").Entry} entry
 * @param {import("./bundle.mjs").Specifier} specifier
 * @param {import("./bundle.mjs").Suite} [suite]
 * @returns {Promise<{ directory: string, file: string }>}
 */
export async function placeUser(entry, specifier, suite = "golden") {
  const directory = await unpackedPackage();
  const file = `${entry}-${suite}-${specifier.replace("/", "-")}.mjs`;
  writeFileSync(join(directory, file), await bundleUser(entry, specifier, suite));
  return { directory, file };
}
