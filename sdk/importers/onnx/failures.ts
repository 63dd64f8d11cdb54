import { PercolationError } from "../../errors.ts";

/** The file is damaged or contradicts itself. `where` names the part, as in `tensor "fc1.weight".dims[0]`. */
export function invalidFile(where: string, expected: string, actual: string, cause?: unknown): PercolationError {
  return new PercolationError("invalid-file", `${where}: expected ${expected}, got ${actual}`, { field: where, cause });
}

/** The file is sound, but holds something that has no layer, or that is not read. */
export function unsupported(where: string, expected: string, actual: string): PercolationError {
  return new PercolationError("unsupported-model", `${where}: expected ${expected}, got ${actual}`, { field: where });
}

const JOINED = new WeakSet<object>();

/** An operator works across the samples of a batch, or across what was taken for one. */
export function joinsSamples(where: string, expected: string, actual: string): PercolationError {
  const error = unsupported(where, expected, actual);
  JOINED.add(error);
  return error;
}

export function isJoining(error: unknown): boolean {
  return typeof error === "object" && error !== null && JOINED.has(error);
}
