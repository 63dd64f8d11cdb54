import { Holder } from "../holder.ts";
import type { TrainingExports } from "./exports.ts";
import { startTraining } from "./source.ts";

const training = new Holder(startTraining);

/** Runs `use` on the module that trains. */
export function withTraining<T>(use: (training: TrainingExports) => T): T {
  return training.use(use);
}
