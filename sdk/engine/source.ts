// Where the engine comes from. This file serves the default entry: bytes inside the module. The build
// puts source.scalar.ts, source.workerd.ts or source.edge.ts in its place for the other entries.
import { unpack } from "./packed.ts";
import { packedEngine } from "./simd.gen.ts";

export const usesSimd: boolean = true;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return unpack(packedEngine);
}
