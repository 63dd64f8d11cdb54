/**
 * What went wrong, for programs:
 *
 * - `invalid-input`: a value is missing, of the wrong type or out of range;
 * - `unknown-query`: the query names a question that does not exist;
 * - `method-unavailable`: the method asked for does not apply to this network;
 * - `too-large`: the work or the memory needed is beyond the engine's limits;
 * - `invalid-file`: a file of a model or graph is truncated, empty or not what it claims to be;
 * - `unsupported-model`: such a file holds something that is not read;
 * - `engine-unavailable`: WebAssembly or SIMD is missing or blocked here.
 */
export type PercolationErrorCode =
  | "invalid-input"
  | "unknown-query"
  | "method-unavailable"
  | "too-large"
  | "invalid-file"
  | "unsupported-model"
  | "engine-unavailable";

/** Known to all copies of this module: the entries for other runtimes are bundles of their own. */
const BRAND: unique symbol = Symbol.for("percolation.PercolationError");

/**
 * The only error this package throws for a reason it knows. The message names the field, what was
 * expected and what came: `network.widths[2]: expected an integer in 1..1048576, got 0`.
 *
 * @example
 * import { layered, PercolationError } from "percolation";
 * let caught: unknown;
 * try {
 *   layered([784, 0, 10]);
 * } catch (error) {
 *   caught = error;
 * }
 * const { code, message } = caught as PercolationError;
 * [code, message]; // => ["invalid-input", "network.widths[1]: expected an integer in 1..1048576, got 0"]
 */
export class PercolationError extends Error {
  /** Whether a value is such an error, also one thrown by another entry of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: PercolationErrorCode;
  /** The path of the offending value, such as `network.widths[2]`; empty when there is none. */
  readonly field: string;

  constructor(code: PercolationErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PercolationError";
    this.code = code;
    this.field = options.field ?? "";
  }
}

/** Builds the one form of message that bad values get: field, expectation, actual value. */
export function badInput(field: string, expected: string, actual: unknown): PercolationError {
  return new PercolationError("invalid-input", `${field}: expected ${expected}, got ${show(actual)}`, { field });
}

/** A value as a short, single-line text for an error message. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of length ${value.length}`;
  // A field called "constructor", as JSON may have it, says nothing of what made the value.
  const maker: unknown = Object.getPrototypeOf(value)?.constructor;
  return typeof maker === "function" && maker.name && maker.name !== "Object" ? maker.name : "an object";
}
