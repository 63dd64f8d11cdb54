import fc from "fast-check";
import { layered, pathProbability, reach, sampleMasks } from "percolation";
import { describe, expect, test } from "vitest";
import { drawBlock, type Plain, reachedIn, Stream } from "./from-words.ts";

/** Rates that take every branch of the drawing: few digits, many, tiny, inverted, certain. */
const rate = fc.oneof(
  fc.constantFrom(0, 1, 0.5, 0.25, 0.375, 0.0078125, 0.00390625, 0.3, 0.7, 0.05, 0.998, 1e-9, 2 ** -60, 5e-324),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const network = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 }),
    dropInputs: rate,
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    trial: fc.integer({ min: 0, max: 2 ** 40 }),
    random: fc.infiniteStream(rate),
    present: fc.infiniteStream(fc.boolean()),
    sparse: fc.boolean(),
    given: fc.constantFrom("drop", "keep"),
  })
  .map(({ widths, dropInputs, seed, trial, random, present, sparse, given }) => {
    const take = (count: number) => Array.from({ length: count }, () => random.next().value as number);
    const sites = take(widths.length - 2);
    const bonds = take(widths.length - 1);
    const sources = widths
      .slice(1)
      .map((width, layer) =>
        Array.from({ length: width }, () =>
          Array.from({ length: widths[layer] as number }, (_, i) => i).filter(() => !sparse || present.next().value),
        ),
      );
    return { widths, dropInputs, sites, bonds, sources, seed, trial, given };
  });

type Case = typeof network extends fc.Arbitrary<infer T> ? T : never;

function bitset(targets: number[][], fanIn: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil((targets.length * fanIn) / 8));
  targets.forEach((sources, target) => {
    for (const source of sources) {
      const bit = target * fanIn + source;
      bits[bit >> 3] = (bits[bit >> 3] as number) | (1 << (bit & 7));
    }
  });
  return bits;
}

function build({ widths, dropInputs, sites, bonds, sources, given }: Case) {
  const connections = sources.map((targets, layer) => bitset(targets, widths[layer] as number));
  const described =
    given === "drop"
      ? layered(widths, { dropInputs, dropSites: sites, dropBonds: bonds, connections })
      : layered(widths, { keepInputs: dropInputs, keepSites: sites, keepBonds: bonds, connections });
  const toRate = (x: number) => (given === "drop" ? { drop: x, keep: 1 - x } : { keep: x, drop: 1 - x });
  const plain: Plain = {
    widths,
    sites: [dropInputs, ...sites].map(toRate).concat({ keep: 1, drop: 0 }),
    bonds: bonds.map(toRate),
    sources,
  };
  return { described, plain };
}

describe("docs/determinism.md", () => {
  test("regenerates the masks of any trial from its words", () => {
    fc.assert(
      fc.property(network, (given) => {
        const { described, plain } = build(given);
        const block = drawBlock(plain, given.seed, BigInt(Math.floor(given.trial / 128)));
        const lane = given.trial % 128;
        const masks = sampleMasks(described, { seed: given.seed, trial: given.trial });
        const [inputs, ...rest] = block.sites.map((layer) => layer.map((word) => Number(word[lane])));
        expect([...masks.inputs]).toEqual(inputs);
        expect(masks.sites.map((mask) => [...mask])).toEqual(rest.slice(0, -1));
        masks.bonds.forEach((mask, layer) => {
          const fanIn = plain.widths[layer] as number;
          const expected = Array<number>(mask.length).fill(0);
          block.bonds[layer]?.forEach((words, target) => {
            words.forEach((word, n) => {
              expected[target * fanIn + (plain.sources[layer]?.[target]?.[n] as number)] = Number(word[lane]);
            });
          });
          expect([...mask]).toEqual(expected);
        });
      }),
      { numRuns: 150 },
    );
  });

  test("regenerates the counts of Monte Carlo from its words", () => {
    fc.assert(
      fc.property(network, fc.integer({ min: 1, max: 300 }), (given, trials) => {
        const { described, plain } = build(given);
        const outputs = plain.widths[plain.widths.length - 1] as number;
        const histogram = Array<number>(outputs + 1).fill(0);
        const perLayer = plain.widths.map(() => 0);
        for (let start = 0; start < trials; start += 128) {
          const block = drawBlock(plain, given.seed, BigInt(start / 128));
          for (let lane = 0; lane < Math.min(128, trials - start); lane++) {
            const reached = reachedIn(plain, block, lane).map((layer) => layer.filter(Boolean).length);
            reached.forEach((count, layer) => {
              perLayer[layer] = (perLayer[layer] as number) + count;
            });
            const count = reached[reached.length - 1] as number;
            histogram[count] = (histogram[count] as number) + 1;
          }
        }
        const options = { method: "monte-carlo", trials, seed: given.seed } as const;
        const answer = reach(described, options);
        expect(answer.open).toBe(trials - (histogram[0] as number));
        expect(answer.distribution).toEqual(histogram.map((count) => count / trials));
        expect(answer.layers).toEqual(
          perLayer.map((count, layer) => count / (trials * (plain.widths[layer] as number))),
        );
        expect(pathProbability(described, options).open).toBe(answer.open);
      }),
      { numRuns: 100 },
    );
  });

  test("draws every rate with its own probability, to all of its digits", () => {
    for (const rate of [0.5, 0.3, 0.05, 1 / 3, 0.875, 0.00390625, 0.0041, 1 / 129]) {
      let ones = 0;
      const words = 4000;
      const stream = new Stream({ seed: 5n, purpose: 1, block: 0n, layer: 0, target: 0 });
      for (let n = 0; n < words; n++) ones += stream.next(rate, 1 - rate).filter(Boolean).length;
      const draws = 128 * words;
      const error = Math.sqrt(draws * rate * (1 - rate));
      expect(Math.abs(ones - draws * rate)).toBeLessThan(4.5 * error);
    }
  });
});
