/** Where the package under test and this matrix's own files are. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const matrixDirectory = dirname(fileURLToPath(import.meta.url));
export const packageDirectory = join(matrixDirectory, "..", "..");
export const distDirectory = join(packageDirectory, "dist");
export const goldenFile = join(packageDirectory, "tests", "data", "golden.json");

/**
 * A module as the compiler wrote it.
 * @param {"engine" | "training"} name @param {"simd" | "scalar"} build
 */
export const moduleFile = (name, build) => join(packageDirectory, "build", `${name}.${build}.wasm`);
