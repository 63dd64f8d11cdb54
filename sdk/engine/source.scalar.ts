// The engine without SIMD, for hosts that lack it: the same answers to the last bit, several times slower.
import { decodeBase64 } from "./base64.ts";
import { engineBase64 } from "./scalar.gen.ts";

export const usesSimd: boolean = false;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return decodeBase64(engineBase64);
}
