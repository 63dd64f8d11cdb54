/**
 * Does a path survive? Percolation of neural networks under dropout and dropconnect, exact where that is
 * possible and by seeded sampling elsewhere, with the same bits in every JavaScript runtime.
 *
 * @module
 */
export { version } from "./engine/version.gen.ts";
export { PercolationError, type PercolationErrorCode } from "./errors.ts";
export { type LayeredNetwork, type LayeredOptions, layered } from "./networks/layered.ts";
export type { Network } from "./networks/network.ts";
export {
  type RectangularNetwork,
  type RectangularShape,
  rectangular,
  type UniformRemoval,
} from "./networks/rectangular.ts";
export type { Removal } from "./networks/removal.ts";
export { type Answer, type Answers, ask, type Query } from "./queries/ask.ts";
export { type CriticalAnswer, type CriticalOptions, type CriticalQuery, criticalDrop } from "./queries/critical.ts";
export { type CurveAnswer, type CurveOptions, type CurvePoint, type CurveQuery, curve } from "./queries/curve.ts";
export { criticalDepth, type DepthAnswer, type DepthOptions, type DepthQuery } from "./queries/depth.ts";
export { type ForecastAnswer, type ForecastOptions, type ForecastQuery, forecast } from "./queries/forecast.ts";
export { type MaskAnswer, type MaskOptions, type MaskQuery, sampleMasks } from "./queries/masks.ts";
export { type PathAnswer, type PathQuery, pathProbability } from "./queries/path.ts";
export { countPaths, type PathCountAnswer, type PathCountQuery } from "./queries/paths.ts";
export { type Reach, type ReachAnswer, type ReachQuery, reach } from "./queries/reach.ts";
export type { MethodOptions } from "./queries/sampling-options.ts";
export type { Survival } from "./queries/survival.ts";
export type { Interval } from "./statistics/wilson.ts";
