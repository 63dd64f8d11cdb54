import fc from "fast-check";
import { bottleneck, graph, layered, type Medium, pathProbability } from "percolation";
import { describe, expect, test } from "vitest";
import { custom, graphs, named, rate, ratesOf, seed } from "../clusters/arbitrary.ts";
import { plainNetwork } from "../clusters/plain-network.ts";
import { plainBits, plainUniforms } from "../clusters/words.ts";
import { leastCost, plainReach, shareAt, summarise } from "./plain-reach.ts";

const of = fc.constantFrom("sites" as const, "bonds" as const);
const spared = fc.constantFrom("both" as const, "from" as const, "to" as const, "none" as const);
const TRIALS = 12;

function expectAnswer(answer: ReturnType<typeof bottleneck>, costs: number[]) {
  const expected = summarise(costs);
  expect([answer.always, answer.never]).toEqual([expected.always, expected.never]);
  expect([...answer.drops]).toEqual(expected.drops);
  const shares = answer.curve.map(({ drop }) => shareAt(expected, costs.length, drop));
  expect(answer.curve.map(({ probability }) => probability)).toEqual(shares);
  // At the median at most half have a path; at any smaller rate more do, unless there is none.
  expect(shareAt(expected, costs.length, answer.median)).toBeLessThanOrEqual(answer.median === 1 ? 1 : 0.5);
  if (answer.median > 0) {
    const before = expected.drops.filter((drop) => drop < answer.median).at(-1) ?? -1;
    expect(shareAt(expected, costs.length, before)).toBeGreaterThan(0.5);
  }
}

describe("in every trial the least cost of a way is that of plain minimax over the same numbers", () => {
  function check(media: fc.Arbitrary<Medium>, numRuns: number) {
    const sites = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(media, of, sites, sites, spared, seed, (network, of, a, b, spare, seed) => {
        const plain = plainNetwork(network);
        const [from, to] = [a, b].map((set) => set.map((site) => site % plain.sites)) as [number[], number[]];
        const spared = [...(spare === "both" || spare === "from" ? from : [])];
        spared.push(...(spare === "both" || spare === "to" ? to : []));
        const rates = ratesOf(network);
        const costs = Array.from({ length: TRIALS }, (_, trial) => {
          const reaches = (ofSites: boolean[], ofBonds: boolean[]) => {
            for (const site of spared) ofSites[site] = true;
            const reached = plainReach(plain, ofSites, ofBonds, from);
            return to.some((site) => reached[site]);
          };
          if (of === "sites") {
            const slots = plainBits(seed, trial, 1, plain.slots, rates.bonds.keep, rates.bonds.drop);
            const there = plain.bonds.map(({ slot }) => slots[slot] ?? false);
            const numbers: (number | undefined)[] = plainUniforms(seed, trial, 0, plain.sites);
            for (const site of spared) numbers[site] = undefined;
            return leastCost(numbers, (usable) => reaches(usable, there));
          }
          const there = plainBits(seed, trial, 0, plain.sites, rates.sites.keep, rates.sites.drop);
          const numbers = plainUniforms(seed, trial, 1, plain.slots);
          const ofBonds = plain.bonds.map(({ slot }) => numbers[slot]);
          return leastCost(ofBonds, (usable) => reaches(there.slice(), usable));
        });
        expectAnswer(bottleneck(network, { of, from, to, spare, trials: TRIALS, seed, points: 11 }), costs);
      }),
      { numRuns },
    );
  }
  test("on graphs, directed or not", () => check(graphs, 150));
  test("on lattices known by name", () => check(named, 120));
  test("on lattices of other unit cells", () => check(custom, 120));

  const networks = fc
    .record({
      widths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }),
      random: fc.infiniteStream(rate),
      present: fc.infiniteStream(fc.boolean()),
      sparse: fc.boolean(),
      certain: fc.boolean(),
    })
    .map(({ widths, random, present, sparse, certain }) => {
      const draw = () => (certain ? 0 : (random.next().value as number));
      const dropSites = widths.slice(1, -1).map(draw);
      const dropBonds = widths.slice(1).map(draw);
      const there = widths
        .slice(1)
        .map((width, l) =>
          Array.from({ length: width * (widths[l] ?? 0) }, () => !sparse || (present.next().value as boolean)),
        );
      return { widths, dropSites, dropBonds, dropInputs: draw(), there };
    });

  test("on layered networks, pruned or not, with the other kind and inputs removed", () => {
    fc.assert(
      fc.property(networks, of, seed, ({ widths, dropSites, dropBonds, dropInputs, there }, of, seed) => {
        const connections = there.map((bonds) => {
          const bits = new Uint8Array(Math.ceil(bonds.length / 8));
          bonds.forEach((is, bond) => {
            bits[bond >> 3] = (bits[bond >> 3] ?? 0) | (Number(is) << (bond & 7));
          });
          return bits;
        });
        const network = layered(widths, { dropSites, dropBonds, dropInputs, connections });
        const costs = Array.from({ length: TRIALS }, (_, trial) => {
          // Elements with costs, in one list: of hidden neurons, or of existing bonds.
          const costs: number[] = [];
          const place = new Map<string, number>();
          const present = new Map<string, boolean>();
          const bitsOf = (layer: number, count: number, drop: number) =>
            plainBits(seed, trial, layer, count, 1 - drop, drop);
          widths.forEach((width, l) => {
            const hidden = l > 0 && l < widths.length - 1;
            const drop = l === 0 ? dropInputs : hidden ? (dropSites[l - 1] ?? 0) : 0;
            const numbers = hidden && of === "sites" ? plainUniforms(seed, trial, 2 * l, width) : [];
            const bits = bitsOf(2 * l, width, drop);
            for (let i = 0; i < width; i++) {
              if (hidden && of === "sites") place.set(`${l} ${i}`, costs.push(numbers[i] ?? 0) - 1);
              else present.set(`${l} ${i}`, bits[i] ?? false);
            }
            if (l === 0) return;
            const fanIn = widths[l - 1] ?? 0;
            const existing = there[l - 1]?.flatMap((is, bond) => (is ? [bond] : [])) ?? [];
            const ofBonds = of === "bonds" ? plainUniforms(seed, trial, 2 * l + 1, existing.length) : [];
            const kept = bitsOf(2 * l + 1, existing.length, dropBonds[l - 1] ?? 0);
            existing.forEach((bond, n) => {
              const name = `${l} ${Math.floor(bond / fanIn)} ${bond % fanIn}`;
              if (of === "bonds") place.set(name, costs.push(ofBonds[n] ?? 0) - 1);
              else present.set(name, kept[n] ?? false);
            });
          });
          return leastCost(costs, (usable) => {
            const open = (name: string) => present.get(name) ?? usable[place.get(name) ?? -1] ?? false;
            let reached = Array.from({ length: widths[0] ?? 0 }, (_, i) => open(`0 ${i}`));
            widths.slice(1).forEach((width, index) => {
              const l = index + 1;
              reached = Array.from({ length: width }, (_, j) => {
                return open(`${l} ${j}`) && reached.some((is, i) => is && open(`${l} ${j} ${i}`));
              });
            });
            return reached.some(Boolean);
          });
        });
        expectAnswer(bottleneck(network, { of, trials: TRIALS, seed, points: 11 }), costs);
      }),
      { numRuns: 250 },
    );
  });

  test("on layers wider than the numbers drawn at a time", () => {
    const widths = [3, 1030, 2];
    const costs = Array.from({ length: 6 }, (_, trial) => {
      const numbers = plainUniforms(0n, trial, 2, 1030);
      return Math.min(...numbers);
    });
    expectAnswer(bottleneck(layered(widths), { of: "sites", trials: 6 }), costs);
    const byBonds = Array.from({ length: 6 }, (_, trial) => {
      const into = plainUniforms(0n, trial, 3, 3 * 1030);
      const out = plainUniforms(0n, trial, 5, 2 * 1030);
      const hidden = Array.from({ length: 1030 }, (_, j) => Math.min(...into.slice(3 * j, 3 * j + 3)));
      return Math.min(...out.map((number, bond) => Math.max(number, hidden[bond % 1030] ?? 1)));
    });
    expectAnswer(bottleneck(layered(widths), { of: "bonds", trials: 6 }), byBonds);
  });
});

