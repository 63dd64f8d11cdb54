import {
  criticalDepth,
  criticalDrop,
  curve,
  forecast,
  layered,
  pathProbability,
  reach,
  rectangular,
  sampleMasks,
  version,
} from "percolation";
import { describe, expect, test } from "vitest";
import { json } from "./program.ts";

const SHAPE = "--widths 784,300,100,10";
const network = layered([784, 300, 100, 10], { dropBonds: 0.998 });

/** What an answer looks like after JSON. */
function plain(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer));
}

describe("--json", () => {
  test("path prints what pathProbability returns", async () => {
    const answer = await json(`path ${SHAPE} --drop-bonds 0.998 --json`);
    expect(answer).toEqual(plain(pathProbability(network)));
    expect(answer).toMatchObject({ method: "exact", version, query: { ask: "path", network: { dropBonds: 0.998 } } });
    expect(answer.probability).toBeCloseTo(0.528929142062977, 12);
    expect(answer).toHaveProperty("failure");
    expect(answer).toHaveProperty("log10Failure");
  });

  test("a sampled path also has interval, trials, open and seed", async () => {
    const answer = await json(`path ${SHAPE} --drop-bonds 0.998 --method monte-carlo --trials 1e3 --seed 7 --json`);
    expect(answer).toEqual(plain(pathProbability(network, { method: "monte-carlo", trials: 1000, seed: 7 })));
    expect(answer).toMatchObject({ trials: 1000, seed: "7", interval: { confidence: 0.95 } });
    expect(Object.keys(answer.interval as object)).toEqual(["low", "high", "confidence"]);
    expect(answer.open).toBe((answer.probability as number) * 1000);
  });

  test("rates of path may differ from layer to layer", async () => {
    const answer = await json(
      "path --widths 3,4,5,2 --drop-sites 0.1,0.2 --keep-bonds 0.5,0.6,0.7 --drop-inputs 0.3 --json",
    );
    const rates = { dropSites: [0.1, 0.2], keepBonds: [0.5, 0.6, 0.7], dropInputs: 0.3 };
    expect(answer).toEqual(plain(pathProbability(layered([3, 4, 5, 2], rates))));
  });

  test("--width with --depth up to 1e15 is exact", async () => {
    const shape = { width: 8, depth: 1e12 };
    expect(await json("path --width 8 --depth 1e12 --drop-sites 0.01 --json")).toEqual(
      plain(pathProbability(rectangular(shape, { dropSites: 0.01 }))),
    );
    expect(await json("path --width 8 --depth 1e15 --inputs 3 --outputs 2 --drop-sites 0.01 --json")).toMatchObject({
      method: "exact",
      query: { network: { kind: "rectangular", width: 8, depth: 1e15, inputs: 3, outputs: 2, dropSites: 0.01 } },
    });
  });

  test.each(["sites", "bonds", "inputs"])("keeping a quarter of the %s is dropping three quarters", async (what) => {
    const [drop, keep] = await Promise.all([
      json(`path --widths 3,4,5,2 --drop-${what} 0.75 --json`),
      json(`path --widths 3,4,5,2 --keep-${what} 0.25 --json`),
    ]);
    expect(drop.probability).toBeLessThan(1);
    expect(keep.probability).toBe(drop.probability);
    expect(keep.failure).toBe(drop.failure);
  });

  test("curve prints of and points with drop, keep, probability, failure and log10Failure", async () => {
    const answer = await json(`curve ${SHAPE} --of bonds --from 0.99 --to 1 --points 5 --json`);
    expect(answer).toEqual(plain(curve(layered([784, 300, 100, 10]), { of: "bonds", from: 0.99, to: 1, points: 5 })));
    expect(answer.of).toBe("bonds");
    const points = answer.points as object[];
    expect(points).toHaveLength(5);
    for (const key of ["drop", "keep", "probability", "failure", "log10Failure"]) expect(points[2]).toHaveProperty(key);
  });

  test("curve has 101 points from 0 to 1 unless told otherwise", async () => {
    const points = (await json("curve --width 4 --depth 3 --of sites --json")).points as { drop: number }[];
    expect(points).toHaveLength(101);
    expect([points[0]?.drop, points[100]?.drop]).toEqual([0, 1]);
  });

  test("critical prints drop, keep and level", async () => {
    const answer = await json("critical --width 8 --depth 10 --of sites --json");
    expect(answer).toEqual(plain(criticalDrop(rectangular({ width: 8, depth: 10 }), { of: "sites" })));
    expect(answer.drop).toBeCloseTo(0.713234943384, 11);
    expect(answer).toMatchObject({ level: 0.5, keep: expect.any(Number) });
    expect(await json("critical --width 8 --depth 10 --of sites --level 0.9 --json")).toMatchObject({ level: 0.9 });
  });

  test("depth prints depth, level and probability", async () => {
    const answer = await json("depth --width 8 --drop-sites 0.5 --json");
    expect(answer).toEqual(plain(criticalDepth({ width: 8, dropSites: 0.5 })));
    expect(answer).toMatchObject({ depth: 178, level: 0.5 });
    expect(answer.probability).toBeLessThan(0.5);
    expect(await json("depth --width 8 --inputs 3 --outputs 2 --drop-bonds 0.7 --level 0.9 --json")).toEqual(
      plain(criticalDepth({ width: 8, inputs: 3, outputs: 2, dropBonds: 0.7, level: 0.9 })),
    );
  });

  test("a depth that does not exist is null", async () => {
    expect(await json("depth --width 8 --json")).toMatchObject({ depth: null, query: { width: 8 } });
  });

  test("masks prints sites and bonds per layer as arrays of 0 and 1", async () => {
    const answer = await json("masks --widths 3,4,2 --drop-sites 0.5 --drop-bonds 0.5 --seed 7 --trial 12 --json");
    const { inputs, sites, bonds } = sampleMasks(layered([3, 4, 2], { dropSites: 0.5, dropBonds: 0.5 }), {
      seed: 7,
      trial: 12,
    });
    expect(answer).toMatchObject({ inputs: [...inputs], sites: sites.map((mask) => [...mask]), seed: "7", trial: 12 });
    expect(answer.bonds).toEqual(bonds.map((mask) => [...mask]));
    expect(bonds.map((mask) => mask.length)).toEqual([12, 8]);
  });

  test("forecast prints updates, the probability of none and the waiting time", async () => {
    const answer = await json("forecast --width 4 --depth 20 --drop-sites 0.5 --steps 4e3 --json");
    const net = rectangular({ width: 4, depth: 20 }, { dropSites: 0.5 });
    expect(answer).toEqual(plain(forecast(net, { steps: 4000 })));
    expect(answer.expectedUpdates).toBeCloseTo(1100.2, 1);
    const keys = ["noUpdateProbability", "log10NoUpdateProbability", "expectedFirstCutStep", "probability"];
    for (const key of keys) expect(answer).toHaveProperty(key);
    expect(
      await json("forecast --width 4 --depth 20 --drop-sites 0.5 --steps 10 --batch 32 --mask-per sample --json"),
    ).toEqual(plain(forecast(net, { steps: 10, batch: 32, maskPer: "sample" })));
  });

  test("reach prints what reach returns", async () => {
    expect(await json(`reach ${SHAPE} --drop-bonds 0.998 --json`)).toEqual(plain(reach(network)));
  });

  test("paths prints the moments of the number of open paths", async () => {
    const answer = await json("paths --widths 2,2,2 --drop-bonds 0.5 --json");
    expect(answer.expected).toBeCloseTo(2, 12);
    expect(answer.relativeSecondMoment).toBeCloseTo(1.625, 12);
  });

  test("a seed keeps all its 64 bits", async () => {
    const answer = await json("path --widths 2,2 --method monte-carlo --trials 1 --seed 18446744073709551615 --json");
    expect(answer).toMatchObject({ seed: "18446744073709551615" });
  });

  test("the query in an answer, asked again, gives the same bytes", async () => {
    const answer = await json("path --widths 3,4,2 --drop-sites 0.5 --method monte-carlo --trials 500 --seed 3 --json");
    expect(await json("ask -", { stdin: JSON.stringify(answer.query) })).toEqual(answer);
  });
});
