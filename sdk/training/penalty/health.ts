import type { Layer } from "../../engine/layers.ts";
import { fromLog10, log } from "../../engine/mathematics.ts";
import { checkNetwork, layersOf, type Network } from "../../networks/network.ts";
import { pathProbability } from "../../queries/path.ts";
import { countPaths } from "../../queries/paths.ts";
import { type DepthScale, logHazard, noiseOf, sumLogs, toScale } from "./depth-scales.ts";
import { exponentialExcess } from "./excess.ts";

/** What dropout does to a network: its noise, and how often it cuts it. */
export interface DropoutHealth {
  /** Theta, the probability that a path is open from some input to some output. */
  readonly probability: number;
  /** 1 - theta. */
  readonly failure: number;
  readonly log10Failure: number;
  /**
   * Var N / (E N)^2 of the number N of open paths; NaN (null in JSON) where none can be open. It is the dropout penalty
   * over y^2 of a network with these rates whose weights are all equal, which puts out y (the sum of its outputs where
   * it has several).
   */
  readonly relativeVariance: number;
  /** 1 / (1 + relativeVariance), below which theta never is (Paley and Zygmund). */
  readonly lowerBound: number;
  /** Hidden layers. */
  readonly depth: number;
  /** Hidden layers at which the relative variance is of the order of 1: width * keep / drop for dropout in layers of one width. */
  readonly noise: DepthScale;
  /**
   * Hidden layers at which theta is of the order of 1/e: drop^-width for dropout in layers of one width,
   * about 2^-width drop^(-width^2) for dropconnect. The share is the leading order of the failure.
   */
  readonly disconnection: DepthScale;
  /** Which of them the network has at least half of. */
  readonly near: "neither" | "noise" | "disconnection" | "both";
  /** The same in a line of text. */
  readonly reading: string;
}

/** Share of a depth scale from which on it is near. */
const NEAR = 0.5;

/**
 * Two ways in which dropout limits the depth of a network, in one report. Its noise doubles the second moment of the
 * output at about width * keep / drop hidden layers, long before the network falls apart: that takes drop^-width layers
 * by dropout, about 2^-width drop^(-width^2) by dropconnect. Theta and the relative variance are exact; the depth
 * scales are of leading order for small rates: noise adds up layer by layer, and so do the most likely ways to be cut.
 * Rates of inputs are in theta and in the variance, not in the scales, which speak of hidden layers.
 *
 * @param network - From `layered` or `rectangular`; no missing connections.
 * @throws PercolationError `invalid-input`; `method-unavailable` for missing connections.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 18, and Devlin and Sanders, arXiv:2512.13853, for the two sides;
 *   that they are moments of one number of paths, and the depth scales, are this project's derivation.
 *
 * @example
 * import { rectangular } from "percolation";
 * import { dropoutHealth } from "percolation/training";
 * const { noise, disconnection, near } = dropoutHealth(rectangular({ width: 8, depth: 10 }, { dropSites: 0.5 }));
 * [noise.depth, disconnection.depth.toFixed(6), near]; // => [8, "256.000000", "noise"]
 */
export function dropoutHealth(network: Network): DropoutHealth {
  const checked = checkNetwork(network);
  const { log10RelativeSecondMoment, lowerBound } = countPaths(checked);
  const { probability, failure, log10Failure } = pathProbability(checked, { method: "exact" });
  const layers = layersOf(checked);
  const depth = layers.slice(1, -1).reduce((sum, { repeat }) => sum + repeat, 0);
  const hidden = placesOf(layers);
  const noiseSum = hidden.reduce((sum, { before, layer, count }) => sum + count * noiseOf(before, layer), 0);
  const hazards = hidden.map(
    ({ count, before, layer, behind }) => log(count) + logHazard(before, layer, behind, before === layers[0]),
  );
  const noise = toScale(depth, log(noiseSum), noiseSum);
  const disconnection = toScale(depth, sumLogs(hazards));
  const near = nearest(noise.share >= NEAR, disconnection.share >= NEAR);
  return {
    probability,
    failure,
    log10Failure,
    relativeVariance: exponentialExcess(fromLog10(log10RelativeSecondMoment)),
    lowerBound,
    depth,
    noise,
    disconnection,
    near,
    reading: read(near, depth, noise, disconnection),
  };
}

/** Hidden layers with their neighbours, and how many such in a row. */
interface Place {
  readonly before: Layer;
  readonly layer: Layer;
  readonly behind: Layer;
  readonly count: number;
}

/** The hidden layers of each run: its first, those in between, and its last have other neighbours. */
function placesOf(layers: readonly Layer[]): Place[] {
  return layers.flatMap((layer, index) => {
    const [before, behind] = [layers[index - 1], layers[index + 1]];
    if (!before || !behind) return [];
    if (layer.repeat === 1) return [{ before, layer, behind, count: 1 }];
    const between = layer.repeat - 2;
    return [
      { before, layer, behind: layer, count: 1 },
      ...(between > 0 ? [{ before: layer, layer, behind: layer, count: between }] : []),
      { before: layer, layer, behind, count: 1 },
    ];
  });
}

function nearest(isNoisy: boolean, isCut: boolean): DropoutHealth["near"] {
  if (isNoisy) return isCut ? "both" : "noise";
  return isCut ? "disconnection" : "neither";
}

const openings: Record<DropoutHealth["near"], string> = {
  neither: "neither noise nor disconnection is near",
  noise: "noise is near, disconnection is not",
  disconnection: "disconnection is near, noise is not",
  both: "noise and disconnection are both near",
};

function read(near: DropoutHealth["near"], depth: number, noise: DepthScale, disconnection: DepthScale): string {
  const layers = depth === 1 ? "1 hidden layer" : `${depth} hidden layers`;
  return `${openings[near]}: ${layers}, noise at ${show(noise)}, disconnection at ${show(disconnection)}`;
}

function show({ depth, log10Depth }: DepthScale): string {
  if (log10Depth === Number.POSITIVE_INFINITY) return "no depth";
  if (log10Depth < 6) return `about ${Number(depth.toPrecision(3))}`;
  return `about 1e${Math.round(log10Depth)}`;
}
