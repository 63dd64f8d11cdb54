import fc from "fast-check";
import {
  countPaths,
  criticalDepth,
  criticalDrop,
  curve,
  layered,
  pathProbability,
  reach,
  rectangular,
} from "percolation";
import { describe, expect, test } from "vitest";

const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-9, 0.5, 1 - 2 ** -53));
const inner = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const widths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
const rates = fc.record({ dropSites: rate, dropBonds: rate, dropInputs: rate });

const tiny = fc.oneof(
  fc.constantFrom(0, 1, 5e-324, 1e-300, 1e-200, 2 ** -53, 1 - 2 ** -53, 1e-16, 1e-9),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const close = (a: number, b: number, relative = 1e-11) =>
  expect(Math.abs(a - b), `${a} against ${b}`).toBeLessThanOrEqual(
    relative * Math.max(Math.abs(a), Math.abs(b)) + 1e-300,
  );

describe("theta", () => {
  test("and failure are probabilities that sum to 1, with finite or -Infinite logarithms", () => {
    fc.assert(
      fc.property(widths, rates, (w, removal) => {
        const { probability, failure, log10Failure, log10Probability } = pathProbability(layered(w, removal));
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(failure).toBeGreaterThanOrEqual(0);
        close(probability + failure, 1, 1e-15);
        expect(log10Failure).toBeLessThanOrEqual(0);
        expect(log10Probability).toBeLessThanOrEqual(0);
        expect(Number.isNaN(log10Failure + 0) || Number.isNaN(log10Probability + 0)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("falls with every drop rate and rises with every hidden width", () => {
    fc.assert(
      fc.property(widths, inner, inner, fc.double({ min: 0, max: 1, noNaN: true }), (w, sites, bonds, part) => {
        const theta = (s: number, b: number, shape = w) =>
          pathProbability(layered(shape, { dropSites: s, dropBonds: b })).probability;
        const base = theta(sites, bonds);
        const tolerance = 1 + 1e-11;
        expect(theta(sites + (1 - sites) * part, bonds)).toBeLessThanOrEqual(base * tolerance);
        expect(theta(sites, bonds + (1 - bonds) * part)).toBeLessThanOrEqual(base * tolerance);
        const wider = w.map((width, l) => (l === 1 ? width + 1 : width));
        expect(theta(sites, bonds, wider) * tolerance).toBeGreaterThanOrEqual(base);
      }),
      { numRuns: 200 },
    );
  });

  test("is 1 when nothing is removed and 0 when everything is", () => {
    expect(pathProbability(layered([3, 4, 5]))).toMatchObject({ probability: 1, failure: 0, log10Probability: 0 });
    expect(pathProbability(layered([3, 4, 5], { dropBonds: 1 }))).toMatchObject({ probability: 0, failure: 1 });
    expect(pathProbability(layered([3, 4, 5], { dropSites: 1 }))).toMatchObject({ probability: 0, failure: 1 });
    expect(pathProbability(layered([3, 5], { dropSites: 1 }))).toMatchObject({ probability: 1, failure: 0 });
  });

  test("of bonds stays the same when the layers are turned around", () => {
    fc.assert(
      fc.property(widths, inner, (w, dropBonds) => {
        const there = pathProbability(layered(w, { dropBonds }));
        const back = pathProbability(layered([...w].reverse(), { dropBonds }));
        close(there.probability, back.probability);
        close(there.failure, back.failure);
      }),
      { numRuns: 200 },
    );
  });

  test("of sites is the product over the hidden layers, whatever inputs and outputs", () => {
    fc.assert(
      fc.property(widths, inner, (w, dropSites) => {
        const { probability } = pathProbability(layered(w, { dropSites }));
        const product = w.slice(1, -1).reduce((theta, width) => theta * (1 - dropSites ** width), 1);
        close(probability, product);
      }),
    );
  });

  test("of width 1 is a product of keep rates", () => {
    for (const drop of [0.5, 0.1, 0.9, 1e-6]) {
      for (const depth of [1, 3, 40]) {
        const shape = { width: 1, depth };
        close(pathProbability(rectangular(shape, { dropBonds: drop })).probability, (1 - drop) ** (depth + 1));
        close(pathProbability(rectangular(shape, { dropSites: drop })).probability, (1 - drop) ** depth);
      }
    }
  });

  test("lies between the bounds of the moments and of the single layers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), inner, (width, depth, drop) => {
        const network = rectangular({ width, depth }, { dropBonds: drop });
        const { probability } = pathProbability(network);
        const { lowerBound, upperBound } = countPaths(network);
        expect(probability).toBeGreaterThanOrEqual(lowerBound * (1 - 1e-10));
        expect(probability).toBeLessThanOrEqual(upperBound * (1 + 1e-10));
        expect(probability).toBeLessThanOrEqual((1 - drop ** (width * width)) ** (depth + 1) * (1 + 1e-10));
      }),
    );
  });

  test("is the same for a rate given as keep and as drop", () => {
    for (const drop of [0.5, 0.25, 0.875, 1, 0]) {
      const [a, b] = [layered([4, 5, 3], { dropBonds: drop }), layered([4, 5, 3], { keepBonds: 1 - drop })];
      expect(pathProbability(a).probability).toBe(pathProbability(b).probability);
    }
  });
});

describe("a run of equal layers", () => {
  test("gives what the layers one by one give, at any depth", () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 1, max: 24 }),
          inputs: fc.integer({ min: 1, max: 30 }),
          outputs: fc.integer({ min: 1, max: 30 }),
          depth: fc.integer({ min: 1, max: 400 }),
        }),
        fc.record({ dropSites: rate, dropBonds: rate, dropInputs: rate }),
        (shape, removal) => {
          const widths = [shape.inputs, ...Array<number>(shape.depth).fill(shape.width), shape.outputs];
          const run = pathProbability(rectangular(shape, removal));
          const unrolled = pathProbability(layered(widths, removal));
          for (const key of ["log10Failure", "log10Probability"] as const) {
            if (Number.isFinite(unrolled[key])) {
              expect(Math.abs(run[key] - unrolled[key])).toBeLessThanOrEqual(
                1e-9 * Math.max(1e-3, Math.abs(unrolled[key])),
              );
            } else expect(run[key]).toBe(unrolled[key]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("fails by the number of layers times the hazard while failure is rare", () => {
    const at = (depth: number) => pathProbability(rectangular({ width: 12, depth }, { dropBonds: 0.4 })).log10Failure;
    for (const depth of [1e3, 1e6, 1e9, 1e12, 1e15])
      expect(at(depth * 10 > 1e15 ? depth : depth * 10)).toBeGreaterThanOrEqual(at(depth));
    close(at(1e15) - at(1e12), 3, 1e-6);
  });

  test("of failures far below the smallest double keeps its logarithm", () => {
    const { failure, log10Failure, probability } = pathProbability(
      rectangular({ width: 1000, depth: 50 }, { dropBonds: 0.5 }),
    );
    expect(failure).toBe(0);
    expect(probability).toBe(1);
    // Minimum cuts: [L (2^W - 2) + 2^... ] p^(W^2) for equal widths.
    const cuts = Math.log10(50) + 1000 * Math.log10(2);
    close(log10Failure, cuts - 1e6 * Math.log10(2), 1e-9);
  });

  test("of small theta keeps its logarithm past the smallest double", () => {
    const { probability, log10Probability } = pathProbability(
      rectangular({ width: 5, depth: 1e6 }, { dropSites: 0.7 }),
    );
    expect(probability).toBe(0);
    close(log10Probability, 1e6 * Math.log10(1 - 0.7 ** 5), 1e-12);
  });
});

describe("countPaths", () => {
  test("has no excess where nothing is removed, at any depth", () => {
    for (const depth of [1, 100, 1e9, 1e15]) {
      const { relativeSecondMoment, lowerBound, log10Expected } = countPaths(rectangular({ width: 3, depth }));
      expect([relativeSecondMoment, lowerBound]).toEqual([1, 1]);
      close(log10Expected, (depth + 2) * Math.log10(3), 1e-13);
    }
  });

  test("keeps tiny rates over long runs, and bounds theta from both sides", () => {
    // A chain of 1e15 neurons: E N = theta = exp(-0.1), and E N^2 = E N.
    const { expected, relativeSecondMoment } = countPaths(rectangular({ width: 1, depth: 1e15 }, { dropSites: 1e-16 }));
    close(expected, Math.exp(-0.1), 1e-12);
    close(relativeSecondMoment, Math.exp(0.1), 1e-12);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 15 }),
        fc.tuple(tiny, tiny, tiny),
        (width, digits, [dropSites, dropBonds, dropInputs]) => {
          const network = rectangular({ width, depth: 10 ** digits }, { dropSites, dropBonds, dropInputs });
          const { lowerBound, upperBound, relativeSecondMoment } = countPaths(network);
          if (!Number.isNaN(relativeSecondMoment)) expect(relativeSecondMoment).toBeGreaterThanOrEqual(1);
          const { probability } = pathProbability(network);
          expect(lowerBound * (1 - 1e-9)).toBeLessThanOrEqual(probability);
          expect(upperBound * (1 + 1e-9)).toBeGreaterThanOrEqual(probability);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("at extreme rates", () => {
  test("nothing is NaN, and theta stays the product it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 5 }),
        fc.infiniteStream(tiny),
        (w, rates) => {
          const take = (count: number) => Array.from({ length: count }, () => rates.next().value as number);
          const network = layered(w, { keepSites: take(w.length - 2), keepBonds: take(w.length - 1) });
          const law = reach(network);
          const numbers = [...law.distribution, ...law.layers, ...(law.bondsOnPath ?? []), law.expected];
          for (const value of numbers) expect(value).toBeGreaterThanOrEqual(0);
          const paths = countPaths(network);
          expect([paths.expected, paths.lowerBound, paths.upperBound].some(Number.isNaN)).toBe(false);
          expect(paths.relativeSecondMoment).not.toBeLessThan(1);
        },
      ),
      { numRuns: 300 },
    );
    const law = reach(layered([2, 2, 2], { keepSites: 1e-100, keepBonds: 1e-100 }));
    close(law.layers[1] as number, 2e-200, 1e-12);
    close((law.bondsOnPath as number[])[0] as number, 2e-100 * 1e-200, 1e-9);
  });
});

describe("reach", () => {
  test("of long runs is quick, and thins out by the leading eigenvalue", () => {
    const { layers } = reach(rectangular({ width: 300, depth: 9990 }, { keepBonds: 0.0045 }));
    const ratio = (l: number) => (layers[l + 1] as number) / (layers[l] as number);
    expect(layers.length).toBe(9992);
    close(ratio(9000), ratio(5000), 1e-12);
  });

  test("has a distribution that sums to 1 and agrees with theta and the expectation", () => {
    fc.assert(
      fc.property(widths, rates, (w, removal) => {
        const network = layered(w, removal);
        const law = reach(network);
        close(
          law.distribution.reduce((sum, p) => sum + p, 0),
          1,
          1e-10,
        );
        const { probability, failure } = pathProbability(network);
        expect(law.probability).toBe(probability);
        expect(law.distribution[0]).toBe(failure);
        close(law.expected, (law.layers[law.layers.length - 1] as number) * (w[w.length - 1] as number), 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test("of a deep run is that of its stationary law", () => {
    const deep = reach(rectangular({ width: 8, depth: 1e9 }, { dropBonds: 0.5 }));
    const short = reach(rectangular({ width: 8, depth: 500 }, { dropBonds: 0.5 }));
    deep.distribution.forEach((p, j) => {
      if (j > 0) close(p, short.distribution[j] as number, 1e-6);
    });
    expect(deep.layers.length).toBe(10000);
    expect(deep.bondsOnPath).toBeUndefined();
  });
});

describe("criticalDrop", () => {
  test("is where theta has the level", () => {
    fc.assert(
      fc.property(
        widths.filter((w) => w.length > 2),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (w, level) => {
          for (const of of ["sites", "bonds"] as const) {
            const { drop } = criticalDrop(layered(w), { of, level });
            const removal = of === "sites" ? { dropSites: drop } : { dropBonds: drop };
            expect(Math.abs(pathProbability(layered(w, removal)).probability - level)).toBeLessThan(1e-10);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is 0 where the other removals alone are too much, and 1 where theta never falls", () => {
    expect(criticalDrop(layered([4, 1, 4], { dropBonds: 0.9 }), { of: "sites" }).drop).toBe(0);
    expect(criticalDrop(layered([4, 4]), { of: "sites" }).drop).toBe(1);
  });

  test("of a pruned network is found by trials, with an interval around it", () => {
    const connections = [new Uint8Array([0b10011001, 0b10101011]), null];
    const sampled = criticalDrop(layered([4, 4, 4], { connections }), { of: "sites", trials: 20000, seed: 4 });
    expect(sampled.method).toBe("monte-carlo");
    expect(sampled.interval?.low).toBeLessThanOrEqual(sampled.drop);
    expect(sampled.interval?.high).toBeGreaterThanOrEqual(sampled.drop);
    // Each hidden neuron has an input and all outputs, so only the last one counts.
    expect(sampled.interval?.low).toBeLessThan(2 ** -0.25);
    expect(sampled.interval?.high).toBeGreaterThan(2 ** -0.25);
  });
});

test("criticalDrop keeps its digits at either end", () => {
  const at = (depth: number, level: number, of: "sites" | "bonds") =>
    criticalDrop(rectangular({ width: 1, depth, inputs: 1, outputs: 1 }), { of, level });
  // Chains: theta = keep^depth of sites, keep^(depth + 1) of bonds.
  close(at(1, 1e-20, "sites").keep, 1e-20, 1e-12);
  close(at(1, 1e-300, "bonds").keep, 1e-150, 1e-12);
  close(at(1e15, 0.5, "sites").drop, Math.LN2 / 1e15, 1e-11);
  expect(criticalDrop(layered([1, 1]), { of: "bonds", level: 1e-20 })).toMatchObject({ drop: 1 });
});

describe("criticalDepth", () => {
  test("is past a depth that meets the level exactly", () => {
    for (let k = 1; k <= 200; k++)
      expect(criticalDepth({ width: 1, dropSites: 0.5, level: 2 ** -k }).depth).toBe(k + 1);
  });

  test("is the first depth below the level, at any level", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.constantFrom("dropSites", "dropBonds"),
        fc.constantFrom(0.5, 0.01, 0.99, 1e-6, 1 - 1e-9),
        (width, drop, kind, level) => {
          const { depth } = criticalDepth({ width, [kind]: drop, level });
          if (depth > 1e9) return;
          const below = (d: number) => {
            const { probability, failure } = pathProbability(rectangular({ width, depth: d }, { [kind]: drop }));
            return level <= 0.5 ? probability < level : failure > 1 - level;
          };
          expect(below(depth)).toBe(true);
          if (depth > 1) expect(below(depth - 1)).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("beyond the largest double keeps its logarithm", () => {
    const { depth, log10Depth, probability } = criticalDepth({ width: 64, dropBonds: 0.5 });
    expect(depth).toBe(Number.POSITIVE_INFINITY);
    close(probability, 0.5);
    // L 2^W p^(W^2) = log 2
    close(log10Depth, Math.log10(Math.LN2) + (64 * 64 - 64) * Math.log10(2), 1e-9);
  });

  test("is Infinity where nothing is removed and 1 where everything is", () => {
    expect(criticalDepth({ width: 3 }).depth).toBe(Number.POSITIVE_INFINITY);
    expect(criticalDepth({ width: 3, dropBonds: 1 })).toMatchObject({ depth: 1, probability: 0 });
    expect(criticalDepth({ width: 3, dropSites: 1 })).toMatchObject({ depth: 1, probability: 0 });
  });
});

test("curve holds pathProbability at each of its points", () => {
  const network = rectangular({ width: 6, depth: 4 }, { dropSites: 0.1 });
  const { points } = curve(network, { of: "bonds", from: 0.2, to: 0.95, points: 7 });
  expect(points.map((point) => point.drop)).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((i) => (i < 6 ? 0.2 + ((0.95 - 0.2) * i) / 6 : 0.95)),
  );
  for (const { drop, probability, failure } of points) {
    const alone = pathProbability(rectangular({ width: 6, depth: 4 }, { dropSites: 0.1, dropBonds: drop }));
    expect([probability, failure]).toEqual([alone.probability, alone.failure]);
  }
});

test("a depth whose level is met but for rounding is a number", () => {
  const shape = { width: 2, inputs: 1, dropSites: 4.344300610859124e-10, keepInputs: 0.5 };
  for (const level of [0.5, 0.5 - 1e-16, 0.5 + 1e-16]) {
    const { depth, log10Depth, probability } = criticalDepth({ ...shape, level });
    expect(depth).toBeGreaterThanOrEqual(1);
    expect(log10Depth).toBeGreaterThanOrEqual(0);
    expect(probability).toBeCloseTo(0.5, 10);
  }
});
