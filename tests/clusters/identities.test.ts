import fc from "fast-check";
import {
  edgesOf,
  type GraphNetwork,
  graph,
  lattice,
  type Medium,
  mergeSweeps,
  type SweepOptions,
  summariseSweep,
  sumSweep,
  sweep,
  sweepRun,
} from "percolation";
import { describe, expect, test } from "vitest";
import { graphs, media, seed } from "./arbitrary.ts";
import { after, sumOverSubsets } from "./enumerate.ts";

const kinds = fc.constantFrom("site" as const, "bond" as const);

/** A graph of few edges with two terminals. */
const small = fc
  .record({
    nodes: fc.integer({ min: 2, max: 6 }),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }),
  })
  .map(({ nodes, ends }) => ({ nodes, edges: ends.map(([a, b]): [number, number] => [a % nodes, b % nodes]) }));

type Small = { nodes: number; edges: [number, number][] };

/** Subsets of edges, by size, that connect node 0 with another. */
const connecting = ({ nodes, edges }: Small, to = 1, from = 0) =>
  sumOverSubsets(graph({ nodes, edges }), "bond", edges.length, (run, n) => after(run.connected, n), {
    from: [from],
    to: [to],
  });

const multiply = (a: number[], b: number[]) => {
  const product = Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      product[i + j] = (product[i + j] ?? 0) + x * y;
    });
  });
  return product;
};
const chooseAll = (count: number) =>
  Array.from({ length: count }).reduce<number[]>((row) => multiply(row, [1, 1]), [1]);
const minus = (a: number[], b: number[]) => a.map((x, k) => x - (b[k] ?? 0));
const plus = (a: number[], b: number[]) =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, k) => (a[k] ?? 0) + (b[k] ?? 0));

