import { countPaths, criticalDepth, criticalDrop, forecast, layered, pathProbability, rectangular } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/exact.json" with { type: "json" };

/** Relative error allowed, where the reference has as many digits. */
const RELATIVE = 1e-9;

function expectClose(actual: number, expected: number, relative = RELATIVE) {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeLessThanOrEqual(relative);
}

/** Half a unit of the last digit given, relative to the value. */
function lastDigit(value: number): number {
  const [mantissa = "", exponent = "0"] = value.toString().split("e");
  const decimals = (mantissa.split(".")[1] ?? "").length;
  return (0.51 * 10 ** (Number(exponent) - decimals)) / value;
}

const removal = (of: string, drop: number) => (of === "sites" ? { dropSites: drop } : { dropBonds: drop });
const keeping = (of: string, keep: number) => (of === "sites" ? { keepSites: keep } : { keepBonds: keep });

function theta(shape: Parameters<typeof rectangular>[0], rates: Parameters<typeof rectangular>[1]): number {
  return pathProbability(rectangular(shape, rates)).probability;
}

describe("the exact path probability", () => {
  for (const { of, drop, keep, theta: expected, ...shape } of data.theta) {
    const rates = drop === undefined ? keeping(of, keep as number) : removal(of, drop);
    test(`of ${JSON.stringify(shape)} with ${JSON.stringify(rates)} is ${JSON.stringify(expected)}`, () => {
      const value = typeof expected === "number" ? expected : (expected[0] as number) / (expected[1] as number);
      const digits = typeof expected === "number" ? Math.max(RELATIVE, lastDigit(expected)) : 1e-13;
      expectClose(theta(shape, rates), value, digits);
    });
  }

  for (const { widths, theta: expected, ...rates } of data.shapes) {
    test(`of ${widths.join("-")} with ${JSON.stringify(rates)} is ${expected}`, () => {
      expectClose(pathProbability(layered(widths, rates)).probability, expected);
    });
  }

  test("has the sparse limit at 1 - c/400", () => {
    for (const [c, expected] of data.sparse.values as [number, number][]) {
      expect(Math.abs(theta({ width: 400, depth: 50 }, { dropBonds: 1 - c / 400 }) - expected)).toBeLessThan(1e-6);
    }
  });

  test("has the critical window at 1 - 1/width", () => {
    for (const [width, tau, expected] of data.window.values as [number, number, number][]) {
      expectClose(
        theta({ width, depth: tau * Math.sqrt(width) }, { dropBonds: 1 - 1 / width }),
        expected,
        lastDigit(expected),
      );
    }
  });

  test("has the Poisson limit of one hidden layer", () => {
    for (const [width, expected] of data.poisson.values as [number, number][]) {
      const actual = theta({ width, depth: 1 }, { keepBonds: width ** -1.5 });
      expect(Math.abs(actual - expected)).toBeLessThan(5.1e-6);
    }
  });

  test("fails by its minimum cuts at small drop rates", () => {
    for (const [width, depth, cuts] of data.minimumCuts.values as [number, number, number][]) {
      const { failure } = pathProbability(rectangular({ width, depth }, { dropBonds: 1e-4 }));
      expectClose(failure / 1e-4 ** (width * width), cuts, 1e-3);
    }
  });
});

