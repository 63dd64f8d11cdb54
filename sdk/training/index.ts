/**
 * Training with dropout and dropconnect, with the same bits everywhere.
 *
 * @module
 */
export type { Memory, Parameters } from "../engine/training/run.ts";
export { advanceAsync, type TrainingControl } from "./advance.ts";
export {
  type BreakdownAnswer,
  type BreakdownPoint,
  trainingBreakdown,
  trainingBreakdownAsync,
} from "./breakdown/breakdown.ts";
export type { ConstantPredictor, Drift } from "./breakdown/constant.ts";
export type { BreakdownDepths, BreakdownNetworks, BreakdownOptions, BreakdownRun } from "./breakdown/options.ts";
export type { StepShare } from "./breakdown/shares.ts";
export type { TrainingData } from "./data.ts";
export { type ClusterSetOptions, clusterSet, type LabelledSamples } from "./data-sets/clusters.ts";
export type { CheckedTrainingOptions, Initialisation, TrainingOptions } from "./options.ts";
export {
  createTrainer,
  type Evaluation,
  resumeTrainer,
  type StepReports,
  type Trainer,
  type TrainerState,
} from "./trainer.ts";