describe("numbers of sets of edges that connect two nodes", () => {
  test("follow deletion and contraction of an edge", () => {
    fc.assert(
      fc.property(small, fc.nat(), ({ nodes, edges }, pick) => {
        const [a, b] = edges[pick % edges.length] ?? [0, 0];
        const others = edges.filter((_, index) => index !== pick % edges.length);
        const merged = (node: number) => (node === Math.max(a, b) ? Math.min(a, b) : node);
        const contracted = others.map(([x, y]): [number, number] => [merged(x), merged(y)]);
        const whole = connecting({ nodes, edges });
        const without = connecting({ nodes, edges: others });
        const joined = connecting({ nodes, edges: contracted }, merged(1), merged(0));
        expect(whole).toEqual(plus([...without, 0], [0, ...joined]));
      }),
      { numRuns: 150 },
    );
  });

  test("multiply in series, and so do those that do not connect in parallel", () => {
    fc.assert(
      fc.property(small, small, (one, other) => {
        const [a, b] = [connecting(one), connecting(other)];
        // The first's node 1 is the second's node 0, and for the parallel 0 and 1 are those of both.
        const shift = (node: number) => (node === 0 ? 1 : one.nodes + node - 1);
        const nodes = one.nodes + other.nodes - 1;
        const series = [...one.edges, ...other.edges.map(([x, y]): [number, number] => [shift(x), shift(y)])];
        expect(connecting({ nodes, edges: series }, shift(1))).toEqual(multiply(a, b));
        const beside = (node: number) => (node < 2 ? node : one.nodes + node - 2);
        const parallel = [...one.edges, ...other.edges.map(([x, y]): [number, number] => [beside(x), beside(y)])];
        const counts = connecting({ nodes: nodes - 1, edges: parallel });
        const total = (edges: unknown[]) => chooseAll(edges.length);
        const cut = multiply(minus(total(one.edges), a), minus(total(other.edges), b));
        expect(counts).toEqual(minus(total(parallel), cut));
      }),
      { numRuns: 60 },
    );
  });

  test("are the same from the other end, and for other names of the nodes", () => {
    fc.assert(
      fc.property(small, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), ({ nodes, edges }, random) => {
        const counts = connecting({ nodes, edges });
        expect(connecting({ nodes, edges }, 0, 1)).toEqual(counts);
        const names = Array.from({ length: nodes }, (_, node) => node).sort(
          (a, b) => (random[a] ?? 0) - (random[b] ?? 0),
        );
        const of = (node: number) => names[node] ?? 0;
        const renamed = edges.map(([a, b]): [number, number] => [of(b), of(a)]);
        expect(connecting({ nodes, edges: renamed }, of(1), of(0))).toEqual(counts);
        counts.forEach((count, k) => {
          expect(count).toBeLessThanOrEqual(chooseAll(edges.length)[k] ?? 0);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("a sweep", () => {
  const columns = ["largest", "second", "clusters", "squares"] as const;

  test("ends the same whatever the order", () => {
    fc.assert(
      fc.property(media, kinds, seed, fc.nat(50), (network, kind, seed, run) => {
        const bare = withoutRates(network);
        const answer = sweepRun(bare, { kind, seed, run });
        const straight = sweepRun(bare, { kind, order: answer.order.slice().sort() });
        for (const column of columns) expect(answer[column].at(-1)).toBe(straight[column].at(-1));
        const happens = (steps: readonly (number | null)[]) => steps.map((step) => step !== null);
        expect(happens(answer.wrapping)).toEqual(happens(straight.wrapping));
        expect(happens(answer.spanning)).toEqual(happens(straight.spanning));
      }),
      { numRuns: 300 },
    );
  });

  test("sees the same after a set of elements whatever their order within it", () => {
    fc.assert(
      fc.property(media, kinds, fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (network, kind, run, share) => {
        const bare = withoutRates(network);
        const { order, ...answer } = sweepRun(bare, { kind, run });
        const n = Math.round(share * order.length);
        const turned = [...order.slice(0, n).reverse(), ...order.slice(n)];
        const other = sweepRun(bare, { kind, order: turned });
        for (const column of columns) expect(other[column].slice(n)).toEqual(answer[column].slice(n));
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on the order, the direction and the names in a list of edges", () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), fc.nat(50), (network, random, run) => {
        const bare = withoutRates(network) as GraphNetwork;
        const ends = edgesOf(bare);
        const byRandom = (a: number, b: number) => (random[a] ?? 0) - (random[b] ?? 0);
        const edges = Array.from({ length: ends.length / 2 }, (_, edge) => edge).sort(byRandom);
        const names = Array.from({ length: bare.nodes }, (_, node) => node).sort(byRandom);
        const other = graph({
          nodes: bare.nodes,
          edges: edges.map((edge) => {
            return [names[ends[2 * edge + 1] ?? 0] ?? 0, names[ends[2 * edge] ?? 0] ?? 0] as const;
          }),
        });
        for (const kind of ["site", "bond"] as const) {
          const answer = sweepRun(bare, { kind, run });
          const order = Array.from(answer.order, (each) => (kind === "site" ? names[each] : edges.indexOf(each)) ?? 0);
          const renamed = sweepRun(other, { kind, order });
          for (const column of columns) expect(renamed[column]).toEqual(answer[column]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("gives probabilities of events that rise from 0 to 1 with keep", () => {
    const networks: Medium[] = [
      lattice("square", { size: [5, 4] }),
      lattice("kagome", { size: [3, 4], periodic: [true, false] }),
      lattice("cubic", { size: [3, 3, 3], periodic: true }),
    ];
    for (const network of networks) {
      for (const kind of ["site", "bond"] as const) {
        const { curve = [] } = sweep(network, { kind, runs: 50, points: 41, from: [0], to: [7] });
        const events = curve.map(({ spanning, wrapping, connected }) => {
          return [spanning, wrapping, wrapping?.all, connected].flatMap((each) => (each ? [each.probability] : []));
        });
        events[0]?.forEach((probability) => {
          expect(probability).toBe(0);
        });
        events.at(-1)?.forEach((probability) => {
          expect(probability).toBe(1);
        });
        events.slice(1).forEach((row, index) => {
          row.forEach((probability, event) => {
            expect(probability).toBeGreaterThanOrEqual((events[index]?.[event] ?? 1) - 1e-14);
          });
        });
        const largest = curve.map((point) => point.largest.mean);
        expect([largest[0], largest.at(-1)]).toEqual([kind === "site" ? 0 : largest[0], 1]);
      }
    }
  });

  test("in parts of 32 runs merges to the very bits of the whole, and in others nearly", () => {
    fc.assert(
      fc.property(
        media,
        kinds,
        seed,
        fc.integer({ min: 33, max: 130 }),
        fc.boolean(),
        (network, kind, seed, runs, steps) => {
          const options: SweepOptions = { kind, seed, points: 5, steps, firstRun: 7, from: [0], to: [0] };
          const whole = sweep(network, { ...options, runs });
          const split = (size: number) => {
            const parts = Array.from({ length: Math.ceil(runs / size) }, (_, part) =>
              sumSweep(network, {
                ...options,
                firstRun: 7 + part * size,
                runs: Math.min(size, runs - part * size),
              }),
            );
            return summariseSweep(parts.reduce(mergeSweeps));
          };
          expect(split(32)).toEqual(whole);
          const other = split(19);
          expect(other.runs).toBe(runs);
          other.curve?.forEach(({ largest, clusters }, index) => {
            expect(largest.mean).toBeCloseTo(whole.curve?.[index]?.largest.mean ?? Number.NaN, 12);
            expect(clusters.mean).toBeCloseTo(whole.curve?.[index]?.clusters.mean ?? Number.NaN, 10);
          });
          expect(sweep(network, { ...options, runs })).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function withoutRates(network: Medium): Medium {
  const { keepSites, dropSites, keepBonds, dropBonds, ...rest } = network;
  return rest as Medium;
}
