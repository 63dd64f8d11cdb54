// The cost model against the time that answers take: within a factor of 3 either way, once units are nanoseconds of this machine.

import { beforeAll, describe, expect, test } from "vitest";
import { costOf } from "../../sdk/costs/index.ts";
import { prepare, type questions } from "../../sdk/queries/ask.ts";
import type { Case } from "./cases/case.ts";
import { layeredCases } from "./cases/layered.ts";
import { mediumCases, orderCases, sweepCases } from "./cases/media.ts";
import { inspectCases, modelCases } from "./cases/models.ts";
import { measureAnswer } from "./measuring.ts";

const FACTOR = 3;
/** Further measurements of a case that is off: the machine may have been busy. */
const AGAIN = 5;

const groups = { layeredCases, mediumCases, sweepCases, orderCases, modelCases, inspectCases };
const all = Object.values(groups).flat();

const estimates = new Map(all.map((each) => [each, costOf(prepare(each.query)).units]));
const times = new Map<Case, number>();
/** Units to a nanosecond of this machine, in this run. */
let calibration = 1;

const ratioOf = (each: Case) => (estimates.get(each) ?? Number.NaN) / (times.get(each) ?? Number.NaN);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

beforeAll(() => {
  for (const each of all) times.set(each, measureAnswer(each.query));
  calibration = median(all.map(ratioOf));
}, 900_000);

describe("an answer takes the time that is estimated", () => {
  test.each(all)(
    "$title",
    (each) => {
      const share = () => ratioOf(each) / calibration;
      for (let again = 0; again < AGAIN && !(share() <= FACTOR && share() >= 1 / FACTOR); again++) {
        times.set(each, Math.min(times.get(each) ?? 0, measureAnswer(each.query)));
      }
      expect(share()).toBeLessThanOrEqual(FACTOR);
      expect(share()).toBeGreaterThanOrEqual(1 / FACTOR);
    },
    120_000,
  );

  test("on work over five orders of magnitude", () => {
    const measured = [...times.values()];
    expect(Math.max(...measured) / Math.min(...measured)).toBeGreaterThan(1e5);
  });

  test("of every question about every kind of network it takes", () => {
    const asked = new Set(
      all.map(({ query }) => `${query.ask} ${"network" in query ? query.network.kind : "rectangular"}`),
    );
    const layers = ["layered", "rectangular"];
    const media = ["lattice", "graph"];
    const kinds: Record<keyof typeof questions, readonly string[]> = {
      path: [...layers, ...media, "model"],
      reach: [...layers, ...media, "model"],
      masks: [...layers, ...media, "model"],
      forecast: [...layers, "model"],
      inspect: [...layers, "model"],
      curve: layers,
      critical: layers,
      paths: layers,
      bottleneck: [...layers, ...media],
      depth: ["rectangular"],
      sweep: media,
      clusters: media,
      threshold: media,
    };
    const wanted = Object.entries(kinds).flatMap(([ask, networks]) => networks.map((kind) => `${ask} ${kind}`));
    expect(wanted.filter((each) => !asked.has(each))).toEqual([]);
  });
});
