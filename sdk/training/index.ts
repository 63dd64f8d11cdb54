/**
 * Training with dropout and dropconnect, with the same bits everywhere.
 *
 * @module
 */
export type { Parameters } from "../engine/training/run.ts";
export type { TrainingData } from "./data.ts";
export type { Initialisation, TrainingOptions } from "./options.ts";
export { constantNetwork, constantPenalty } from "./penalty/constant.ts";
export { type CriterionAnswer, type CriterionOptions, dropoutCriterion } from "./penalty/criterion.ts";
export type { DepthScale } from "./penalty/depth-scales.ts";
export { differenceNetwork, differencePenalty } from "./penalty/difference.ts";
export { halfAtOrigin, onlyAt, type WeightedExample } from "./penalty/examples.ts";
export { compareRegularisers, type RegulariserComparison, type RegulariserErrors } from "./penalty/experiment.ts";
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
export {
  createTrainer,
  type Evaluation,
  resumeTrainer,
  type StepReports,
  type Trainer,
  type TrainerState,
} from "./trainer.ts";
