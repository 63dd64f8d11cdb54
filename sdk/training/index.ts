/**
 * Training with dropout and dropconnect, with the same bits everywhere.
 *
 * @module
 */
export type { Memory, Parameters } from "../engine/training/run.ts";
export type { TrainingData } from "./data.ts";
export type { CheckedTrainingOptions, Initialisation, TrainingOptions } from "./options.ts";
export {
  createTrainer,
  type Evaluation,
  resumeTrainer,
  type StepReports,
  type Trainer,
  type TrainerState,
} from "./trainer.ts";
