// The engine without SIMD, for hosts that lack it: the same answers to the last bit, several times slower.
import type { EngineExports } from "./exports.ts";
import { unpack } from "./packed.ts";
import { packedEngine } from "./scalar.gen.ts";
import { type EngineSource, startWebAssembly } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return unpack(packedEngine);
}

export function startEngine(): EngineExports {
  return startWebAssembly(unpack(packedEngine), { simd: false });
}
