import { unpack } from "../packed.ts";
import { startWebAssembly } from "../web-assembly.ts";
import type { TrainingExports } from "./exports.ts";
import { packedEngine } from "./scalar.gen.ts";

export function startTraining(): TrainingExports {
  return startWebAssembly(unpack(packedEngine), { simd: false });
}
