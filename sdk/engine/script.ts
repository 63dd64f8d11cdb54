import type { Arena } from "./exports.ts";

/** A module as JavaScript, of which memory that cannot be had is told as that of WebAssembly is, and not thrown. */
export function withRoom<Exports extends Arena>(module: Exports): Exports {
  return { ...module, reserve: (bytes: number) => reserve(module, bytes) };
}

function reserve(module: Arena, bytes: number): number {
  try {
    return module.reserve(bytes);
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
