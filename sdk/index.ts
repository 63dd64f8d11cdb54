/**
 * Does a path survive? Percolation of neural networks under dropout and dropconnect, of lattices and of
 * graphs: exact where that is possible and by seeded sampling elsewhere, with the same bits in every JavaScript runtime.
 *
 * @module
 */
export { version } from "./engine/version.gen.ts";
export { PercolationError, type PercolationErrorCode } from "./errors.ts";
export type { AnyNetwork } from "./networks/any.ts";
export { edgesOf } from "./networks/bonds.ts";
export type { LatticeName, UnitCell } from "./networks/cells.ts";
export type { EdgesInput } from "./networks/edges.ts";
export { type GraphNetwork, type GraphOptions, graph } from "./networks/graph.ts";
export { type LatticeNetwork, type LatticeOptions, lattice } from "./networks/lattice.ts";
export { type LayeredNetwork, type LayeredOptions, layered } from "./networks/layered.ts";
export type { Medium } from "./networks/medium.ts";
export { input, LayerBuilder, type LayerOptions } from "./networks/model/builder.ts";
export type * from "./networks/model/layer-types.ts";
export { type ModelNetwork, type ModelOptions, model } from "./networks/model/model.ts";
export type { Shape } from "./networks/model/shapes/rule.ts";
export { toLayered } from "./networks/model/to-layered.ts";
export { type ModelRemoval, withRemoval } from "./networks/model/with-removal.ts";
export type { Network } from "./networks/network.ts";
export type { Attack } from "./networks/orders.ts";
export {
  type ConfigurationModelOptions,
  configurationModel,
} from "./networks/random/configuration.ts";
export { type ErdosRenyiOptions, erdosRenyi } from "./networks/random/erdos-renyi.ts";
export type { RandomGraphOptions } from "./networks/random/options.ts";
export { type BarabasiAlbertOptions, barabasiAlbert } from "./networks/random/preferential.ts";
export { type RandomRegularOptions, randomRegular } from "./networks/random/regular.ts";
export type { Rates } from "./networks/rates.ts";
export {
  type RectangularNetwork,
  type RectangularShape,
  rectangular,
  type UniformRemoval,
} from "./networks/rectangular.ts";
export type { Removal } from "./networks/removal.ts";
export type { Plane, SiteSet } from "./networks/sites.ts";
export { type Answer, type Answers, ask, type Query } from "./queries/ask.ts";
export {
  type BottleneckAnswer,
  type BottleneckOptions,
  type BottleneckPoint,
  type BottleneckQuery,
  bottleneck,
} from "./queries/bottleneck.ts";
export { type CanonicalOptions, canonical } from "./queries/canonical.ts";
export { type ClusterAnswer, type ClusterOptions, type ClusterQuery, clusters } from "./queries/clusters.ts";
export { type CriticalAnswer, type CriticalOptions, type CriticalQuery, criticalDrop } from "./queries/critical.ts";
export { type CurveAnswer, type CurveOptions, type CurvePoint, type CurveQuery, curve } from "./queries/curve.ts";
export { criticalDepth, type DepthAnswer, type DepthOptions, type DepthQuery } from "./queries/depth.ts";
export { type ForecastAnswer, type ForecastOptions, type ForecastQuery, forecast } from "./queries/forecast.ts";
export type {
  Finding,
  InspectAnswer,
  InspectOptions,
  InspectQuery,
  LayerReport,
  RemovalReport,
} from "./queries/inspect/answer.ts";
export { inspect } from "./queries/inspect.ts";
export { type MaskAnswer, type MaskOptions, type MaskQuery, sampleMasks } from "./queries/masks.ts";
export type { LayerMask } from "./queries/model-masks.ts";
export type { Outlook } from "./queries/outlook.ts";
export { type PathAnswer, type PathQuery, pathProbability } from "./queries/path.ts";
export { countPaths, type PathCountAnswer, type PathCountQuery } from "./queries/paths.ts";
export { type ReachAnswer, type ReachQuery, reach } from "./queries/reach.ts";
export type { Reach } from "./queries/reach-counts.ts";
export type { MethodOptions } from "./queries/sampling-options.ts";
export type { Survival } from "./queries/survival.ts";
export { sweep } from "./queries/sweep.ts";
export type {
  Estimate,
  EventEstimate,
  SpanningEstimate,
  SweepPoint,
  WrappingEstimate,
} from "./queries/sweep-curve.ts";
export { mergeSweeps, type SweepMoments, summariseSweep, sumSweep } from "./queries/sweep-moments.ts";
export type { RunOptions } from "./queries/sweep-options.ts";
export type { SweepAnswer, SweepOptions, SweepQuery } from "./queries/sweep-query.ts";
export { type SweepRun, type SweepRunOptions, sweepRun } from "./queries/sweep-run.ts";
export type { StepEstimates, StepShares, SweepSteps } from "./queries/sweep-steps.ts";
export type { TerminalOptions } from "./queries/terminals.ts";
export { type ThresholdAnswer, type ThresholdQuery, threshold } from "./queries/threshold.ts";
export type { ThresholdMethod, ThresholdOptions } from "./queries/threshold-options.ts";
export type { Moments } from "./statistics/moments.ts";
export type { Interval } from "./statistics/wilson.ts";
