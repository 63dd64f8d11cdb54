// `inspect` of layered and rectangular networks, which is exact: against pathProbability and closed forms.

import { inspect, layered, type Network, PercolationError, pathProbability, rectangular, toLayered } from "percolation";
import { describe, expect, test } from "vitest";
import { fromLayered } from "../../sdk/networks/model/from-layered.ts";
import { bits } from "../runtimes/golden-values.ts";

const networks: Record<string, Network> = {
  dropout: layered([784, 300, 100, 10], { dropSites: 0.5 }),
  "dropout of each layer": layered([20, 30, 20, 10], { dropSites: [0.9, 0.85], dropInputs: 0.3 }),
  dropconnect: layered([784, 300, 100, 10], { dropBonds: 0.998 }),
  kept: layered([20, 30, 20, 10], { keepSites: [0.07, 0.123], keepBonds: 0.05, keepInputs: 0.9 }),
  both: layered([5, 7, 3], { dropSites: 0.375, dropBonds: 0.25, dropInputs: 0.125 }),
  certain: layered([5, 7, 3]),
  none: layered([5, 7, 3], { dropSites: 1 }),
  rare: layered([5, 700, 3], { dropSites: 0.5, dropBonds: 0.01 }),
  rectangular: rectangular({ width: 8, depth: 30, inputs: 3, outputs: 5 }, { dropBonds: 0.75, dropSites: 0.05 }),
};

const options = { trials: 1 };

describe("the path probability is that of pathProbability", () => {
  test.each(Object.entries(networks))("%s", (_, network) => {
    const [answer, expected] = [inspect(network, options), pathProbability(network)];
    const numbers = ({ probability, failure, log10Failure, log10Probability }: typeof expected) =>
      [probability, failure, log10Failure, log10Probability].map(bits);
    expect(answer.method).toBe("exact");
    expect(numbers(answer as unknown as typeof expected)).toEqual(numbers(expected));
  });
});

describe("the network as a model", () => {
  test.each(Object.entries(networks))("has the same bits, and back again: %s", (_, network) => {
    const asModel = fromLayered(network);
    const back = toLayered(asModel);
    const theta = pathProbability(network).log10Probability;
    expect(bits(pathProbability(asModel).log10Probability)).toBe(bits(theta));
    if (back === undefined) throw new Error("expected a layered network");
    expect(bits(pathProbability(back).log10Probability)).toBe(bits(theta));
    expect(inspect(asModel, options).layers).toEqual(inspect(network, options).layers);
  });

  test("missing connections come back too", () => {
    const sparse = layered([4, 3, 2], {
      dropSites: 0.5,
      connections: [Uint8Array.of(0x5a, 0x0f), Uint8Array.of(0x2d)],
    });
    expect(toLayered(fromLayered(sparse))?.connections).toEqual(sparse.connections);
  });
});

/** Dropout: a network is cut where all neurons of one layer are removed. */
function closedForm(widths: readonly number[], drop: number) {
  const failure = -Math.expm1(widths.reduce((sum, width) => sum + Math.log1p(-(drop ** width)), 0));
  return { failure, theta: 1 - failure };
}

/** The drop rate at which the closed form fails with a given probability. */
function crossing(widths: readonly number[], bound: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (closedForm(widths, middle).failure <= bound) low = middle;
    else high = middle;
  }
  return low;
}

