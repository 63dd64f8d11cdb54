import { withRoom } from "../script.ts";
import type { TrainingExports } from "./exports.ts";
import { instantiate } from "./js.gen.ts";

export function startTraining(): TrainingExports {
  return withRoom(instantiate());
}
