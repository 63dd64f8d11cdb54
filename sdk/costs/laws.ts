import { decayOf, settlingLayers } from "./chains.ts";
import type { Outline } from "./outlines.ts";
import { decay } from "./rough.ts";

// The law of the number of reached neurons, carried forward (assembly/exact/law.ts): each number that is likely enough before a
// layer adds a row of those likely enough behind it. Constants are nanoseconds, fitted to medians of networks of 5
// layers, 8 to 2048 wide, and of runs of 20 to 1000000.

/** A layer's step, whatever its width. */
const STEP = 250;
/** A neuron of a layer: cleared, added up, divided. */
const NEURON = 5;
/** A row that is the same as the next, and one of its own. */
const [SAME, ROW] = [22, 250];
/** A term of a row. */
const TERM = 0.9;
/** A layer behind which the law stands still, and each number in it. */
const [STILL, SHARE] = [15, 0.7];
/** Numbers down to 1e-100 of the likeliest: standard deviations on both sides, and e-foldings where neurons are missed singly. */
const [DEVIATIONS, FOLDINGS] = [43, 230];
/** Rows further than this many e-foldings of the bonds' removal are all alike. */
const APART = 36;

/** One law through all the layers, with shares of so many of them. */
export function lawUnits(layers: readonly Outline[], shares: number): number {
  let units = 0;
  let rows = 1;
  let mean = 1;
  let written = 0;
  for (const layer of layers) {
    const { width, repeat } = layer;
    const steps = repeat > 1 ? Math.min(repeat, settlingLayers(layer)) : 1;
    let support = 1;
    const first = STEP + NEURON * width + rowUnits(layer, mean, rows);
    for (let step = 0; step < Math.min(steps, 8); step++) [mean, support] = behind(layer, mean);
    const later = STEP + NEURON * width + rowUnits(layer, mean, support);
    const still = Math.max(0, Math.min(repeat, shares - written) - steps);
    units += first + (steps - 1) * later + still * (STILL + SHARE * support);
    written += repeat;
    rows = support;
  }
  return units;
}

/** Rows of the numbers around a mean: those far up, past which bonds tell nothing apart, are one. */
function rowUnits({ width, bonds }: Outline, mean: number, rows: number): number {
  if (bonds.drop === 0 || bonds.keep === 0) return SAME * rows;
  const distinct = Math.min(rows, Math.max(1, APART / decayOf(bonds) - Math.max(0, mean - rows / 2)));
  return SAME * rows + distinct * (ROW + TERM * Math.min(1.2 * width, 24 * Math.sqrt(width)));
}

/** The expected number of reached neurons, given that some are, and how many numbers are likely enough. */
function behind({ width, sites, bonds }: Outline, before: number): [mean: number, support: number] {
  const exponent = before * decayOf(bonds);
  const share = sites.keep * (1 - decay(exponent));
  const deviation = Math.sqrt(width * share * (1 - share));
  const support = 2 + DEVIATIONS * deviation + FOLDINGS / Math.max(1, exponent);
  return [Math.max(1, width * share), Math.min(width, support)];
}
