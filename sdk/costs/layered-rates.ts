import type { Rate } from "../engine/layers.ts";
import { dropping, keeping } from "../networks/removal.ts";
import { bottlenecksOfLayers } from "./bottlenecks.ts";
import { chainUnits, settlingLayers, settlingUnits } from "./chains.ts";
import { type Part, sampledPart } from "./cost.ts";
import { expectedTheta, lastingLayers } from "./fronts.ts";
import { described, exactSize, isExact, listing, sizeOf } from "./layered.ts";
import { blockUnits, compileUnits } from "./layered-trials.ts";
import { type Outline, outlinesOfLayers } from "./outlines.ts";
import type { PlanOf } from "./plans.ts";
import { FIELD } from "./text.ts";

// Questions about layered networks in which a rate varies.

/** Fields of a point of a curve, exact and sampled. */
const [EXACT_FIELDS, SAMPLED_FIELDS] = [7, 13];
/** A point, whatever it is asked. */
const POINT = 2500;
/** Solutions that a search for a rate takes: at the ends, and on the way. */
const [ENDS, SEARCH] = [3, 20];
/** From which rate on it is looked for here, and in how many halvings of its logarithm. */
const [LEAST_RATE, HALVINGS] = [2 ** -40, 20];
/** Rates at which a curve is estimated. */
const MOST_RATES = 25;
/** Records of layers that estimates at several rates go through in all. */
const MOST_RECORDS = 20000;

/** One rate in place of the layers' own, as withRate in sdk/networks/network.ts. */
function withRate(layers: readonly Outline[], of: "sites" | "bonds", rate: Rate): Outline[] {
  return layers.map((layer, index) => {
    if (index === 0) return layer;
    if (of === "bonds") return { ...layer, bonds: rate };
    return index === layers.length - 1 ? layer : { ...layer, sites: rate };
  });
}

/** The sum over the rates: the ends', and for each between them what those inside cost in the mean. Never falls with their number. */
function sumOver(rates: readonly Rate[], records: number, unitsAt: (rate: Rate) => number): number {
  const [first, last] = [rates[0], rates[rates.length - 1]] as [Rate, Rate];
  const ends = unitsAt(first) + unitsAt(last);
  if (rates.length < 3) return ends;
  const count = Math.max(3, Math.min(MOST_RATES, Math.floor(MOST_RECORDS / records)));
  let inside = 0;
  for (let index = 0; index < count; index++) {
    const share = (index + 0.5) / count;
    const between = (from: number, to: number) => from + share * (to - from);
    inside += unitsAt({ keep: between(first.keep, last.keep), drop: between(first.drop, last.drop) });
  }
  return ends + ((rates.length - 2) / count) * inside;
}

export function curveParts({ query, method, layers: laidOut, rates }: PlanOf<"curve">): Part[] {
  const layers = outlinesOfLayers(laidOut);
  const { network, of } = query;
  const points = rates.length;
  const exact = isExact(layers, method.method);
  if (exact === undefined) return listing(layers);
  const printed = { units: points * (POINT + FIELD * (exact ? EXACT_FIELDS : SAMPLED_FIELDS)), grows: { points: 1 } };
  const total = (unitsAt: (at: readonly Outline[]) => number) =>
    sumOver(rates, layers.length, (rate) => unitsAt(withRate(layers, of, rate)));
  if (exact)
    return [described(network), { units: total(chainUnits), grows: { points: 1, ...exactSize(network) } }, printed];
  return [
    described(network),
    ...listing(layers),
    { units: total(compileUnits), grows: { points: 1, ...sizeOf(network, 0) } },
    sampledPart(method.trials, total(blockUnits), { points: 1, ...sizeOf(network, 1) }),
    printed,
  ];
}

export function criticalParts({ query, method, layers: laidOut }: PlanOf<"critical">): Part[] {
  const layers = outlinesOfLayers(laidOut);
  const { network, of, level } = query;
  const exact = isExact(layers, method.method);
  if (exact === undefined) return listing(layers);
  if (!exact) return [...listing(layers), ...bottlenecksOfLayers(network, layers, of, method.trials)];
  const unitsAt = (rate: Rate) => chainUnits(withRate(layers, of, rate));
  const isFixed = of === "sites" && layers.length < 3;
  const found = isFixed ? undefined : crossingOf(layers, of, level);
  const searched = found === undefined ? 0 : (ENDS - 1) * unitsAt(dropping(0)) + SEARCH * unitsAt(found);
  return [described(network), { units: unitsAt(dropping(0)) + searched, grows: exactSize(network) }];
}

/** Where theta falls below the level, roughly; undefined where it is below from the beginning. */
function crossingOf(layers: readonly Outline[], of: "sites" | "bonds", level: number): Rate | undefined {
  const thetaAt = (keep: number) => expectedTheta(withRate(layers, of, keeping(keep)));
  if (layers.length * HALVINGS > MOST_RECORDS) return keeping(0.5);
  if (thetaAt(1) < level) return undefined;
  let [low, high] = [LEAST_RATE, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = Math.sqrt(low * high);
    if (thetaAt(middle) < level) low = middle;
    else high = middle;
  }
  return keeping(high);
}

export function depthParts({ query, layers }: PlanOf<"depth">): Part[] {
  const [inputs, hidden, outputs] = layers as readonly [Outline, Outline, Outline];
  const steps = Math.min(settlingLayers(hidden), lastingLayers(inputs, hidden, query.level) - 1);
  const inputRows = inputs.sites.drop > 0 ? 60 * inputs.width : 12 * hidden.width;
  const step = settlingUnits(hidden) + inputRows;
  return [{ units: chainUnits([inputs, { ...hidden, repeat: 1 }, outputs]) + steps * step, grows: { width: 1.5 } }];
}
