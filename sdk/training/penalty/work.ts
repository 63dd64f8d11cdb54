import type { Rate } from "../../engine/layers.ts";

// What going through all masks takes: see assembly/training/penalty/bits.ts for which neuron is on which bit, and
// propagate.ts for what the flip of a bit computes again. Fitted to networks of many shapes, which take 0.5 to 1.1 ns a
// multiplication so counted.

/** What goes with each mask, in multiplications that take as long: some 5 ns. */
const PER_MASK = 4;
/** And with each layer that a flip goes through. */
const PER_LAYER = 20;
/** A weight of a layer in which a bit flips: weights are taken column by column then. */
const PER_COLUMN_WEIGHT = 3;

/**
 * Multiplications that the masks of one example take, without those of its first mask. Of n bits, bit b flips 2^(n-1-b)
 * times, and each flip adds what lies below it in its layer and computes all layers behind.
 */
export function workOfMasks(widths: readonly number[], rates: readonly Rate[]): number {
  const removable = rates.map(({ drop }, layer) => (drop > 0 ? (widths[layer] ?? 0) : 0));
  const bits = removable.reduce((sum, count) => sum + count, 0);
  let flips = 2 ** (bits - 1);
  let behind = PER_MASK;
  let work = 0;
  for (let layer = rates.length - 1; layer >= 0; layer--) {
    const [width = 0, next = 0] = widths.slice(layer, layer + 2);
    for (let below = 1; below <= (removable[layer] ?? 0); below++) {
      work += flips * (behind + PER_COLUMN_WEIGHT * below * next);
      flips /= 2;
    }
    behind += PER_LAYER + width * next;
  }
  return work;
}
