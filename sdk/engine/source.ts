// Where the engine comes from. This file serves the default entry: bytes inside the module. The build
// puts source.scalar.ts, source.workerd.ts or source.edge.ts in its place for the other entries.
import { decodeBase64 } from "./base64.ts";
import { engineBase64 } from "./simd.gen.ts";

export const usesSimd: boolean = true;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return decodeBase64(engineBase64);
}
