import * as v from "valibot";
import { requireMemory } from "../../engine/arena.ts";
import { drawEvenly, drawNormally } from "../../engine/training/numbers.ts";
import { check, integer, probability } from "../../networks/check.ts";
import { seed } from "../../networks/seed.ts";

/** A set of samples around a centre for each class. */
export interface ClusterSetOptions {
  /** Numbers in a sample, 1..1048576. */
  readonly inputs: number;
  /** Number of classes, 1..1048576. */
  readonly classes: number;
  /** Number of samples, 1..2^27. Sample i is of class i modulo `classes`, so that classes are balanced. */
  readonly samples: number;
  /** Standard deviation of the coordinates of the centres, from 0 on; 1 unless given. */
  readonly separation?: number;
  /** Standard deviation of the coordinates of samples around their centre, from 0 on; 0.5 unless given. */
  readonly spread?: number;
  /** Share of the inputs that are 0, each with this probability, as the background of pictures is; 0 unless given. */
  readonly sparsity?: number;
  /** Which samples around the same centres, 0..2^53-1: others for testing than for training. 0 unless given. */
  readonly set?: number;
  /** Seed of centres and samples, as of trainers; 0 unless given. */
  readonly seed?: number | bigint | string;
}

/** Samples and their classes, as trainers take them. */
export interface LabelledSamples {
  readonly inputs: Float64Array;
  readonly labels: Uint32Array;
}

const FROM_0 = "a finite number from 0 on";
const size = v.pipe(v.number(FROM_0), v.finite(FROM_0), v.minValue(0, FROM_0));

const clusterSchema = v.strictObject({
  inputs: integer(1, 1_048_576),
  classes: integer(1, 1_048_576),
  samples: integer(1, 2 ** 27),
  separation: v.optional(size, 1),
  spread: v.optional(size, 0.5),
  sparsity: v.optional(probability, 0),
  set: v.optional(integer(0, Number.MAX_SAFE_INTEGER - 1), 0),
  seed: v.optional(seed, "0"),
});

/** Streams of a set of samples. */
const [CENTRES, AROUND, MISSING] = [0, 1, 2];

/**
 * Samples of Gaussian clusters, one for each class, by seed and with the same bits in every runtime: a set to train on that
 * needs no file. Costs as much memory as the samples take, 8 bytes a number.
 *
 * @param options - See {@link ClusterSetOptions}.
 * @throws PercolationError `invalid-input` for options out of range; `too-large` when the samples do not fit in memory.
 *
 * @example
 * import { clusterSet } from "percolation/training";
 * const { inputs, labels } = clusterSet({ inputs: 3, classes: 2, samples: 4, seed: 1 });
 * inputs.length; // => 12
 * [...labels]; // => [0, 1, 0, 1]
 */
export function clusterSet(options: ClusterSetOptions): LabelledSamples {
  const { inputs, classes, samples, separation, spread, sparsity, set, seed } = check(
    clusterSchema,
    options,
    "options",
  );
  requireMemory(8 * inputs * samples, "options.samples");
  requireMemory(8 * inputs * classes, "options.classes");
  const draw = { seed: BigInt(seed), purpose: "data" as const };
  const centres = drawNormally({ ...draw, run: 0, layer: CENTRES }, inputs * classes, separation);
  const around = drawNormally({ ...draw, run: set, layer: AROUND }, inputs * samples, spread);
  // In -1..1: below 2 sparsity - 1 with probability `sparsity`.
  const missing =
    sparsity > 0 ? drawEvenly({ ...draw, run: set, layer: MISSING }, inputs * samples, 1) : new Float64Array(0);
  const labels = Uint32Array.from({ length: samples }, (_, sample) => sample % classes);
  const numbers = around.map((value, at) => {
    if (sparsity > 0 && (missing[at] ?? 0) < 2 * sparsity - 1) return 0;
    const sample = Math.floor(at / inputs);
    return value + (centres[(labels[sample] ?? 0) * inputs + (at % inputs)] ?? 0);
  });
  return { inputs: numbers, labels };
}
