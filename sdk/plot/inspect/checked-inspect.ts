import * as v from "valibot";
import { badInput } from "../../errors.ts";
import { type AnyNetwork, checkAny } from "../../networks/any.ts";
import { name, probability } from "../../networks/check.ts";
import type { InspectAnswer } from "../../queries/inspect/answer.ts";
import { checkAnswer } from "../checked-answer.ts";

const WHAT = "the answer to inspect";

const number = v.number("a number");
const count = v.pipe(number, v.minValue(0, "a number of at least 0"));
const text = v.string("a text");
const texts = v.array(text, "an array of names");
/** JSON has no infinity: what came through it is null there. */
const logarithm = v.pipe(
  v.nullish(v.number("a logarithm or null"), null),
  v.transform((value) => value ?? Number.NEGATIVE_INFINITY),
);
const waiting = v.pipe(
  v.nullish(v.number("a number or null"), null),
  v.transform((value) => value ?? Number.POSITIVE_INFINITY),
);
const method = name("exact", "monte-carlo");
const interval = v.object({ low: probability, high: probability, confidence: probability }, "an interval");

const removalSchema = v.object(
  {
    kind: text,
    drop: probability,
    keep: probability,
    groups: count,
    cutProbability: probability,
    importance: number,
    largestDrop: probability,
    method,
  },
  "what a layer removes",
);

const layerSchema = v.object(
  {
    name: text,
    type: text,
    from: texts,
    shape: v.array(count, "an array of sizes"),
    method,
    reached: probability,
    reaching: probability,
    effective: probability,
    effectiveWeights: v.optional(probability),
    weights: v.optional(count),
    removal: v.optional(removalSchema),
  },
  "a layer",
);

const findingSchema = v.object({ kind: text, layers: texts, message: text }, "a finding");

const forecastSchema = v.object(
  {
    steps: count,
    updateProbability: probability,
    expectedUpdates: count,
    noUpdateProbability: probability,
    log10NoUpdateProbability: logarithm,
    expectedFirstCutStep: waiting,
    log10ExpectedFirstCutStep: waiting,
  },
  "a forecast",
);

const answerSchema = v.object(
  {
    probability,
    failure: probability,
    log10Failure: logarithm,
    log10Probability: logarithm,
    method: name("exact", "monte-carlo", "mixed"),
    trials: v.optional(count),
    open: v.optional(count),
    seed: v.optional(text),
    interval: v.optional(interval),
    layers: v.pipe(v.array(layerSchema, "an array of layers"), v.minLength(1, "at least one layer")),
    ranking: texts,
    findings: v.array(findingSchema, "an array of findings"),
    failureBelow: probability,
    largestDrop: probability,
    resolution: v.optional(number),
    forecast: forecastSchema,
    query: v.looseObject({ network: v.unknown() }, "the query of inspect"),
    version: text,
  },
  WHAT,
);

/** The answer to inspect with its network checked; as good as fresh when it came through JSON. */
export interface CheckedInspect {
  readonly answer: InspectAnswer;
  readonly network: AnyNetwork;
}

export function checkInspect(value: unknown): CheckedInspect {
  const answer = checkAnswer(answerSchema, value, WHAT) as unknown as InspectAnswer;
  const known = new Set<string>();
  answer.layers.forEach(({ name, from }, index) => {
    const at = `answer.layers[${index}]`;
    if (known.has(name)) throw badInput(`${at}.name`, "a name no other layer has", name);
    from.forEach((source, number) => {
      if (!known.has(source)) throw badInput(`${at}.from[${number}]`, "the name of a layer before it", source);
    });
    known.add(name);
  });
  return { answer, network: checkAny(answer.query.network) };
}
