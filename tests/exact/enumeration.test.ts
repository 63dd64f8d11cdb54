import { countPaths, layered, pathProbability, reach } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/exact.json" with { type: "json" };
import { type Enumerable, enumerate } from "./enumerate.ts";

const MAX_REMOVABLE = 14;

/** All shapes of two to five layers, widths up to `widest`, with at most MAX_REMOVABLE elements counted by `count`. */
function shapes(widest: number, count: (widths: number[]) => number): number[][] {
  const found: number[][] = [];
  const grow = (widths: number[]) => {
    if (widths.length >= 2 && count(widths) <= MAX_REMOVABLE) found.push(widths);
    if (widths.length === 5) return;
    for (let width = 1; width <= widest; width++) {
      if (widths.length < 2 || count([...widths, width]) <= MAX_REMOVABLE) grow([...widths, width]);
    }
  };
  for (let width = 1; width <= widest; width++) grow([width]);
  return found;
}

const bondCount = (widths: number[]) => widths.slice(1).reduce((sum, w, l) => sum + w * (widths[l] as number), 0);
const hiddenCount = (widths: number[]) => widths.slice(1, -1).reduce((sum, w) => sum + w, 0);

/** A fixed sequence of rates, ordinary and extreme, different from layer to layer. */
function* rates(): Generator<number> {
  const cycle = [0.5, 0.3, 0.9, 0.05, 0.999, 1e-3, 0.7, 0, 0.25, 1e-12, 0.6180339887, 0.98, 1];
  for (let i = 0; ; i++) yield cycle[(i * 5) % cycle.length] as number;
}

const kinds = {
  sites: { shapes: shapes(4, hiddenCount).filter((w) => w.length > 2), sites: true, bonds: false, inputs: false },
  "sites and inputs": {
    shapes: shapes(3, (w) => hiddenCount(w) + (w[0] as number)),
    sites: true,
    bonds: false,
    inputs: true,
  },
  bonds: { shapes: shapes(7, bondCount), sites: false, bonds: true, inputs: false },
  "sites and bonds": {
    shapes: shapes(6, (w) => hiddenCount(w) + bondCount(w)),
    sites: true,
    bonds: true,
    inputs: false,
  },
  everything: {
    shapes: shapes(5, (w) => hiddenCount(w) + bondCount(w) + (w[0] as number)),
    sites: true,
    bonds: true,
    inputs: true,
  },
};

function expectRelative(actual: number, expected: number, what: string) {
  if (expected === 0) expect(actual, what).toBe(0);
  else expect(Math.abs(actual / expected - 1), `${what}: ${actual} against ${expected}`).toBeLessThan(1e-9);
}

describe("enumeration of all masks agrees with the exact methods", () => {
  for (const [kind, { shapes, ...removed }] of Object.entries(kinds)) {
    test(`removal of ${kind}, on all ${shapes.length} networks of at most ${MAX_REMOVABLE} elements`, () => {
      expect(shapes.length).toBeGreaterThan(20);
      const next = rates();
      const draw = (on: boolean) => (on ? (next.next().value as number) : 0);
      for (const widths of shapes) {
        const dropSites = widths.slice(1, -1).map(() => draw(removed.sites));
        const dropBonds = widths.slice(1).map(() => draw(removed.bonds));
        const dropInputs = draw(removed.inputs);
        const toRate = (drop: number) => ({ keep: 1 - drop, drop });
        const model: Enumerable = {
          widths,
          sites: [dropInputs, ...dropSites, 0].map(toRate),
          bonds: dropBonds.map(toRate),
        };
        const network = layered(widths, { dropSites, dropBonds, dropInputs });
        const expected = enumerate(model);
        const what = JSON.stringify(network);

        const path = pathProbability(network);
        expectRelative(path.probability, expected.open, `theta of ${what}`);
        expectRelative(path.failure, expected.cut, `failure of ${what}`);

        const law = reach(network);
        law.distribution.forEach((value, j) => {
          expectRelative(value, expected.outputs[j] as number, `P(${j} outputs) of ${what}`);
        });
        law.layers.forEach((share, l) => {
          expectRelative(share * (widths[l] as number), expected.reached[l] as number, `reached ${l} of ${what}`);
        });
        law.bondsOnPath?.forEach((value, l) => {
          expectRelative(value, expected.firstBond[l] as number, `bond on path ${l} of ${what}`);
        });

        const paths = countPaths(network);
        const [mean, square] = expected.paths;
        expectRelative(paths.expected, mean, `E N of ${what}`);
        if (mean > 0) expectRelative(paths.relativeSecondMoment, square / mean ** 2, `E N^2 of ${what}`);
        else expect(paths.relativeSecondMoment).toBeNaN();
        expect(path.probability).toBeLessThanOrEqual(paths.upperBound * (1 + 1e-12));
        expect(path.probability).toBeGreaterThanOrEqual(paths.lowerBound * (1 - 1e-12));
      }
    });
  }
});

describe("open edge subsets", () => {
  for (const { widths, counts } of data.edgeSubsets.values) {
    test(`of ${widths.join("-")} give theta at every keep rate`, () => {
      for (const keep of [0.5, 0.1, 0.9, 1 / 3]) {
        const edges = counts.length - 1;
        const theta = counts.reduce((sum, count, k) => sum + count * keep ** k * (1 - keep) ** (edges - k), 0);
        expectRelative(pathProbability(layered(widths, { keepBonds: keep })).probability, theta, widths.join("-"));
      }
    });
  }
});
