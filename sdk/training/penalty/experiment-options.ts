import * as v from "valibot";
import { integer, probability } from "../../networks/check.ts";
import { seed } from "../../networks/seed.ts";

/** The ways of training that are compared. */
export const regularisers = ["dropout", "weight-decay", "none"] as const;

/** What {@link compareRegularisers} takes; the paper's setting unless given. */
export interface RegulariserOptions {
  /** What the inputs are multiplied with, above 0; 0.5, 0.75, 1, 1.25 and 1.5 unless given. */
  readonly scales?: readonly number[];
  /** Data sets, each with weights of its own, 1..10000; 10 unless given. */
  readonly runs?: number;
  /** Steps of each training, 1..1e9; 100000 unless given. */
  readonly iterations?: number;
  /** Examples in each data set, 1..4096; 10 unless given. */
  readonly examples?: number;
  /** K, inputs, 1..4096; 5 unless given. */
  readonly inputs?: number;
  /** n, ReLU neurons of the one hidden layer, 1..4096; 5 unless given. */
  readonly width?: number;
  /** Of inputs and hidden neurons, where there is dropout; 0.5 unless given. */
  readonly drop?: number;
  /** lambda, where there is weight decay; 0.5 unless given. */
  readonly decay?: number;
  /** Step t has the rate learningRate / (1 + learningRateDecay t); 0.01 and 1e-5 unless given. */
  readonly learningRate?: number;
  readonly learningRateDecay?: number;
  /** 0.5 unless given. */
  readonly momentum?: number;
  /** Examples of a step, or `"full"` for all; 1 unless given. */
  readonly batch?: number | "full";
  /** Seed of data, weights, orders and masks; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const ABOVE_0 = "a finite number above 0";
const above0 = v.pipe(v.number(ABOVE_0), v.finite(ABOVE_0), v.gtValue(0, ABOVE_0));
const SCALES = "an array of 1..1000 numbers above 0";
export const comparisonSchema = v.strictObject({
  scales: v.optional(
    v.pipe(v.array(above0, SCALES), v.minLength(1, SCALES), v.maxLength(1000, SCALES)),
    [0.5, 0.75, 1, 1.25, 1.5],
  ),
  runs: v.optional(integer(1, 10_000), 10),
  iterations: v.optional(integer(1, 1e9), 100_000),
  examples: v.optional(integer(1, 4096), 10),
  inputs: v.optional(integer(1, 4096), 5),
  width: v.optional(integer(1, 4096), 5),
  drop: v.optional(probability, 0.5),
  decay: v.optional(above0, 0.5),
  // Checked where they are used.
  learningRate: v.optional(v.unknown(), 0.01),
  learningRateDecay: v.optional(v.unknown(), 1e-5),
  momentum: v.optional(v.unknown(), 0.5),
  batch: v.optional(v.unknown(), 1),
  seed: v.optional(seed, "0"),
});

/** {@link RegulariserOptions} with every default filled in. */
export type CheckedComparison = v.InferOutput<typeof comparisonSchema>;
