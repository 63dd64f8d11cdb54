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
export { constantNetwork, constantPenalty } from "./penalty/constant.ts";
export {
  type CriterionAnswer,
  type CriterionOptions,
  dropoutCriterion,
  dropoutCriterionAsync,
} from "./penalty/criterion.ts";
export type { DepthScale } from "./penalty/depth-scales.ts";
export { differenceNetwork, differencePenalty } from "./penalty/difference.ts";
export { halfAtOrigin, onlyAt, type WeightedExample } from "./penalty/examples.ts";
export {
  compareRegularisers,
  compareRegularisersAsync,
  type RegulariserComparison,
  type RegulariserErrors,
} from "./penalty/experiment.ts";
export type { RegulariserOptions } from "./penalty/experiment-options.ts";
export { type FirstOneOptions, firstOneCriterion, firstOneGadget, firstOneNetwork } from "./penalty/first-one.ts";
export { type DropoutHealth, dropoutHealth } from "./penalty/health.ts";
export { rescaleInputs, rescaleLayers, type WeightedNetwork } from "./penalty/network.ts";
export type { RemovalRate, RemovalRates } from "./penalty/rates.ts";
export type { UniformShape } from "./penalty/shape.ts";
export {
  type WeightDecayAnswer,
  type WeightDecayMinimum,
  weightDecayCriterion,
  weightDecayMinimum,
} from "./penalty/weight-decay.ts";
export type { StepReports } from "./reports.ts";
export * from "./sme/index.ts";
export type { TrainerState } from "./state.ts";
export {
  createTrainer,
  type Evaluation,
  resumeTrainer,
  type Trainer,
} from "./trainer.ts";
