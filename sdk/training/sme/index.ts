/** Stochastic modified equations of dropout. */
export { type Alignment, alignment } from "./alignment.ts";
export {
  type GradientData,
  type GradientOptions,
  gradientData,
  type TrajectoryOptions,
  trajectoryData,
} from "./data.ts";
export { type DescentOptions, dropoutDescent, dropoutDescentAsync } from "./descent.ts";
export { integrateSme, integrateSmeAsync, type SmeOptions } from "./equation.ts";
export { type FlatnessOptions, type Interval, intervalFlatness } from "./flatness.ts";
export { gradientPenalty, type Hessians, hessians, type ModifiedLoss, modifiedLoss } from "./loss.ts";
export { type GradientMoments, gradientMoments } from "./moments.ts";
export type { Paths } from "./paths.ts";
export type { DropoutProblem } from "./problem.ts";
export {
  type FitOptions,
  type HessianVariance,
  hessianVariance,
  type VarianceFlatness,
  varianceFlatness,
} from "./relations.ts";
export {
  type WeakErrorOptions,
  type WeakErrorRow,
  type WeakErrors,
  weakErrors,
  weakErrorsAsync,
} from "./weak-errors.ts";
