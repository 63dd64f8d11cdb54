import * as v from "valibot";
import { badInput } from "../errors.ts";
import { name, probability } from "../networks/check.ts";
import { checkMedium, type Medium } from "../networks/medium.ts";
import { checkAnswer } from "./checked-answer.ts";
import { type DrawnSweepPoint, estimateSchema, eventSchema, pointsOfSteps, stepsSchema } from "./sweep-steps.ts";

const WHAT = "the answer to a sweep";
const POINTS = "the points of a sweep";

const pointSchema = v.object(
  {
    keep: probability,
    largest: estimateSchema,
    second: estimateSchema,
    susceptibility: estimateSchema,
    spanning: v.nullable(eventSchema),
    wrapping: v.nullable(eventSchema),
    connected: v.nullable(eventSchema),
  },
  "a point of a sweep",
);

const sweepSchema = v.object(
  {
    kind: name("site", "bond"),
    sites: v.number("a number"),
    bonds: v.number("a number"),
    runs: v.number("a number"),
    seed: v.string("a text"),
    curve: v.optional(v.pipe(v.array(pointSchema, POINTS), v.minLength(1, POINTS))),
    steps: v.optional(stepsSchema),
    query: v.object(
      {
        network: v.unknown(),
        attack: v.optional(v.unknown()),
        order: v.optional(v.unknown()),
        confidence: v.optional(probability, 0.95),
      },
      "the query of a sweep",
    ),
  },
  WHAT,
);

/** What is drawn of a sweep. */
export interface CheckedSweep {
  readonly kind: "site" | "bond";
  readonly runs: number;
  readonly seed: string;
  /** Of the intervals of events. */
  readonly confidence: number;
  /** In the order of their probabilities. */
  readonly points: readonly DrawnSweepPoint[];
  /** Whether points tell of numbers of elements, not of probabilities. */
  readonly counted: boolean;
  readonly order: "random" | "given" | "attack";
  /** What the attack looks at, when it has a name. */
  readonly attack: string | undefined;
  readonly network: Medium;
}

export function checkSweep(answer: unknown): CheckedSweep {
  const { kind, sites, bonds, runs, seed, curve, steps, query } = checkAnswer(sweepSchema, answer, WHAT);
  if (!curve && !steps) throw badInput("answer.curve", POINTS, undefined);
  const { attack } = query;
  const order = attack !== undefined ? "attack" : query.order !== undefined ? "given" : "random";
  return {
    kind,
    runs,
    seed,
    confidence: query.confidence,
    points: steps
      ? pointsOfSteps(steps, kind === "site" ? sites : bonds)
      : [...(curve ?? [])].sort((a, b) => a.keep - b.keep),
    counted: steps !== undefined || order !== "random",
    order,
    attack: typeof attack === "string" ? attack : undefined,
    network: checkMedium(query.network),
  };
}