describe("the curve of bottlenecks", () => {
  // 4 standard errors, at up to 21 points that share their trials.
  const confidence = 0.999936657516334;
  const shapes = [
    [2, 2, 2],
    [5, 4, 3, 6],
    [1, 9, 1],
    [20, 30, 10],
    [8, 8, 8, 8, 8, 8],
  ];
  test.each(shapes.map((widths) => [widths]))(
    "of %j agrees with exact theta at every rate, and never rises",
    (widths) => {
      for (const of of ["sites", "bonds"] as const) {
        const others = of === "sites" ? { dropBonds: 0.15, dropInputs: 0.2 } : { dropSites: 0.15, dropInputs: 0.2 };
        for (const fixed of [{}, others]) {
          const { curve } = bottleneck(layered(widths, fixed), { of, trials: 20_000, points: 21, seed: 8, confidence });
          curve.forEach(({ drop, probability, low, high }, index) => {
            const rates = of === "sites" ? { dropSites: drop } : { dropBonds: drop };
            const exact = pathProbability(layered(widths, { ...fixed, ...rates })).probability;
            expect(low).toBeLessThanOrEqual(exact);
            expect(high).toBeGreaterThanOrEqual(exact);
            expect(probability).toBeLessThanOrEqual(curve[index - 1]?.probability ?? 1);
          });
        }
      }
    },
  );

  test("on a graph agrees with sampling at each rate", () => {
    const bridge = graph({ edges: [0, 1, 0, 2, 1, 2, 1, 3, 2, 3] });
    const { curve } = bottleneck(bridge, { of: "bonds", from: [0], to: [3], trials: 40_000, points: 11, confidence });
    for (const { keep, low, high } of curve) {
      const exact = 2 * keep ** 2 + 2 * keep ** 3 - 5 * keep ** 4 + 2 * keep ** 5;
      expect(low).toBeLessThanOrEqual(exact + 1e-15);
      expect(high).toBeGreaterThanOrEqual(exact - 1e-15);
    }
  });
});