describe("dropout, whose theta is the product of 1 - drop^width", () => {
  const HIDDEN = [300, 100, 10, 40];

  test.each([1e-12, 1e-6, 0.01, 0.5])("the largest rate for a failure of %s", (failureBelow) => {
    const network = layered([784, ...HIDDEN, 10], { dropSites: 0.3 });
    const { largestDrop, layers } = inspect(network, { ...options, failureBelow });
    expect(largestDrop / crossing(HIDDEN, failureBelow)).toBeCloseTo(1, 9);
    const narrow = layers.find(({ name }) => name === "hidden-3-dropout")?.removal;
    // The other layers' own failures are far below any of the bounds.
    expect(narrow?.largestDrop).toBeCloseTo(failureBelow ** 0.1, 6);
  });

  test("each layer's part, and the ranking", () => {
    const drop = 0.9;
    const { layers, ranking } = inspect(layered([784, ...HIDDEN, 10], { dropSites: drop }), options);
    const { theta } = closedForm(HIDDEN, drop);
    HIDDEN.forEach((width, index) => {
      const layer = layers.find(({ name }) => name === `hidden-${index + 1}-dropout`);
      const own = drop ** width;
      // What hardly counts is averaged over trials instead.
      if (width > 100) return;
      expect(layer?.removal?.groups).toBe(width);
      expect((layer?.removal?.cutProbability ?? 0) / ((theta * own) / (1 - own))).toBeCloseTo(1, 8);
      expect((layer?.removal?.importance ?? 0) / ((theta * width * drop ** (width - 1)) / (1 - own))).toBeCloseTo(1, 4);
    });
    expect(ranking).toEqual(["hidden-3-dropout", "hidden-4-dropout", "hidden-2-dropout", "hidden-1-dropout"]);
  });

  test("inputs count among the layers that share the rate", () => {
    const { largestDrop } = inspect(layered([5, 7, 3], { dropSites: 0.1, dropInputs: 0.2 }), options);
    expect(largestDrop / crossing([5, 7], 1e-6)).toBeCloseTo(1, 9);
  });
});

describe("trials see what is far rarer than they are many", () => {
  const network = layered([40, 30, 20, 30, 10], { dropSites: 0.4, dropBonds: 0.05 });
  const sampled = inspect(network, { method: "monte-carlo", trials: 2000, seed: 6 });
  const exact = inspect(network, { trials: 2000 });

  test("no trial is cut", () => {
    expect(sampled.open).toBe(2000);
    expect(exact.failure).toBeLessThan(1e-6);
  });

  test("each layer's part, down to 1e-12", () => {
    exact.layers.forEach(({ removal }, index) => {
      const other = sampled.layers[index]?.removal;
      if (removal === undefined || removal.method !== "exact") return;
      expect((other?.cutProbability ?? 0) / removal.cutProbability).toBeCloseTo(1, 1);
      expect((other?.importance ?? 0) / removal.importance).toBeCloseTo(1, 1);
      expect((other?.largestDrop ?? 0) / removal.largestDrop).toBeCloseTo(1, 1);
    });
    expect(sampled.ranking[0]).toBe(exact.ranking[0]);
  });

  test("and the largest rate of all", () => {
    expect(sampled.largestDrop / exact.largestDrop).toBeCloseTo(1, 1);
  });
});

describe("what the bound means at the ends", () => {
  test("1 where nothing removed can break the network, 0 where it is broken anyway", () => {
    expect(inspect(networks.certain as Network, options).largestDrop).toBe(1);
    const sparse = layered([2, 2], { dropBonds: 0.5, connections: [Uint8Array.of(0)] });
    expect(inspect(sparse, options).largestDrop).toBe(0);
  });

  test("a layer is charged with what the others already fail", () => {
    const { layers } = inspect(layered([5, 4, 4, 3], { dropSites: [0.5, 0.1] }), { ...options, failureBelow: 0.05 });
    const removals = layers.flatMap(({ removal }) => removal ?? []);
    // 0.5 ** 4 = 0.0625 is more than the bound already.
    expect(removals.map(({ largestDrop }) => largestDrop > 0)).toEqual([true, false]);
  });
});

describe("size", () => {
  test("10000 hidden layers of a rectangular network are the most", () => {
    try {
      inspect(rectangular({ width: 2, depth: 10001 }, { dropSites: 0.1 }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PercolationError);
      expect((error as PercolationError).code).toBe("too-large");
    }
  });
});
