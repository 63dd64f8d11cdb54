/**
 * Training with dropout and dropconnect, with the same bits everywhere.
 *
 * @module
 */
export type { Parameters } from "../engine/training/run.ts";
export type { TrainingData } from "./data.ts";
export type { Initialisation, TrainingOptions } from "./options.ts";
export * from "./sme/index.ts";
export {
  createTrainer,
  type Evaluation,
  resumeTrainer,
  type StepReports,
  type Trainer,
  type TrainerState,
} from "./trainer.ts";
