// Where the engine comes from. This file serves the default entry: bytes inside the module. The build puts
// source.scalar.ts, source.workerd.ts, source.edge.ts or source.js.ts in its place for the other entries.
import type { EngineExports } from "./exports.ts";
import { unpack } from "./packed.ts";
import { packedEngine } from "./simd.gen.ts";
import { type EngineSource, startWebAssembly } from "./web-assembly.ts";

/** What can be compiled, here or in a worker; undefined when the engine is no WebAssembly. */
export function engineSource(): EngineSource | undefined {
  return unpack(packedEngine);
}

/** Starts an engine of its own. Throws `engine-unavailable` where that cannot be. */
export function startEngine(): EngineExports {
  return startWebAssembly(unpack(packedEngine), { simd: true });
}
