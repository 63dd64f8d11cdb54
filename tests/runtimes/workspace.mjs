/** The temporary directory of one run of the matrix, with a new folder for every use of it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @type {string | undefined} */
let root;

/** @param {string} purpose a word for the folder's name @returns {string} an empty folder of its own */
export function newFolder(purpose) {
  root ??= mkdtempSync(join(tmpdir(), "percolation-runtimes-"));
  return mkdtempSync(join(root, `${purpose}-`));
}

/** Synchronous: it also runs at the end of the process. A browser's last helper may still be writing, hence retries. */
export function removeWorkspace() {
  if (root !== undefined) rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  root = undefined;
}
