// An answer of `inspect` against the enumeration: every number that is off, as a line of text.

import type { InspectAnswer, LayerReport, ModelNetwork, RemovalReport } from "percolation";
import { namesOf, type PlainModel } from "../models/plain-shapes.ts";
import type { EnumeratedInspection, Rates } from "./enumerate-inspect.ts";

/** Standard errors allowed; with so many numbers at fixed seeds none is expected beyond 4.5. */
const SIGMAS = 5;

/** How far a mean over trials may be off, of values in 0..most with this mean. */
export function allowed(mean: number, most: number, trials: number): number {
  const variance = Math.max(0, mean * (most - mean));
  // Rare values are not normally distributed: five of them are allowed where none is expected.
  return (
    SIGMAS * Math.sqrt(variance / trials) + (mean > 1e-12 * most && mean < most ? (SIGMAS * most) / trials : 0) + 1e-12
  );
}

/** What is off. */
export function deviations(answer: InspectAnswer, network: ModelNetwork, expected: EnumeratedInspection): string[] {
  const trials = answer.query.trials ?? 0;
  const off: string[] = [];
  const check = (what: string, actual: number, wanted: number, tolerance: number) => {
    if (!(Math.abs(actual - wanted) <= tolerance)) off.push(`${what}: ${actual}, expected ${wanted} +- ${tolerance}`);
  };
  const joint = layersOfProducts(network);
  const isRerun = ({ name, removal }: LayerReport) => removal?.kind === "DropBlock" || joint.has(name);
  const theta = expected.theta();
  const isExact = answer.method === "exact";
  check("theta", answer.probability, theta, isExact ? 1e-10 * theta : allowed(theta, 1, trials));
  check(
    "failure",
    answer.failure,
    expected.failure(),
    isExact ? 1e-10 * expected.failure() : allowed(theta, 1, trials),
  );
  for (const layer of answer.layers) {
    const shares = expected.shares.get(layer.name);
    for (const name of ["reached", "reaching", "effective"] as const) {
      const share = shares?.[name] ?? -1;
      check(`${layer.name} ${name}`, layer[name], share, allowed(share, 1, trials));
    }
    const weights = expected.effectiveWeights.get(layer.name) ?? 0;
    if (layer.effectiveWeights !== undefined) {
      check(`${layer.name} effectiveWeights`, layer.effectiveWeights, weights, allowed(weights, 1, trials));
    }
    const isOnVector = layer.type === "dense" && layer.shape.length === 1;
    if (isOnVector && layer.effectiveWeights === undefined) off.push(`${layer.name}: no effectiveWeights`);
    if (expected.removals.has(layer.name) !== (layer.removal !== undefined)) off.push(`${layer.name}: removes?`);
    if (layer.removal) compareRemoval(layer.name, layer.removal, isRerun(layer), expected, answer, check, off);
  }
  compareOverall(answer, expected, isRerun, off);
  return off;
}

type Check = (what: string, actual: number, wanted: number, tolerance: number) => void;

function compareRemoval(
  name: string,
  removal: RemovalReport,
  isRerun: boolean,
  expected: EnumeratedInspection,
  { failureBelow, query: { trials = 0 } }: InspectAnswer,
  check: Check,
  off: string[],
): void {
  const { drop, cutProbability, importance, groups, kind, method } = removal;
  const cut = expected.failure() - expected.failure(new Map([[name, 0]]));
  const slope = expected.importance(name);
  const failureAt = (rate: number) => expected.failure(new Map([[name, rate]]));
  check(`${name} drop`, drop, expected.removals.get(name) ?? -1, 0);
  if (method === "exact") {
    check(`${name} cutProbability`, cutProbability, cut, 1e-8 * cut + 1e-12);
    // A difference quotient over steps of a thousandth.
    check(`${name} importance`, importance, slope, 1e-5 * slope + 1e-12);
    off.push(...crossing(`${name} largestDrop`, removal.largestDrop, failureAt, failureBelow, 1e-9, 1e-9));
    return;
  }
  if (isRerun) {
    // Two runs with the same seed: the difference of their counts.
    const [low, high] = [drop * 0.9, Math.min(1, drop * 1.1)];
    const secant = failureAt(high) - failureAt(low);
    check(`${name} cutProbability`, cutProbability, cut, 2 * allowed(cut, 1, trials));
    check(`${name} importance`, importance, secant / (high - low), (2 * allowed(secant, 1, trials)) / (high - low));
  } else {
    check(`${name} cutProbability`, cutProbability, cut, allowed(cut, drop, trials));
    check(`${name} importance`, importance, slope, allowed(slope, mostSlope(drop, groups), trials));
  }
  const tolerance = allowed(failureBelow, 1, trials);
  const what = `${name} largestDrop (${kind})`;
  off.push(...crossing(what, removal.largestDrop, failureAt, failureBelow, tolerance, 2 ** -8));
}

/** The largest of n drop^(n - 1), n up to the number of groups. */
function mostSlope(drop: number, groups: number): number {
  let most = 0;
  for (let n = 1; n <= groups; n++) most = Math.max(most, n * drop ** (n - 1));
  return most;
}

/** Whether a rate is where a failure, which rises, reaches the bound, give or take. */
function crossing(
  what: string,
  rate: number,
  failureAt: (rate: number) => number,
  bound: number,
  tolerance: number,
  step: number,
): string[] {
  const [here, next] = [failureAt(rate), failureAt(Math.min(1, rate * (1 + step) + step))];
  const off: string[] = [];
  if (rate > 0 && here > bound + tolerance) off.push(`${what}: ${rate}, where the failure is ${here}`);
  if (rate < 1 && next < bound - tolerance) off.push(`${what}: ${rate}, behind which the failure is ${next}`);
  return off;
}

/**
 * One rate for all layers. Sampled answers take the sum of the layers' own parts for the failure where that is more:
 * as they say, and on the safe side.
 */
function compareOverall(
  answer: InspectAnswer,
  expected: EnumeratedInspection,
  isRerun: (layer: LayerReport) => boolean,
  off: string[],
): void {
  const { failureBelow, largestDrop, method, query } = answer;
  const names = [...expected.removals.keys()];
  const all = (rate: number): Rates => new Map(names.map((name) => [name, rate]));
  const failureAt = (rate: number) => expected.failure(all(rate));
  if (method === "exact") {
    off.push(...crossing("largestDrop", largestDrop, failureAt, failureBelow, 1e-9, 1e-9));
    return;
  }
  const summed = answer.layers.filter((layer) => layer.removal && !isRerun(layer)).map(({ name }) => name);
  const ownParts = (rate: number) =>
    summed.reduce((sum, name) => {
      return sum + failureAt(rate) - expected.failure(new Map([...all(rate), [name, 0]]));
    }, 0);
  const taken = (rate: number) => Math.min(1, Math.max(ownParts(rate), failureAt(rate)));
  const tolerance = allowed(failureBelow, Math.max(1, names.length), query.trials ?? 0);
  off.push(...crossing("largestDrop", largestDrop, taken, failureBelow, tolerance, 2 ** -7));
}

/** Layers that reach a product by more than one of its factors: their groups need each other. */
function layersOfProducts(plain: PlainModel): Set<string> {
  const behind = new Map<string, readonly string[]>();
  const joint = new Set<string>();
  for (const { name, from, type } of namesOf(plain)) {
    const factors = from.map((source) => [...new Set([source, ...(behind.get(source) ?? [])])]);
    const all = factors.flat();
    if (type === "multiply") for (const each of all) if (all.indexOf(each) !== all.lastIndexOf(each)) joint.add(each);
    behind.set(name, all);
  }
  return joint;
}
