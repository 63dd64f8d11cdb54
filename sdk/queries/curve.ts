import * as v from "valibot";
import { solveChain } from "../engine/exact.ts";
import type { Layer, Rate } from "../engine/layers.ts";
import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { check, integer, name, probability } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, networkField, withRate } from "../networks/network.ts";
import { dropping } from "../networks/removal.ts";
import { curveTrials } from "../sampling/layered-trials.ts";
import { pause, type Steps, sample } from "../sampling/sampler.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { fromLogs, fromTrials, planMethod, type Survival } from "./survival.ts";

/** What {@link curve} varies. */
export interface CurveOptions extends MethodOptions {
  /** The drop rate that varies: of all hidden neurons, or of all weights. */
  readonly of: "sites" | "bonds";
  /** First drop rate, 0..1; 0 unless given. */
  readonly from?: number;
  /** Last drop rate, 0..1 and not below `from`; 1 unless given. */
  readonly to?: number;
  /** Number of equally spaced points, 2..100001; 101 unless given. */
  readonly points?: number;
}

/** The question `"curve"`: theta as a function of the drop rate. */
export interface CurveQuery extends CurveOptions {
  readonly ask: "curve";
  readonly network: Network;
}

/** One point of a curve. */
export interface CurvePoint extends Survival {
  readonly drop: number;
  readonly keep: number;
}

/** The answer to a {@link CurveQuery}. */
export interface CurveAnswer {
  readonly of: "sites" | "bonds";
  readonly points: readonly CurvePoint[];
  readonly query: CurveQuery;
  readonly version: string;
}

export const curveSchema = v.strictObject({
  ask: v.literal("curve"),
  network: networkField,
  of: name("sites", "bonds"),
  from: v.optional(probability, 0),
  to: v.optional(probability, 1),
  points: v.optional(integer(2, 100001), 101),
  ...methodFields,
});

export interface CurvePlan {
  readonly query: CurveQuery;
  readonly method: CheckedMethod;
  readonly layers: readonly Layer[];
  readonly rates: readonly Rate[];
}

export const curveQuestion: Question<CurvePlan, CurveAnswer> = {
  plan(value) {
    const { ask, network: given, of, from, to, points, ...method } = check(curveSchema, value, "");
    if (to < from) throw badInput("to", `a number in from..1, that is ${from}..1`, to);
    const network = checkNetwork(given);
    const rates = Array.from({ length: points }, (_, index) =>
      dropping(index === points - 1 ? to : from + ((to - from) * index) / (points - 1)),
    );
    const query = { ask, network, of, from, to, points, ...method };
    return { query, method, layers: layersOf(network), rates };
  },
  *answer(plan) {
    const { query, rates } = plan;
    const survivals = yield* surviveAll(plan);
    const points = rates.map((rate, index) => ({ ...rate, ...(survivals[index] as Survival) }));
    return { of: query.of, points, query, version };
  },
};

/** What survives at each of the rates. */
function* surviveAll({ query: { of }, method, layers, rates }: CurvePlan): Steps<readonly Survival[]> {
  if (planMethod(layers, method.method) === "monte-carlo") {
    const { trials, seed } = method;
    const counts = yield* sample(curveTrials, { layers, of, rates, seed }, trials);
    return counts.map((open) => fromTrials(open, method));
  }
  const solved: Survival[] = [];
  for (const rate of rates) {
    yield* pause(solved.length, rates.length);
    solved.push(fromLogs(solveChain(withRate(layers, of, rate))));
  }
  return solved;
}

/**
 * Theta as a function of the drop rate of all hidden neurons or of all weights; the network's other
 * rates stay as they are. Costs `points` times {@link pathProbability}; sampled points share the seed.
 *
 * @param network - From {@link layered}, {@link rectangular} or an importer.
 * @param options - `of` says what varies; `from`, `to` and `points` say where; the rest as in {@link MethodOptions}.
 * @returns Points in rising order of `drop`.
 * @throws PercolationError as {@link pathProbability}.
 *
 * @example
 * import { curve, layered } from "percolation";
 * const { points } = curve(layered([2, 2, 2]), { of: "bonds", points: 3 });
 * points.map((point) => point.probability); // => [1, 0.80859375, 0]
 */
export function curve(network: Network, options: CurveOptions): CurveAnswer {
  return answerNow(curveQuestion, { ...options, ask: "curve", network });
}
