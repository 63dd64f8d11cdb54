/** The executables that Debian packages installed. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** @param {string} name @returns {string | undefined} */
export function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Some programs are not on the path. @param {string} name @param {string} packageName @returns {string | undefined} */
export function inPackage(name, packageName) {
  const { stdout } = spawnSync("dpkg", ["--listfiles", packageName], { encoding: "utf8" });
  return stdout?.split("\n").find((file) => file.endsWith(`/${name}`) && existsSync(file));
}