describe("deep networks", () => {
  const failureAt = (width: number, depth: number, drop: number) =>
    pathProbability(rectangular({ width, depth }, { dropBonds: drop }));

  test("lose the leading eigenvalue with each layer", () => {
    for (const [drop, expected] of data.eigenvalues.values as [number, number][]) {
      expectClose(failureAt(2, 301, drop).probability / failureAt(2, 300, drop).probability, expected, 1e-11);
    }
  });

  test("fail at a constant hazard per layer", () => {
    for (const [width, expected] of data.hazards.values as [number, number][]) {
      const depth = width === 4 ? 1e6 : 1e15;
      // theta ~ const (1 - h)^L: two depths cancel the constant.
      const [one, two] = [failureAt(width, depth, 0.5), failureAt(width, depth / 2, 0.5)];
      const decay = ((two.log10Probability - one.log10Probability) * Math.LN10) / (depth / 2);
      expectClose(-Math.expm1(-decay), expected, 2e-8);
    }
  });

  test("have the hazard of their minimum cuts in the limit of large width", () => {
    for (const [width, expected] of data.hazardRatios.values as [number, number][]) {
      // So deep that the ends do not matter, and still failing rarely.
      const depth = 1e12;
      const { log10Failure } = failureAt(width, depth, 0.3);
      const asymptotic = Math.log10(2 ** width - 1) + width * width * Math.log10(0.3);
      expect(log10Failure).toBeLessThan(-6);
      expectClose(10 ** (log10Failure - Math.log10(depth) - asymptotic), expected, 5e-6);
    }
  });

  test("a depth of 1e12 is answered", () => {
    const { failure, method } = failureAt(8, 1e12, 0.5);
    expect(method).toBe("exact");
    expectClose(failure, -Math.expm1(-4.3702406e-17 * 1e12), 2e-8);
  });
});

describe("criticalDrop", () => {
  for (const [depth, sites, bonds] of data.critical.values as [number, number, number][]) {
    test(`of width 8 and depth ${depth} is ${sites} of sites and ${bonds} of bonds`, () => {
      const network = rectangular({ width: 8, depth });
      expect(Math.abs(criticalDrop(network, { of: "sites" }).drop - sites)).toBeLessThan(1e-6);
      expect(Math.abs(criticalDrop(network, { of: "bonds" }).drop - bonds)).toBeLessThan(1e-6);
    });
  }

  test("of sites is the closed form (1 - 2^(-1/L))^(1/W)", () => {
    for (const [width, depth, drop] of data.criticalSites.values as [number, number, number][]) {
      expectClose(criticalDrop(rectangular({ width, depth }), { of: "sites" }).drop, drop, 1e-11);
    }
  });
});

describe("criticalDepth", () => {
  for (const [of, drop, width, depth] of data.depth.values as ["sites" | "bonds", number, number, number][]) {
    test(`of width ${width} and drop ${drop} of ${of} is ${depth}`, () => {
      const answer = criticalDepth({ width, ...removal(of, drop) });
      expect(answer.depth).toBe(depth);
      expect(answer.probability).toBeLessThan(0.5);
      expectClose(answer.probability, theta({ width, depth }, removal(of, drop)), 1e-12);
      expect(theta({ width, depth: depth - 1 }, removal(of, drop))).toBeGreaterThanOrEqual(0.5);
    });
  }
});

test("forecast expects the non-zero updates that plain training shows", () => {
  for (const [of, drop, width, depth, expected] of data.updates.values as [string, number, number, number, number][]) {
    const { expectedUpdates } = forecast(rectangular({ width, depth }, removal(of, drop)), { steps: 4000 });
    expect(Math.abs(expectedUpdates - expected)).toBeLessThan(0.0501);
  }
});

test("countPaths has the moments 2 and 13/8 of 2-2-2 at drop 1/2", () => {
  const { expected, relativeSecondMoment } = countPaths(layered([2, 2, 2], { dropBonds: 0.5 }));
  expectClose(expected, 2, 1e-14);
  expectClose(relativeSecondMoment, 13 / 8, 1e-14);
});

test("share of steps that move some weight of a network with biases: those that leave some of its last layers", () => {
  // With biases everywhere a weight is moved whenever the last hidden layer survives (sites), or some bond does.
  expectClose(pathProbability(layered([3, 3], { dropBonds: 0.6 })).probability, 0.989922, 5e-7);
  expectClose(pathProbability(layered([1, 3, 1], { dropSites: 0.6 })).probability, 0.784, 1e-12);
});
