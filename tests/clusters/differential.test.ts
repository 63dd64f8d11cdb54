import fc from "fast-check";
import { clusters, edgesOf, type Medium, sampleMasks, sweep, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";
import { custom, graphs, media, named, ratesOf, seed } from "./arbitrary.ts";
import { type PlainNetwork, plainNetwork } from "./plain-network.ts";
import { plainClusters, plainSweep } from "./plain-sweep.ts";
import { plainBits, plainMask, plainOrder } from "./words.ts";

const kind = fc.constantFrom("site" as const, "bond" as const);

/** A choice of some numbers below a bound, in random order. */
const choose = (bound: number, random: readonly number[], share: number) =>
  Array.from({ length: bound }, (_, index) => index)
    .sort((a, b) => (random[a % random.length] ?? 0) - (random[b % random.length] ?? 0) || a - b)
    .slice(0, Math.round(share * bound));

/** The other kind's mask in a run, of sites or of bonds. */
function othersOf(network: Medium, plain: PlainNetwork, kind: "site" | "bond", seed: bigint, run: number): boolean[] {
  const { sites, bonds } = ratesOf(network);
  if (kind === "bond") return plainBits(seed, run, 0, plain.sites, sites.keep, sites.drop);
  const slots = plainBits(seed, run, 1, plain.slots, bonds.keep, bonds.drop);
  return plain.bonds.map(({ slot }) => slots[slot] ?? false);
}

const cases = (of: fc.Arbitrary<Medium>) =>
  fc.record({
    network: of,
    kind,
    seed,
    run: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
    random: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 40 }),
    given: fc.constantFrom("random" as const, "whole" as const, "partial" as const, "attack" as const),
    watched: fc.constantFrom("none" as const, "sets" as const, "planes" as const),
  });

function check(of: fc.Arbitrary<Medium>, numRuns: number) {
  fc.assert(
    fc.property(cases(of), ({ network, kind, seed, run, random, given, watched }) => {
      const plain = plainNetwork(network);
      expect([...edgesOf(network)]).toEqual(plain.bonds.flatMap(({ from, to }) => [from, to]));
      const elements = kind === "site" ? plain.sites : plain.bonds.length;
      const chosen = choose(elements, random, given === "partial" ? (random[0] ?? 0) : 1);
      const left = Array.from({ length: elements }, (_, index) => index).filter((index) => !chosen.includes(index));
      const order = given === "random" ? plainOrder(seed, run, elements) : chosen;
      const asked =
        given === "random"
          ? {}
          : given === "attack"
            ? { attack: [...order].reverse() }
            : { order: Uint32Array.from(order) };
      const planes = watched === "planes" && network.kind === "lattice";
      const some = (share: number) => choose(plain.sites, random.slice().reverse(), share);
      const plane = (at: number) =>
        plain.cells.flatMap((cell, site) => (cell[0] === (at < 0 ? (plain.size[0] ?? 0) - 1 : at) ? [site] : []));
      const sets = { from: [0, ...some(0.2)], to: [plain.sites - 1, ...some(0.9).slice(-2)] };
      const terminals = watched === "none" ? undefined : planes ? { from: plane(0), to: plane(-1) } : sets;
      const marked = watched === "none" ? {} : planes ? { from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 } } : sets;
      const answer = sweepRun(network, { kind, seed, run, ...asked, ...marked });
      const expected = plainSweep(plain, kind, order, othersOf(network, plain, kind, seed, run), terminals);
      expect(left.length).toBe(elements - order.length);
      expect([...answer.order]).toEqual(order);
      expect([...answer.largest]).toEqual(expected.largest);
      expect([...answer.second]).toEqual(expected.second);
      expect([...answer.clusters]).toEqual(expected.clusters);
      expect([...answer.squares]).toEqual(expected.squares);
      expect(answer.spanning).toEqual(expected.spanning);
      expect(answer.wrapping).toEqual(expected.wrapping);
      expect(answer.connected).toEqual(terminals ? expected.connected : undefined);
      expect(answer).toMatchObject({ sites: plain.sites, bonds: plain.bonds.length, kind, run });
    }),
    { numRuns },
  );
}

describe("a sweep is what breadth-first search from scratch finds at every step", () => {
  test("on graphs with loops, parallel edges and lone nodes", () => check(graphs, 400));
  test("on all lattices known by name, of sizes from 1", () => check(named, 400));
  test("on lattices of other unit cells", () => check(custom, 400));
});

