/** An example as its user has it: a folder of its own, with the packed package and its tools in its node_modules. */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { matrixDirectory, packageDirectory } from "../locations.mjs";
import { unpackedPackage } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";

const examplesDirectory = join(packageDirectory, "examples", "edge");

/** Where a tool is installed: by the repository, or by the matrix. @param {string} name */
function installed(name) {
  const folders = [packageDirectory, matrixDirectory].map((root) => join(root, "node_modules", name));
  const folder = folders.find((each) => existsSync(each));
  if (folder === undefined) throw new Error(`${name} is not installed: run npm ci here and in tests/runtimes`);
  return folder;
}

/** @param {string} name a folder of examples/edge @returns {Promise<string>} */
export async function placeExample(name) {
  const directory = newFolder(name);
  cpSync(join(examplesDirectory, name), directory, {
    recursive: true,
    filter: (file) => !file.includes("node_modules"),
  });
  const manifest = join(directory, "package.json");
  const { devDependencies = {} } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : {};
  const link = (/** @type {string} */ target, /** @type {string} */ as) => {
    mkdirSync(dirname(join(directory, "node_modules", as)), { recursive: true });
    symlinkSync(target, join(directory, "node_modules", as));
  };
  link(join(await unpackedPackage(), "node_modules", "percolation"), "percolation");
  for (const tool of Object.keys(devDependencies)) link(installed(tool), tool);
  return directory;
}
