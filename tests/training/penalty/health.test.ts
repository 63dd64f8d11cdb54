import { countPaths, layered, pathProbability, rectangular } from "percolation";
import {
  constantNetwork,
  constantPenalty,
  dropoutCriterion,
  dropoutHealth,
  onlyAt,
  type WeightedNetwork,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { expectNear } from "./arbitrary.ts";

const shapes = [
  { inputs: 4, width: 3, layers: 2, drop: 0.5 },
  { inputs: 2, width: 5, layers: 3, drop: 0.3 },
  { inputs: 3, width: 2, layers: 6, drop: 0.1 },
  { inputs: 784, width: 300, layers: 4, drop: 0.5 },
] as const;

describe("the penalty of equal weights and the open paths", () => {
  test.each(shapes)("are one thing: penalty / y^2 = Var N / (E N)^2, %j", ({ inputs, width, layers, drop }) => {
    const hidden = Array<number>(layers - 1).fill(width);
    const health = dropoutHealth(layered([inputs, ...hidden, 1], { dropInputs: drop, dropSites: drop }));
    const penalty = constantPenalty({ inputs, width, layers }, 1, { drop });
    expectNear(health.relativeVariance / penalty, 1);
    // Theta with inputs that are removed, and the bound by its first two moments.
    expectNear(health.probability, (1 - drop ** inputs) * (1 - drop ** width) ** (layers - 1));
    expectNear(health.lowerBound, 1 / (1 + penalty));
    expect(health.probability).toBeGreaterThanOrEqual(health.lowerBound);
  });

  test("are one thing by enumeration too, for unequal layers and rates", () => {
    const widths = [3, 4, 2, 1];
    const weights = widths.slice(1).map((width, index) => new Float64Array(width * (widths[index] ?? 0)).fill(1));
    const network: WeightedNetwork = { widths, activation: "relu", weights, biases: [] };
    const output = 3 * 4 * 2;
    const drop = [0.1, 0.5, 0.25];
    const { penalty } = dropoutCriterion(network, onlyAt([1, 1, 1], output), { drop, method: "enumeration" });
    const health = dropoutHealth(layered(widths, { dropInputs: 0.1, dropSites: [0.5, 0.25] }));
    expectNear(health.relativeVariance, penalty / output ** 2);
  });

  test("keep their digits where both are small", () => {
    const { relativeVariance } = dropoutHealth(rectangular({ width: 1000, depth: 1 }, { dropSites: 2 ** -40 }));
    expectNear(relativeVariance / (2 ** -40 / (1 - 2 ** -40) / 1000), 1);
  });

  test("are bounded by Paley and Zygmund for dropconnect as well", () => {
    for (const dropBonds of [0.1, 0.5, 0.9]) {
      const health = dropoutHealth(rectangular({ width: 3, depth: 5 }, { dropBonds }));
      expect(health.probability).toBeGreaterThanOrEqual(health.lowerBound);
      expectNear(health.lowerBound * (1 + health.relativeVariance), 1);
    }
  });
});

test("a chain of one neuron a layer is open as often as tree training is slowed down: keep^(L+1) by dropconnect", () => {
  for (const depth of [1, 4, 9]) {
    expectNear(dropoutHealth(rectangular({ width: 1, depth }, { keepBonds: 0.7 })).probability, 0.7 ** (depth + 1));
  }
});

test("the regulariser v/2 sum a_i^2 h_i^2 of one dropped hidden layer is half of the penalty without dropped inputs", () => {
  const network: WeightedNetwork = {
    widths: [2, 3, 1],
    activation: "relu",
    weights: [Float64Array.of(1, -2, 0.5, 1, -1, 3), Float64Array.of(2, -1, 0.5)],
    biases: [Float64Array.of(0.5, 0, -1), Float64Array.of(0.25)],
  };
  const input = [1, 0.25];
  const hidden = [0, 1, 2].map((i) => {
    const [first, second] = [network.weights[0]?.[2 * i] ?? 0, network.weights[0]?.[2 * i + 1] ?? 0];
    return Math.max(0, first * (input[0] ?? 0) + second * (input[1] ?? 0) + (network.biases[0]?.[i] ?? 0));
  });
  const regulariser = (0.25 / 2) * hidden.reduce((sum, h, i) => sum + ((network.weights[1]?.[i] ?? 0) * h) ** 2, 0);
  expect(regulariser).toBeGreaterThan(0);
  const { penalty, method } = dropoutCriterion(network, onlyAt(input, 3), { drop: [0, 0.2] });
  expect(method).toBe("enumeration");
  expectNear(penalty / 2, regulariser);
});

describe("the two depths", () => {
  test("are W / v and drop^-W for dropout", () => {
    for (const [width, drop] of [
      [8, 0.5],
      [30, 0.2],
    ] as const) {
      const { noise, disconnection } = dropoutHealth(rectangular({ width, depth: 7 }, { dropSites: drop }));
      expectNear(noise.depth / ((width * (1 - drop)) / drop), 1);
      expectNear(noise.share * noise.depth, 7);
      expectNear(disconnection.depth / drop ** -width, 1, 1e-11);
      expectNear(disconnection.log10Depth, -width * Math.log10(drop));
    }
  });

  test("are W^2 / v and, once for each smallest cut, drop^(-W^2) for dropconnect: 2^-W drop^(-W^2) in one hidden layer", () => {
    for (const [width, drop, depth] of [
      [3, 0.2, 7],
      [5, 0.05, 1],
      [1, 0.1, 12],
    ] as const) {
      const { noise, disconnection } = dropoutHealth(rectangular({ width, depth }, { dropBonds: drop }));
      expectNear(noise.depth / ((width ** 2 * (1 - drop)) / drop), 1);
      const cuts = depth * (2 ** width - 1) + 1;
      expectNear(disconnection.log10Depth, Math.log10(depth / cuts) - width ** 2 * Math.log10(drop), 1e-11);
      if (depth === 1) {
        expectNear(disconnection.log10Depth, -width * Math.log10(2) - width ** 2 * Math.log10(drop), 1e-11);
      }
    }
  });

  test("have the failure as the share of the latter, to leading order, for any widths and rates", () => {
    const small = 1e-4;
    for (const network of [
      layered([3, 2, 4, 1, 2], { dropBonds: small }),
      layered([2, 2, 2, 2], { dropBonds: [small, 0, small] }),
      layered([2, 2, 2, 2], { dropBonds: [0, small, 0] }),
      layered([3, 2, 1, 4, 2], { dropSites: [small, small / 3, 0.02] }),
      layered([1, 1, 1], { dropSites: small, dropBonds: small }),
      rectangular({ width: 1, depth: 50 }, { dropBonds: small / 10 }),
    ]) {
      const { failure, disconnection } = dropoutHealth(network);
      expect(failure).toBeGreaterThan(0);
      expectNear(disconnection.share / failure, 1, 0.01);
    }
  });

  test("are where theta is about 1/e and the relative variance about e - 1", () => {
    const sites = { dropSites: 0.25 };
    const { noise, disconnection } = dropoutHealth(rectangular({ width: 6, depth: 1 }, sites));
    const atNoise = dropoutHealth(rectangular({ width: 6, depth: Math.round(noise.depth) }, sites));
    expectNear(atNoise.relativeVariance, Math.E - 1, 0.1);
    const atCut = dropoutHealth(rectangular({ width: 6, depth: Math.round(disconnection.depth) }, sites));
    expectNear(atCut.probability, Math.exp(-1), 1e-3);
    const bonds = { dropBonds: 0.02 };
    const long = dropoutHealth(rectangular({ width: 2, depth: 1000 }, bonds));
    const depth = Math.round(long.disconnection.depth);
    expectNear(pathProbability(rectangular({ width: 2, depth }, bonds)).probability, Math.exp(-1), 0.02);
    const noisy = dropoutHealth(rectangular({ width: 6, depth: Math.round(long.noise.depth * 9) }, bonds));
    expectNear(noisy.relativeVariance, Math.E - 1, 0.1);
  });

  test("of joint removal let theta fall to about 1/e too, in layers of unequal width", () => {
    const removal = { dropSites: 0.02, dropBonds: 0.05 };
    const once = layered([4, 3, 2, 3, 4], removal);
    const { disconnection, failure } = dropoutHealth(once);
    // Hidden layers hold nearly all of the ways to be cut.
    expectNear(failure / (3 / disconnection.depth), 1, 0.15);
  });

  test("are read in one line", () => {
    const reading = (width: number, depth: number, dropSites: number) => {
      const { near, reading } = dropoutHealth(rectangular({ width, depth }, { dropSites }));
      return [near, reading];
    };
    expect(reading(64, 3, 0.5)).toEqual([
      "neither",
      "neither noise nor disconnection is near: 3 hidden layers, noise at about 64, disconnection at about 1e19",
    ]);
    expect(reading(8, 10, 0.5)).toEqual([
      "noise",
      "noise is near, disconnection is not: 10 hidden layers, noise at about 8, disconnection at about 256",
    ]);
    expect(reading(2, 9, 0.5)[0]).toBe("both");
    expect(reading(3, 1, 0)[1]).toBe(
      "neither noise nor disconnection is near: 1 hidden layer, noise at no depth, disconnection at no depth",
    );
  });

  test("hold in extreme networks: nothing kept, no hidden layers, ten to the fifteen of them", () => {
    const cut = dropoutHealth(rectangular({ width: 2, depth: 9 }, { dropSites: 1 }));
    expect([cut.noise.depth, cut.noise.share, cut.near]).toEqual([0, Infinity, "both"]);
    expectNear(cut.disconnection.share, 9);
    expect(cut.relativeVariance).toBeNaN();
    const flat = dropoutHealth(layered([3, 2], { dropBonds: 0.5 }));
    expect([flat.depth, flat.noise.depth, flat.disconnection.depth]).toEqual([0, Infinity, Infinity]);
    const deep = dropoutHealth(rectangular({ width: 3, depth: 1e15 }, { dropSites: 1e-5 }));
    expectNear(deep.disconnection.share, 1);
    expectNear(deep.probability, Math.exp(-1), 1e-9);
    const wide = dropoutHealth(rectangular({ width: 300, depth: 3 }, { dropBonds: 0.05 }));
    expectNear(wide.disconnection.log10Depth / (-300 * Math.log10(2) - 90_000 * Math.log10(0.05)), 1);
  });

  test("come with the moments of the core query", () => {
    const network = layered([5, 4, 3], { dropSites: 0.3, dropBonds: 0.1 });
    expectNear(dropoutHealth(network).relativeVariance, countPaths(network).relativeSecondMoment - 1, 1e-12);
    expect(constantNetwork({ inputs: 1, width: 1, layers: 1 }, 2).weights[0]?.[0]).toBe(2);
  });
});
