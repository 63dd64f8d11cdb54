import { readFileSync } from "node:fs";
import {
  bottleneck,
  clusters,
  lattice,
  pathProbability,
  reach,
  type SweepAnswer,
  sampleMasks,
  sweep,
  threshold,
} from "percolation";
import { readGraph } from "percolation/importers";
import { describe, expect, test } from "vitest";
import { toJson } from "../../sdk/queries/json.ts";
import { json } from "./program.ts";

const MISERABLES = "node_modules/vega-datasets/data/miserables.json";
const AIRPORTS = "node_modules/vega-datasets/data/flights-airport.csv";

const miserables = readGraph(readFileSync(MISERABLES), { name: MISERABLES });
const square = lattice("square", { size: [8, 8] });

/** What an answer looks like after JSON. */
function plain(answer: unknown): unknown {
  return JSON.parse(toJson(answer));
}

describe("--json of lattices", () => {
  test("sweep prints what sweep returns", async () => {
    const answer = await json("sweep --lattice square --size 64x64 --periodic --kind bond --runs 20 --seed 7 --json");
    const torus = lattice("square", { size: [64, 64], periodic: true });
    expect(answer).toEqual(plain(sweep(torus, { kind: "bond", runs: 20, seed: 7 })));
    expect(answer).toMatchObject({ kind: "bond", sites: 4096, bonds: 8192, runs: 20, seed: "7" });
    const { curve = [] } = answer as unknown as SweepAnswer;
    expect(curve).toHaveLength(101);
    const keys = ["keep", "largest", "second", "clusters", "susceptibility", "spanning", "wrapping", "connected"];
    expect(Object.keys(curve[50] ?? {})).toEqual(keys);
    expect(curve[0]?.wrapping?.probability).toBe(0);
    expect(curve[100]?.wrapping?.probability).toBe(1);
  });

  test("flags of a sweep are its options", async () => {
    const words = "--kind site --runs 5 --first-run 32 --keep 0.25,0.5 --confidence 0.9 --from axis0=0 --to 7,63";
    expect(await json(`sweep --lattice square --size 8,8 --drop-bonds 0.1 ${words} --json`)).toEqual(
      plain(
        sweep(lattice("square", { size: [8, 8], dropBonds: 0.1 }), {
          kind: "site",
          runs: 5,
          firstRun: 32,
          keep: [0.25, 0.5],
          confidence: 0.9,
          from: { axis: 0, at: 0 },
          to: [7, 63],
        }),
      ),
    );
  });

  test("--keep takes a single probability", async () => {
    const answer = await json("sweep --lattice square --size 8x8 --kind site --runs 2 --keep 0.5 --json");
    expect(answer.curve).toHaveLength(1);
  });

  test("--steps prints the record of all steps as arrays", async () => {
    const answer = await json("sweep --lattice cubic --size 3x3x3 --kind bond --runs 3 --steps --json");
    expect(answer).toEqual(plain(sweep(lattice("cubic", { size: [3, 3, 3] }), { kind: "bond", runs: 3, steps: true })));
    expect((answer.steps as { largest: { mean: number[] } }).largest.mean).toHaveLength(55);
  });

  test.each([
    ["", [false, false]],
    ["--periodic", [true, true]],
    ["--periodic=true", [true, true]],
    ["--periodic=true,false", [true, false]],
  ])("%s closes these axes", async (flag, periodic) => {
    const answer = await json(`clusters --lattice square --size 4X3 ${flag} --keep 0.5 --json`);
    expect(answer).toMatchObject({ query: { network: { size: [4, 3], periodic } } });
  });

  test("clusters prints sizes, and labels when asked for", async () => {
    const line = "clusters --lattice triangular --size 16x16 --kind bond --drop 0.7 --seed 3 --sample 2 --json";
    const { labels, ...answer } = clusters(lattice("triangular", { size: [16, 16] }), {
      kind: "bond",
      drop: 0.7,
      seed: 3,
      sample: 2,
    });
    expect(await json(line)).toEqual(plain(answer));
    expect(await json(`${line} --labels`)).toEqual(plain({ ...answer, labels }));
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(["keep", "count", "largest", "sizes"]));
  });

  test("threshold prints keep, standardError and method", async () => {
    const answer = await json("threshold --lattice square --size 8x8 --kind site --axis 1 --runs 50 --seed 2 --json");
    expect(answer).toEqual(plain(threshold(square, { kind: "site", axis: 1, runs: 50, seed: 2 })));
    expect(answer).toMatchObject({ method: "median-crossing", keep: expect.any(Number) });
    expect(answer.standardError).toBeGreaterThan(0);
  });

  test("path, reach and bottleneck look for paths between sites", async () => {
    const line =
      "--lattice square --size 8x8 --drop-bonds 0.4 --from axis0=0 --to axis0=-1 --trials 500 --seed 7 --json";
    const between = { from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 }, trials: 500, seed: 7 } as const;
    const network = lattice("square", { size: [8, 8], dropBonds: 0.4 });
    expect(await json(`path ${line}`)).toEqual(plain(pathProbability(network, between)));
    expect(await json(`reach ${line} --spare from`)).toEqual(plain(reach(network, { ...between, spare: "from" })));
    expect(await json(`bottleneck ${line} --of sites --points 5`)).toEqual(
      plain(bottleneck(network, { ...between, of: "sites", points: 5 })),
    );
  });

  test("bottleneck takes layers too", async () => {
    const answer = await json("bottleneck --widths 4,4,4 --of bonds --trials 100 --json");
    expect(answer).toMatchObject({ of: "bonds", trials: 100, median: expect.any(Number) });
  });

  test("masks prints one mask of all sites and one of all bonds", async () => {
    const answer = await json("masks --lattice square --size 8x8 --keep-sites 0.5 --seed 7 --trial 3 --json");
    const { sites, bonds } = sampleMasks(lattice("square", { size: [8, 8], keepSites: 0.5 }), { seed: 7, trial: 3 });
    expect(answer).toMatchObject({ inputs: [], sites: [[...(sites[0] ?? [])]], bonds: [[...(bonds[0] ?? [])]] });
  });
});

