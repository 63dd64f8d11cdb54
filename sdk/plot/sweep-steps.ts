import * as v from "valibot";
import { probability } from "../networks/check.ts";

export const estimateSchema = v.object(
  { mean: v.number("a number"), standardError: v.nullable(v.number("a number or null")) },
  "an estimate",
);

export const eventSchema = v.object({ probability, low: probability, high: probability }, "an event");

type Estimate = v.InferOutput<typeof estimateSchema>;
type Event = v.InferOutput<typeof eventSchema>;

/** A point of a sweep as it is drawn. */
export interface DrawnSweepPoint {
  readonly keep: number;
  readonly largest: Estimate;
  readonly second: Estimate;
  readonly susceptibility: Estimate;
  readonly spanning: Event | null;
  readonly wrapping: Event | null;
  readonly connected: Event | null;
}

/** Numbers in a row: as an array also after JSON. */
const numbers = v.custom<ArrayLike<number>>(
  (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)),
  "an array of numbers",
);

const estimatesSchema = v.object({ mean: numbers, standardError: v.nullable(numbers) }, "the steps of an estimate");
const sharesSchema = v.object({ probability: numbers, low: numbers, high: numbers }, "the steps of an event");

export const stepsSchema = v.object(
  {
    largest: estimatesSchema,
    second: estimatesSchema,
    susceptibility: estimatesSchema,
    spanning: v.nullable(sharesSchema),
    wrapping: v.nullable(sharesSchema),
    connected: v.nullable(sharesSchema),
  },
  "the steps of a sweep",
);

/** Steps that are drawn of a long record. */
const STEPS_DRAWN = 501;

/** Steps as points, at the share of `elements` that was added. */
export function pointsOfSteps(steps: v.InferOutput<typeof stepsSchema>, elements: number): DrawnSweepPoint[] {
  const last = steps.largest.mean.length - 1;
  const drawn = Math.min(STEPS_DRAWN, last + 1);
  return Array.from({ length: drawn }, (_, index): DrawnSweepPoint => {
    const step = drawn > 1 ? Math.round((index * last) / (drawn - 1)) : 0;
    const estimate = ({ mean, standardError }: v.InferOutput<typeof estimatesSchema>): Estimate => ({
      mean: mean[step] ?? 0,
      standardError: standardError?.[step] ?? null,
    });
    const event = (shares: v.InferOutput<typeof sharesSchema> | null): Event | null =>
      shares && {
        probability: shares.probability[step] ?? 0,
        low: shares.low[step] ?? 0,
        high: shares.high[step] ?? 1,
      };
    return {
      keep: elements > 0 ? step / elements : 0,
      largest: estimate(steps.largest),
      second: estimate(steps.second),
      susceptibility: estimate(steps.susceptibility),
      spanning: event(steps.spanning),
      wrapping: event(steps.wrapping),
      connected: event(steps.connected),
    };
  });
}
