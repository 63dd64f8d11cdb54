/** The executables that npm installed into the matrix's own folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { matrixDirectory } from "../locations.mjs";

/** @param {string} path below node_modules @returns {string | undefined} */
export function npmExecutable(path) {
  const file = join(matrixDirectory, "node_modules", path);
  return existsSync(file) ? file : undefined;
}