describe("--json of graphs", () => {
  test.each(["degree", "betweenness", "weight"] as const)("sweep attacks a real graph by %s", async (attack) => {
    const answer = await json(`sweep --graph ${MISERABLES} --kind site --attack ${attack} --weight value --json`);
    const weighted = readGraph(readFileSync(MISERABLES), { name: MISERABLES, weight: "value" });
    expect(answer).toEqual(plain(sweep(weighted, { kind: "site", attack })));
    expect(answer).toMatchObject({ sites: 77, bonds: 254, runs: 1 });
  });

  test("a CSV file is read by its header, --directed and --weight", async () => {
    const answer = await json(`threshold --graph ${AIRPORTS} --directed --weight count --kind bond --runs 2 --json`);
    expect(answer).toMatchObject({ method: "susceptibility-peak", query: { network: { nodes: 305, directed: true } } });
    expect(answer).toHaveProperty("query.network.weights");
  });

  test("--from and --to take labels", async () => {
    const line = `path --graph ${MISERABLES} --drop-sites 0.4 --from Myriel,Napoleon --to Valjean --trials 200 --json`;
    const network = readGraph(readFileSync(MISERABLES), { name: MISERABLES, dropSites: 0.4 });
    const options = { from: ["Myriel", "Napoleon"], to: ["Valjean"], trials: 200 };
    expect(await json(line)).toEqual(plain(pathProbability(network, options)));
  });

  test("threshold by degrees alone needs no runs", async () => {
    const answer = await json(`threshold --graph ${MISERABLES} --kind site --method molloy-reed --json`);
    expect(answer).toEqual(plain(threshold(miserables, { kind: "site", method: "molloy-reed" })));
    expect(answer).not.toHaveProperty("runs");
  });

  test("the query in an answer, asked again, gives the same bytes", async () => {
    const answer = await json(`sweep --graph ${MISERABLES} --kind bond --runs 3 --points 5 --json`);
    expect(await json("ask -", { stdin: JSON.stringify(answer.query) })).toEqual(answer);
  });
});
