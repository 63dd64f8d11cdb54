import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Range } from "../../sdk/engine/range.ts";
import type { Sample, Sampling } from "../../sdk/sampling/sampler.ts";
import { Job, NOTHING } from "../../sdk/workers/job.ts";

/** A part is the numbers of its trials, so that one that is missing, twice there or out of order shows. */
function listing(grain: number, perCall: number): Sampling<unknown> {
  return {
    grain,
    perCall,
    run: ({ first, count }) => Array.from({ length: count }, (_, trial) => first + trial),
    join: (one, next) => [...(one as number[]), ...(next as number[])],
  };
}

function jobOf(count: number, sampling: Sampling<unknown>, known = NOTHING): Job {
  const sample: Sample = { kind: "sample", name: "listing", task: {}, count, isFixed: true, open: () => sampling };
  return new Job(sample, sampling, known);
}

const upTo = (count: number) => Array.from({ length: count }, (_, trial) => trial);

describe("a job", () => {
  test("hands out every trial, in ranges that begin at multiples of the grain, and joins them in order, whatever is done or lost when", () => {
    const event = fc.record({
      kind: fc.constantFrom("take", "take", "give", "give", "lose", "back"),
      pick: fc.nat(50),
      time: fc.nat(400),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(1, 4, 128),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(9),
        fc.nat(20),
        fc.array(event, { maxLength: 40 }),
        (count, grain, calls, workers, before, events) => {
          const sampling = listing(grain, grain * calls);
          const known = Math.min(count, before * grain);
          const job = jobOf(count, sampling, known > 0 ? { done: known, part: upTo(known) } : NOTHING);
          const out: Range[] = [];
          const take = () => {
            const range = job.take(workers);
            if (!range) return;
            expect(range.first % grain).toBe(0);
            expect(range.count).toBeGreaterThan(0);
            expect(range.count % grain === 0 || range.first + range.count === count).toBe(true);
            out.push(range);
          };
          const finish = (pick: number, end: (range: Range) => void) => {
            for (const range of out.splice(pick % Math.max(1, out.length), 1)) end(range);
          };
          let done = job.done;
          for (const { kind, pick, time } of events) {
            if (kind === "take") take();
            else if (kind === "give") finish(pick, (range) => job.give(range, sampling.run(range), time));
            else if (kind === "back") finish(pick, (range) => job.takeBack(range));
            else finish(pick, (range) => job.lose(range, "lost"));
            expect(job.done).toBeGreaterThanOrEqual(done);
            done = job.done;
            expect(job.prefix.part ?? []).toEqual(upTo(job.prefix.done));
          }
          for (let rounds = 0; !job.isDone && rounds < 5000; rounds++) {
            take();
            finish(0, (range) => job.give(range, sampling.run(range), 1));
          }
          expect(job.prefix).toEqual({ done: count, part: upTo(count) });
          expect(job.take(workers)).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is not to be done when it is known", () => {
    const job = jobOf(256, listing(128, 128), { done: 256, part: upTo(256) });
    expect(job.isDone).toBe(true);
    expect(job.take(2)).toBeUndefined();
  });

  test("begins with short ranges, and goes on with those of a tenth of a second by the clock of those before", () => {
    const job = jobOf(1e9, listing(1, 800));
    const first = job.take(2) as Range;
    expect(first).toEqual({ first: 0, count: 100 });
    job.give(first, [], 20);
    expect(job.take(2)).toEqual({ first: 100, count: 500 });
    job.give({ first: 100, count: 500 }, [], 300); // slower by now: the pace follows
    expect(job.take(2)?.count).toBe(250);
  });

  test("takes no clock at its word that says nothing has passed", () => {
    const job = jobOf(1e12, listing(1, 800));
    job.give(job.take(4) as Range, [], 0);
    expect(job.take(4)?.count).toBe(10_000);
  });

  test("ends in ever shorter ranges for several workers, and not for one", () => {
    const counts = (workers: number) => {
      const job = jobOf(1000, listing(1, 8000));
      const ranges: number[] = [];
      for (let range = job.take(workers); range; range = job.take(workers)) ranges.push(range.count);
      return ranges;
    };
    expect(counts(1)).toEqual([1000]);
    expect(counts(2).slice(0, 4)).toEqual([250, 188, 141, 105]);
    expect(counts(2).at(-1)).toBe(1);
    expect(counts(7).reduce((sum, count) => sum + count, 0)).toBe(1000);
  });

  test("cuts ranges for the calling thread by the kernel's calls alone", () => {
    const job = jobOf(2000, listing(1, 800));
    const ranges = [0, 1, 2].map(() => {
      const range = job.take(0) as Range;
      job.give(range, [], 1e6);
      return range.count;
    });
    expect(ranges).toEqual([800, 800, 400]);
  });
});