test("the labels of clusters are those of breadth-first search on the regenerated masks", () => {
  fc.assert(
    fc.property(media, seed, fc.nat(2 ** 40), (network, seed, sample) => {
      const plain = plainNetwork(network);
      const { sites, bonds } = ratesOf(network);
      const ofSites = plainBits(seed, sample, 0, plain.sites, sites.keep, sites.drop);
      const slots = plainBits(seed, sample, 1, plain.slots, bonds.keep, bonds.drop);
      const ofBonds = plain.bonds.map(({ slot }) => slots[slot] ?? false);
      const expected = plainClusters(plain, ofSites, ofBonds);
      const answer = clusters(network, { seed, sample });
      expect([...answer.labels]).toEqual(expected.labels);
      expect(answer.count).toBe(expected.sizes.length);
      expect(answer.largest).toBe(expected.sizes[0] ?? 0);
      expect([...answer.sizes].sort((a, b) => b - a)).toEqual(expected.sizes);
      answer.sizes.forEach((size, label) => {
        expect(expected.labels.filter((each) => each === label).length).toBe(size);
      });
    }),
    { numRuns: 500 },
  );
});

test("asking for keep or drop of a kind replaces the network's rate of that kind alone", () => {
  fc.assert(
    fc.property(media, kind, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (network, kind, share, kept) => {
      const { keepSites, dropSites, keepBonds, dropBonds, ...bare } = network;
      const [given, other] =
        kind === "site"
          ? [kept ? { keepSites: share } : { dropSites: share }, { keepBonds, dropBonds }]
          : [kept ? { keepBonds: share } : { dropBonds: share }, { keepSites, dropSites }];
      const present = Object.fromEntries(Object.entries(other).filter(([, value]) => value !== undefined));
      const built = { ...bare, ...given, ...present } as Medium;
      const asked = clusters(network, { kind, ...(kept ? { keep: share } : { drop: share }), seed: 3 });
      expect([...asked.labels]).toEqual([...clusters(built, { seed: 3 }).labels]);
      expect(asked.keep).toBe(kept ? share : 1 - share);
    }),
    { numRuns: 200 },
  );
});

test("the masks of a trial are those of the words of its streams", () => {
  fc.assert(
    fc.property(media, seed, fc.nat(2 ** 40), (network, seed, trial) => {
      const plain = plainNetwork(network);
      const { sites, bonds } = ratesOf(network);
      const slots = plainMask(seed, trial, "bonds", plain.slots, bonds.keep, bonds.drop);
      const masks = sampleMasks(network, { seed, trial });
      expect([...(masks.sites[0] ?? [])]).toEqual(
        plainMask(seed, trial, "sites", plain.sites, sites.keep, sites.drop).map(Number),
      );
      expect([...(masks.bonds[0] ?? [])]).toEqual(plain.bonds.map(({ slot }) => Number(slots[slot])));
      expect([masks.sites.length, masks.bonds.length, masks.inputs.length]).toEqual([1, 1, 0]);
    }),
    { numRuns: 150 },
  );
});

test("the averages of a sweep are those of its runs", () => {
  fc.assert(
    fc.property(media, kind, seed, fc.integer({ min: 2, max: 40 }), (network, kind, seed, runs) => {
      const { steps } = sweep(network, { kind, seed, runs, steps: true });
      const each = Array.from({ length: runs }, (_, run) => sweepRun(network, { kind, seed, run }));
      const scale = 1 / (each[0]?.sites ?? 1);
      const columns = [
        [steps?.largest, each.map(({ largest }) => Array.from(largest, (x) => x * scale))],
        [steps?.second, each.map(({ second }) => Array.from(second, (x) => x * scale))],
        [steps?.clusters, each.map(({ clusters }) => [...clusters])],
        [
          steps?.susceptibility,
          each.map(({ squares, largest }) => Array.from(squares, (x, n) => (x - (largest[n] ?? 0) ** 2) * scale)),
        ],
      ] as const;
      for (const [estimate, rows] of columns) {
        estimate?.mean.forEach((mean, n) => {
          const values = rows.map((row) => row[n] ?? Number.NaN);
          const expected = values.reduce((sum, value) => sum + value, 0) / runs;
          const spread = values.reduce((sum, value) => sum + (value - expected) ** 2, 0);
          expect(mean).toBeCloseTo(expected, 9);
          expect(estimate.standardError?.[n]).toBeCloseTo(Math.sqrt(spread / (runs * (runs - 1))), 9);
        });
      }
      const either = each.map(({ wrapping }) =>
        Math.min(...wrapping.map((first) => first ?? Number.POSITIVE_INFINITY)),
      );
      steps?.wrapping?.probability.forEach((share, n) => {
        expect(share).toBe(either.filter((first) => first <= n).length / runs);
      });
    }),
    { numRuns: 100 },
  );
});
