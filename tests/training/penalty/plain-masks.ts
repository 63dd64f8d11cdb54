import type { WeightedExample, WeightedNetwork } from "percolation/training";

// The dropout criterion as it is defined, mask by mask.

/** What a network puts out when the neurons of `kept` survive, layer by layer, and are divided by the rates of their layers. */
export function outputUnder(
  { widths, activation, weights, biases }: WeightedNetwork,
  input: ArrayLike<number>,
  kept: readonly ArrayLike<number>[],
  keeps: readonly number[],
): number {
  let values = Array.from(input);
  for (let layer = 1; layer < widths.length; layer++) {
    const before = values.map((value, i) => (value * (kept[layer - 1]?.[i] ?? 1)) / (keeps[layer - 1] ?? 1));
    values = Array.from({ length: widths[layer] ?? 0 }, (_, j) => {
      const start = biases[layer - 1]?.[j] ?? 0;
      const sum = before.reduce(
        (all, value, i) => all + (weights[layer - 1]?.[j * before.length + i] ?? 0) * value,
        start,
      );
      return activation === "relu" && layer < widths.length - 1 ? Math.max(0, sum) : sum;
    });
  }
  return values[0] ?? Number.NaN;
}

/** Nothing is removed. */
export function outputOf(network: WeightedNetwork, input: ArrayLike<number>): number {
  return outputUnder(network, input, [], []);
}

/** All masks of the neurons of all layers but the last, as zeros and ones, with their probabilities. */
export function* allMasks(
  widths: readonly number[],
  keeps: readonly number[],
): Generator<{ kept: number[][]; probability: number }> {
  const layers = widths.slice(0, -1);
  const neurons = layers.reduce((sum, width) => sum + width, 0);
  for (let mask = 0; mask < 2 ** neurons; mask++) {
    let bit = 0;
    let probability = 1;
    const kept = layers.map((width, layer) =>
      Array.from({ length: width }, () => {
        const is = (mask >> bit++) & 1;
        probability *= is ? (keeps[layer] ?? 1) : 1 - (keeps[layer] ?? 1);
        return is;
      }),
    );
    yield { kept, probability };
  }
}

/** The mean over masks and examples of the squared error. */
export function plainCriterion(
  network: WeightedNetwork,
  data: readonly WeightedExample[],
  keeps: readonly number[],
): number {
  const total = data.reduce((sum, { weight = 1 }) => sum + weight, 0);
  let criterion = 0;
  for (const { kept, probability } of allMasks(network.widths, keeps)) {
    if (probability === 0) continue;
    for (const { input, target, weight = 1 } of data) {
      criterion += (probability * weight * (outputUnder(network, input, kept, keeps) - target) ** 2) / total;
    }
  }
  return criterion;
}
