/** What the default entry says where WebAssembly is missing or blocked. */
import { layered, PercolationError, pathProbability } from "percolation";

/** @returns {Record<string, string>} */
export function run() {
  try {
    return { answer: pathProbability(layered([2, 2, 2], { dropBonds: 0.5 })).method };
  } catch (error) {
    if (!(error instanceof PercolationError)) throw error;
    return { code: error.code, field: error.field, message: error.message };
  }
}
