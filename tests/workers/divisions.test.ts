import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Sample, Sampler, Sampling } from "../../sdk/sampling/sampler.ts";
import { samplers } from "../../sdk/workers/samplers.ts";
import { bitsOf } from "./bits.ts";
import { sampled } from "./questions.ts";
import { samplesOf } from "./samples.ts";

const samples = new Map<string, Sample>();
for (const [name, query] of Object.entries(sampled)) {
  // Of the many runs of an inspection the first few are of all kinds.
  samplesOf(query)
    .slice(0, 3)
    .forEach((sample, index) => {
      samples.set(index === 0 ? name : `${name}, sample ${index + 1}`, sample);
    });
}

/** As a worker does it: from a copy of the task, by the sampler's name. */
function openElsewhere({ name, task, count }: Sample): Sampling<unknown> {
  const sampler = samplers.get(name);
  if (!sampler) throw new Error(`no sampler is called ${name}`);
  return sampler.open(structuredClone(task) as never, count);
}

/** Parts of 0..count, cut at some multiples of the grain. */
function cutAt(cuts: readonly number[], count: number): { first: number; count: number }[] {
  const ends = [...new Set(cuts), count].sort((a, b) => a - b);
  return ends.map((end, index) => ({ first: ends[index - 1] ?? 0, count: end - (ends[index - 1] ?? 0) }));
}

/** Neighbours joined in any order, as the numbers say. */
function joinAnyhow(parts: readonly unknown[], choices: readonly number[], join: Sampling<unknown>["join"]): unknown {
  const left = [...parts];
  for (let step = 0; left.length > 1; step++) {
    const at = (choices[step] ?? 0) % (left.length - 1);
    left.splice(at, 2, join(left[at], left[at + 1]));
  }
  return left[0];
}

describe("ranges of trials or runs", () => {
  test.each([...samples.keys()])("joined in order are all of them: %s", (name) => {
    const sample = samples.get(name) as Sample;
    const { count } = sample;
    const { grain, perCall, join } = sample.open();
    expect(perCall % grain).toBe(0);
    const whole = bitsOf(sample.open().run({ first: 0, count }));
    const grains = Math.ceil(count / grain);
    const cut = fc.integer({ min: 1, max: Math.max(1, grains - 1) }).map((grainsBefore) => grainsBefore * grain);
    const cuts = grains > 1 ? fc.array(cut, { minLength: 1, maxLength: 12 }) : fc.constant([]);
    const choices = fc.array(fc.nat(100), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(cuts, choices, (cuts, choices) => {
        const elsewhere = openElsewhere(sample);
        const parts = cutAt(cuts, count).map((range) => structuredClone(elsewhere.run(range)));
        const before = parts.map(bitsOf);
        expect(bitsOf(parts.reduce(join))).toBe(whole);
        expect(bitsOf(joinAnyhow(parts, choices, join))).toBe(whole);
        expect(parts.map(bitsOf)).toEqual(before); // joining changes nothing of what is joined
      }),
      { numRuns: 8 },
    );
  });

  test("of one grain each, joined one after the other, are all of them", () => {
    for (const name of ["sweep, graph", "sweep, steps", "path, layered", "forecast, masks of a step, sample 2"]) {
      const sample = samples.get(name) as Sample;
      const { count } = sample;
      const { grain, join, run } = openElsewhere(sample);
      const ranges = Array.from({ length: Math.ceil(count / grain) }, (_, index) => index * grain);
      const parts = ranges.map((first) => run({ first, count: Math.min(grain, count - first) }));
      expect(bitsOf(parts.reduce(join))).toBe(bitsOf(run({ first: 0, count })));
    }
  });

  test("differ from one another, so that a range that is done twice would show", () => {
    const { open } = samples.get("path, layered") as Sample;
    const { run } = open();
    const counts = Array.from({ length: 10 }, (_, index) => run({ first: 512 * index, count: 512 }));
    expect(new Set(counts).size).toBeGreaterThan(5);
  });
});

describe("the samplers that workers know", () => {
  test("are all that the SDK has", async () => {
    const found: Sampler<never, unknown>[] = [];
    const root = new URL("../../sdk/", import.meta.url);
    for (const path of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (!path.endsWith(".ts") || path.endsWith(".gen.ts")) continue;
      for (const [, name = ""] of readFileSync(new URL(path, root), "utf8").matchAll(
        /^(?:export )?const (\w+): Sampler</gm,
      )) {
        const module = await import(/* @vite-ignore */ new URL(path, root).href);
        found.push(module[name]);
      }
    }
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(samplers.values())).toEqual(new Set(found));
    expect([...samplers].map(([name]) => name)).toEqual([...samplers.values()].map(({ name }) => name));
  });

  test("are all asked for by the questions of these tests", () => {
    expect(new Set([...samples.values()].map(({ name }) => name))).toEqual(new Set(samplers.keys()));
  });
});
