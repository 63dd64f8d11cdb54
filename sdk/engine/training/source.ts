// Where the module that trains comes from: bytes inside this one. The other builds put their own file in its place, as they
// do with sdk/engine/source.ts.
import { unpack } from "../packed.ts";
import { startWebAssembly } from "../web-assembly.ts";
import type { TrainingExports } from "./exports.ts";
import { packedEngine } from "./simd.gen.ts";

/** Starts a module of its own. Throws `engine-unavailable` where that cannot be. */
export function startTraining(): TrainingExports {
  return startWebAssembly(unpack(packedEngine), { simd: true });
}
