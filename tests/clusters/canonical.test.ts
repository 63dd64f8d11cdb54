import fc from "fast-check";
import {
  canonical,
  clusters,
  type Estimate,
  type GraphNetwork,
  graph,
  lattice,
  type SweepRun,
  sweep,
  sweepRun,
} from "percolation";
import { describe, expect, test } from "vitest";
import { graphs, media } from "./arbitrary.ts";

/** A record made by hand: column by column, one entry for every number of elements. */
function record(steps: number, of: (n: number) => number, first: number | null = null): SweepRun {
  const column = Uint32Array.from({ length: steps + 1 }, (_, n) => of(n));
  return {
    kind: "site",
    sites: steps,
    bonds: 0,
    run: 0,
    order: new Uint32Array(steps),
    largest: column,
    second: column,
    clusters: column,
    squares: Float64Array.from(column, (size) => size * size),
    periodic: [],
    spanning: [],
    wrapping: [],
    connected: first,
  };
}

/** The exact mean of a column at keep = numerator / 1024, as a fraction brought to a double at the end. */
function exactMean(column: ArrayLike<number>, numerator: number): number {
  const steps = column.length - 1;
  const [keep, drop] = [BigInt(numerator), BigInt(1024 - numerator)];
  let sum = 0n;
  let choose = 1n;
  for (let n = 0; n <= steps; n++) {
    sum += BigInt(column[n] ?? 0) * choose * keep ** BigInt(n) * drop ** BigInt(steps - n);
    choose = (choose * BigInt(steps - n)) / BigInt(n + 1);
  }
  const scale = 1n << BigInt(10 * steps);
  return Number((sum << 200n) / scale) / 2 ** 200;
}

const relative = (actual: number | undefined, expected: number) =>
  expected === 0 ? Math.abs(actual ?? Number.NaN) : Math.abs((actual ?? Number.NaN) / expected - 1);

/** Equal but for rounding, and for weights left out: 1e-17 of the greatest value. */
function expectMean(actual: number | undefined, column: ArrayLike<number>, numerator: number) {
  const exact = exactMean(column, numerator);
  const greatest = Math.max(...Array.from(column));
  expect(Math.abs((actual ?? Number.NaN) - exact)).toBeLessThanOrEqual(1e-13 * exact + 1e-17 * greatest);
}

