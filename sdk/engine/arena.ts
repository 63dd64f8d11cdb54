import { PercolationError } from "../errors.ts";
import type { Arena } from "./exports.ts";

/**
 * Lays the blocks of `sizes` bytes out in the engine's arena, each aligned to 16, and returns their
 * pointers. What an earlier query left there is overwritten. Throws `too-large` when memory cannot grow so far.
 */
export function allocate<Sizes extends readonly number[]>(
  engine: Arena,
  ...sizes: Sizes
): { [Index in keyof Sizes]: number } {
  const offsets: number[] = [];
  let total = 0;
  for (const size of sizes) {
    offsets.push(total);
    total += Math.ceil(size / 16) * 16;
  }
  const start = engine.reserve(total);
  if (start === 0) throw tooLarge(total);
  return offsets.map((offset) => start + offset) as { [Index in keyof Sizes]: number };
}

/** As {@link allocate}, by the names of the blocks. */
export function layOut<Name extends string>(
  engine: Arena,
  sizes: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(sizes) as Name[];
  const pointers = allocate(engine, ...names.map((name) => sizes[name]));
  return Object.fromEntries(names.map((name, index) => [name, pointers[index]])) as Record<Name, number>;
}

function tooLarge(bytes: number, field = "network"): PercolationError {
  return new PercolationError(
    "too-large",
    `${field}: expected one that fits in 2 GiB of memory, got one that needs ${(bytes / 2 ** 30).toPrecision(3)} GiB`,
    { field },
  );
}

/** Throws `too-large` when so many bytes can never be had, before they are asked for. */
export function requireMemory(bytes: number, field?: string): void {
  if (bytes > 2 ** 31) throw tooLarge(bytes, field);
}

/** Results of single trials or runs that are kept at once. */
const KEPT_RESULTS = 2 ** 27;

/** Throws `too-large` when so many trials or runs cannot be kept one by one. */
export function requireResults(count: number, field: "trials" | "runs"): void {
  if (count <= KEPT_RESULTS) return;
  throw new PercolationError(
    "too-large",
    `${field}: expected at most ${KEPT_RESULTS}, which are kept one by one, got ${count}`,
    { field },
  );
}

/** A copy of `length` doubles at `pointer`. */
export function readNumbers(engine: Arena, pointer: number, length: number): Float64Array {
  return new Float64Array(engine.memory.buffer, pointer, length).slice();
}

/** A copy of `length` bytes at `pointer`. */
export function readBytes(engine: Arena, pointer: number, length: number): Uint8Array {
  return new Uint8Array(engine.memory.buffer, pointer, length).slice();
}
