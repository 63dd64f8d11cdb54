import { startModule } from "../ready-module.ts";
import type { TrainingExports } from "./exports.ts";
import training from "./training.wasm?module";

export function startTraining(): TrainingExports {
  return startModule(training);
}