describe("canonical averages", () => {
  test("are those of exact fractions", () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom("site", "bond"), fc.integer({ min: 0, max: 1024 }), (network, kind, part) => {
        const run = sweepRun(network, { kind });
        const [point] = canonical([run], { keep: [part / 1024] });
        expectMean(point?.clusters.mean, run.clusters, part);
        expectMean((point?.largest.mean ?? Number.NaN) * run.sites, run.largest, part);
        expectMean((point?.second.mean ?? Number.NaN) * run.sites, run.second, part);
        const rest = run.squares.map((square, n) => square - (run.largest[n] ?? 0) ** 2);
        expectMean((point?.susceptibility.mean ?? Number.NaN) * run.sites, rest, part);
      }),
      { numRuns: 1000 },
    );
  });

  test("of an event are the exact chances of as many elements", () => {
    for (const steps of [1, 2, 7, 40]) {
      for (const first of [0, 1, Math.floor(steps / 2), steps]) {
        for (const part of [0, 1, 300, 512, 1000, 1023, 1024]) {
          const happened = Array.from({ length: steps + 1 }, (_, n) => Number(n >= first));
          const [point] = canonical([record(steps, (n) => n, first)], { keep: [part / 1024] });
          const exact = exactMean(happened, part);
          // Weights below 2^-60 of the greatest are left out.
          expect(Math.abs((point?.connected?.probability ?? Number.NaN) - exact)).toBeLessThan(1e-15);
        }
      }
    }
    expect(canonical([record(5, () => 1, null)], { keep: [1] })[0]?.connected?.probability).toBe(0);
  });

  test("of two million elements neither vanish nor lose weight", () => {
    const steps = 2_000_000;
    const halves = record(steps, (n) => n, steps / 2);
    const constant = record(steps, () => 3, 0);
    for (const keep of [0, 1e-12, 1e-6, 0.3, 0.5, 0.999, 1 - 1e-6, 1]) {
      const [one] = canonical([constant], { keep: [keep] });
      expect(one?.clusters.mean).toBeCloseTo(3, 13);
      expect(one?.connected?.probability).toBe(1);
      const [point] = canonical([halves], { keep: [keep] });
      const mean = steps * keep;
      expect(relative(point?.clusters.mean, mean)).toBeLessThan(1e-11);
      expect(point?.largest.mean).toBeCloseTo(keep, 12);
    }
    // The mean square is mean^2 + variance; here squares = largest^2, so the susceptibility vanishes.
    expect(canonical([halves], { keep: [0.5] })[0]?.susceptibility.mean).toBe(0);
    // P(n >= N / 2) at 1/2 is (1 + P(n = N / 2)) / 2, by symmetry; Stirling's series for the middle.
    const middle = Math.sqrt(2 / (Math.PI * steps)) * (1 - 1 / (4 * steps));
    expect(canonical([halves], { keep: [0.5] })[0]?.connected?.probability).toBeCloseTo((1 + middle) / 2, 12);
    // P(n = 0) at 1e-6 is (1 - 1e-6)^N.
    const some = canonical([record(steps, (n) => n, 1)], { keep: [1e-6] })[0]?.connected?.probability ?? 0;
    expect(some).toBeCloseTo(-Math.expm1(steps * Math.log1p(-1e-6)), 12);
    const all = canonical([record(steps, (n) => n, steps)], { keep: [1 - 1e-6] })[0]?.connected?.probability ?? 0;
    expect(relative(all, Math.exp(steps * Math.log1p(-1e-6)))).toBeLessThan(1e-9);
  });

  test("are the same as those of a sweep over the same runs", () => {
    fc.assert(
      fc.property(media, fc.constantFrom("site", "bond"), fc.integer({ min: 1, max: 32 }), (network, kind, runs) => {
        const keep = [0, 0.1, 0.5, 0.77, 1];
        const terminals = { from: [0], to: [0] };
        const swept = sweep(network, { kind, runs, keep, seed: 5, ...terminals }).curve;
        const each = Array.from({ length: runs }, (_, run) => sweepRun(network, { kind, run, seed: 5, ...terminals }));
        expect(canonical(each, { keep })).toEqual(swept);
      }),
      { numRuns: 150 },
    );
  });

  test("agree with direct sampling at the same probability", () => {
    const network: GraphNetwork = graph({
      edges: Array.from({ length: 60 }, (_, i) => [(i * 7) % 29, (i * i + 3) % 31] as const),
      keepBonds: 0.8,
    });
    const torus = lattice("triangular", { size: [7, 5], periodic: [true, false], keepBonds: 0.8 });
    for (const medium of [network, torus]) {
      for (const kind of ["site", "bond"] as const) {
        for (const keep of [0.2, 0.5, 0.8]) {
          const [point] = sweep(medium, { kind, runs: 4000, keep: [keep], seed: 2 }).curve ?? [];
          const samples = Array.from({ length: 4000 }, (_, sample) =>
            clusters(medium, { kind, keep, sample, seed: 9 }),
          );
          const compare = (of: (sample: (typeof samples)[number]) => number, estimate: Estimate) => {
            const values = samples.map(of);
            const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
            const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2;
            const error = Math.hypot(Math.sqrt(spread), estimate.standardError ?? 0);
            expect(Math.abs(mean - estimate.mean)).toBeLessThan(4 * error + 1e-12);
          };
          if (point === undefined) throw new Error("no point");
          const sites = samples[0]?.labels.length ?? 1;
          compare(({ count }) => count, point.clusters);
          compare(({ largest }) => largest / sites, point.largest);
          compare(({ sizes }) => (Array.from(sizes).sort((a, b) => b - a)[1] ?? 0) / sites, point.second);
          compare(({ sizes, largest }) => {
            return (sizes.reduce((sum, size) => sum + size * size, 0) - largest * largest) / sites;
          }, point.susceptibility);
        }
      }
    }
  });
});
