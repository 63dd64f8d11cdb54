import fc from "fast-check";
import { type LayeredNetwork, layered, pathProbability, reach, sampleMasks } from "percolation";
import { describe, expect, test } from "vitest";
import { runTrials } from "../../sdk/engine/sampling.ts";
import { layersOf } from "../../sdk/networks/network.ts";
import { countingProgramOfLayers, programOfLayers } from "../../sdk/programs/layers.ts";

const network = layered([5, 6, 4], { dropSites: 0.3, dropBonds: 0.6, dropInputs: 0.2 });

/** Whether the masks of a trial leave an open path, by going through them. */
function isOpen(net: LayeredNetwork, seed: number, trial: number): boolean {
  const masks = sampleMasks(net, { seed, trial });
  let reached = [...masks.inputs].map(Boolean);
  masks.bonds.forEach((mask, layer) => {
    const width = net.widths[layer + 1] as number;
    reached = Array.from({ length: width }, (_, target) => {
      const alive = masks.sites[layer]?.[target] ?? 1;
      return alive === 1 && reached.some((source, i) => source && mask[target * reached.length + i] === 1);
    });
  });
  return reached.some(Boolean);
}

describe("sampled answers", () => {
  test("count exactly the trials whose masks leave an open path", () => {
    for (const trials of [1, 127, 128, 129, 300]) {
      let open = 0;
      for (let trial = 0; trial < trials; trial++) if (isOpen(network, 11, trial)) open++;
      expect(pathProbability(network, { method: "monte-carlo", trials, seed: 11 }).open).toBe(open);
    }
  });

  test("are the same for the same seed in any form, and differ between seeds", () => {
    const sample = (seed: number | bigint | string) =>
      pathProbability(network, { method: "monte-carlo", trials: 5000, seed }).open;
    expect(sample(7n)).toBe(sample(7));
    expect(sample("7")).toBe(sample(7));
    expect(new Set([0, 1, 2, 2 ** 32, 2 ** 53 - 1].map(sample)).size).toBeGreaterThan(3);
    expect(sample(2n ** 64n - 1n)).toBe(sample("18446744073709551615"));
  });

  test("are the same whether a kernel call takes one block or all of them", () => {
    const layers = layersOf(layered([9, 8, 7], { dropSites: 0.4, dropBonds: 0.7, dropInputs: 0.2 }));
    const { runnable, reached, histogram } = countingProgramOfLayers(layers);
    const count = (trials: number, perCall?: number) => {
      const { open, totals } = runTrials(runnable, { first: 0, count: trials }, 5n, undefined, perCall);
      return { open, histogram: totals.get(histogram), reached: reached.map((total) => totals.get(total)) };
    };
    for (const trials of [1, 128, 129, 1000, 1280]) {
      const whole = count(trials);
      for (const perCall of [1, 2, 5]) {
        expect(count(trials, perCall)).toEqual(whole);
        const range = { first: 0, count: trials };
        expect(runTrials(programOfLayers(layers), range, 5n, undefined, perCall).open).toBe(whole.open);
      }
      // The blocks differ, so repeating one of them would show.
      const first = count(Math.min(trials, 128));
      if (trials >= 1000) expect(whole.histogram).not.toEqual(first.histogram?.map((n) => (n * trials) / 128));
    }
  });

  test("do not depend on how the trials are divided between kernel calls", () => {
    // 2-bond networks run many blocks a call, this one a few: its first trials must be those of a short run.
    const wide = layered([1500, 300, 2], { dropBonds: 0.999 });
    const counts = [100, 128, 1000, 5000].map((trials) =>
      reach(wide, { method: "monte-carlo", trials, seed: 3 }).distribution.map((share) => Math.round(share * trials)),
    );
    counts.forEach((count, i) => {
      const next = counts[i + 1];
      for (const [j, n] of count.entries()) if (next) expect(n).toBeLessThanOrEqual(next[j] as number);
    });
  });

  test("a pruned network with every connection present is a fully connected one", () => {
    const full = layered([9, 7, 5], { dropBonds: 0.8, connections: [new Uint8Array(8).fill(255), null] });
    expect(full.connections).toBeUndefined();
  });

  test("bits beyond the last bond change neither answer nor canonical form", () => {
    const make = (last: number) =>
      layered([3, 3], { dropBonds: 0.5, connections: [new Uint8Array([0b10101010, last])] });
    expect(make(0b11111111)).toEqual(make(0b1));
    expect(make(0b11111110)).toEqual(make(0));
  });

  test("missing connections cut as removed bonds do", () => {
    const cut = layered([2, 2, 1], { connections: [null, new Uint8Array([0])] });
    expect(pathProbability(cut)).toMatchObject({ method: "monte-carlo", probability: 0, failure: 1, open: 0 });
    const one = layered([2, 2, 1], { dropBonds: 0.5, connections: [new Uint8Array([0b0001]), new Uint8Array([0b01])] });
    // A single path of two bonds.
    const { interval } = pathProbability(one, { seed: 5, confidence: 0.9999 });
    expect(interval?.low).toBeLessThan(0.25);
    expect(interval?.high).toBeGreaterThan(0.25);
  });

  test("neighbouring trials, neurons, layers and seeds are uncorrelated", () => {
    const net = layered([40, 40, 40], { dropBonds: 0.5, dropSites: 0.5 });
    const bits = (seed: number, trial: number) => sampleMasks(net, { seed, trial }).bonds.map((mask) => [...mask]);
    const [a, b] = bits(1, 0) as [number[], number[]];
    const pairs = {
      trial: [a, bits(1, 1)[0]],
      block: [a, bits(1, 128)[0]],
      seed: [a, bits(2, 0)[0]],
      layer: [a, b],
      neuron: [a.slice(0, 800), a.slice(800)],
      bond: [a.slice(1), a.slice(0, -1)],
    } as Record<string, [number[], number[]]>;
    for (const [what, [x, y]] of Object.entries(pairs)) {
      const same = x.filter((bit, i) => bit === y[i]).length;
      expect(Math.abs(same - x.length / 2), what).toBeLessThan(4.5 * Math.sqrt(x.length / 4));
    }
  });
});

test("each neuron and bond survives with its own rate", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.02, max: 0.98, noNaN: true }), { minLength: 3, maxLength: 3 }),
      fc.nat(),
      (drops, seed) => {
        const [inputs, sites, bonds] = drops as [number, number, number];
        const net = layered([300, 200, 3], { dropInputs: inputs, dropSites: sites, dropBonds: bonds });
        const masks = sampleMasks(net, { seed });
        const expectShare = (mask: Uint8Array | undefined, keep: number) => {
          const ones = [...(mask ?? [])].filter((bit) => bit === 1).length;
          const count = mask?.length ?? 0;
          expect(Math.abs(ones - keep * count)).toBeLessThan(6 * Math.sqrt(count * keep * (1 - keep)) + 1);
        };
        expectShare(masks.inputs, 1 - inputs);
        expectShare(masks.sites[0], 1 - sites);
        expectShare(masks.bonds[0], 1 - bonds);
      },
    ),
    { numRuns: 30 },
  );
});
