/** Where the package under test and this matrix's own files are. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const matrixDirectory = dirname(fileURLToPath(import.meta.url));
export const packageDirectory = join(matrixDirectory, "..", "..");
export const distDirectory = join(packageDirectory, "dist");
export const goldenFile = join(packageDirectory, "tests", "data", "golden.json");

/** The engine of each build, as the compiler wrote it. */
export const engineFiles = {
  simd: join(packageDirectory, "build", "engine.simd.wasm"),
  scalar: join(packageDirectory, "build", "engine.scalar.wasm"),
};
