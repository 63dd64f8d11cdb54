// The engine without SIMD, for hosts that lack it: the same answers to the last bit, several times slower.
import { unpack } from "./packed.ts";
import { packedEngine } from "./scalar.gen.ts";

export const usesSimd: boolean = false;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return unpack(packedEngine);
}
