import { expect, test } from "vitest";
import { workOfMasks } from "../../../sdk/training/penalty/work.ts";

const rates = (drops: readonly number[]) => drops.map((drop) => ({ drop, keep: 1 - drop }));

/** The bits of all masks one by one: from the last hidden layer on, as the kernel numbers them. */
function countFlips(widths: readonly number[], drops: readonly number[]): number {
  const layers = drops.map((_, index) => index).reverse();
  const bits = layers.flatMap((layer) => Array<number>(drops[layer] ? (widths[layer] ?? 0) : 0).fill(layer));
  let work = 0;
  for (let step = 1; step < 2 ** bits.length; step++) {
    const bit = 31 - Math.clz32(step & -step);
    const layer = bits[bit] ?? 0;
    work += 4 + 3 * (bit + 1 - bits.indexOf(layer)) * (widths[layer + 1] ?? 0);
    for (let behind = layer + 1; behind < drops.length; behind++) {
      work += 20 + (widths[behind] ?? 0) * (widths[behind + 1] ?? 0);
    }
  }
  return work;
}

test.each([
  [[3, 1], [0.5]],
  [
    [3, 4, 1],
    [0.5, 0.5],
  ],
  [
    [3, 4, 5, 1],
    [0.5, 0, 0.1],
  ],
  [
    [2, 3, 4, 2, 1],
    [0.1, 0.1, 0, 0],
  ],
  [
    [1, 2, 3, 4, 1],
    [0, 0.2, 0.3, 0.4],
  ],
])("the work of %j, rates %j, is what the flips of the Gray code take", (widths, drops) => {
  expect(workOfMasks(widths, rates(drops))).toBe(countFlips(widths, drops));
});

test("nothing is to be flipped where nothing can be removed", () => {
  expect(workOfMasks([1000, 1000, 1], rates([0, 0]))).toBe(0);
});
