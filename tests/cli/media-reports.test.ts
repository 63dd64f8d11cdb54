import { readFileSync } from "node:fs";
import { sweep } from "percolation";
import { readGraph } from "percolation/importers";
import { describe, expect, test } from "vitest";
import { percolation } from "./program.ts";

const MISERABLES = "node_modules/vega-datasets/data/miserables.json";
const AIRPORTS = "node_modules/vega-datasets/data/flights-airport.csv";

/** The report of a command, its runs of spaces made one. */
async function report(line: string): Promise<string> {
  const { code, stdout, stderr } = await percolation(line);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout.replace(/ {2,}/g, "  ");
}

describe("sweep", () => {
  test("draws the largest cluster and an event, and says where they rise", async () => {
    const text = await report("sweep --lattice square --size 64x64 --periodic --kind bond --runs 20 --seed 7");
    expect(text).toMatch(/^network {2}64x64 square lattice, periodic; 4096 sites, 8192 bonds\n/);
    expect(text).toContain("added  bonds in random order\nruns  20, seed 7, 101 points\n");
    expect(text).toContain("⠒⠒ largest cluster  ⠂⠄ wrapping  ▲ susceptibility peaks\n");
    expect(text).toMatch(/The largest cluster holds half of all sites from about keep 0\.4[5-9]\d* on\.\n/);
    expect(text).toMatch(
      /In half of all configurations a cluster winds around the lattice from about keep 0\.(49|5)\d* on\.\n/,
    );
    expect(text).toMatch(/The susceptibility peaks near keep 0\.4\d, as it does close to a threshold; /);
    expect(
      Math.max(
        ...text
          .split("\n")
          .slice(4, 21)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(72);
  });

  test("says what else is removed, and when nothing large appears", async () => {
    const text = await report("sweep --lattice square --size 16x16 --drop-bonds 0.9 --kind site --runs 5");
    expect(text).toContain("480 bonds; bonds removed at 0.9\n");
    expect(text).toMatch(/The largest cluster never holds half of all sites: at keep 1 it holds \d[\d.]* %\.\n/);
    expect(text).not.toContain("In half of all configurations");
  });

  test("speaks of nodes and edges, and of the connection that was asked for", async () => {
    const text = await report(`sweep --graph ${MISERABLES} --kind bond --from Napoleon --to Valjean --runs 50`);
    expect(text).toContain(`graph  ${MISERABLES}\nnetwork  graph of 77 nodes and 254 edges\n`);
    expect(text).toContain("⠂⠄ connected");
    expect(text).toContain("probability that an edge survives");
    expect(text).toMatch(
      /In half of all configurations the two sets of sites are connected from about keep 0\.[56]\d* on\.\n/,
    );
  });

  test("counts what an attack has to remove", async () => {
    const text = await report(`sweep --graph ${MISERABLES} --kind site --attack degree`);
    const graph = readGraph(readFileSync(MISERABLES), { name: MISERABLES });
    const { steps } = sweep(graph, { kind: "site", attack: "degree", steps: true });
    const largest = Array.from(steps?.largest.mean ?? []).reverse();
    const removed = [0.5, 0.05].map((level) => largest.findIndex((share) => share < level));
    expect(text).toContain("removed  nodes by degree, the greatest first\n");
    expect(text).toContain(`falls below half of all nodes when ${removed[0]} of 77 nodes (`);
    expect(text).toContain(`falls below 5 % of all nodes when ${removed[1]} of 77 nodes (`);
    expect(text).not.toContain("susceptibility");
  });

  test("gives a range where points are sparse, and a number where they are not", async () => {
    const words = `sweep --graph ${AIRPORTS} --kind site --attack degree`;
    const sparse = await report(words);
    const [, first, last] = /below half of all nodes when (\d+) to (\d+) of 305 nodes \(at most/.exec(sparse) ?? [];
    const [, exact] = /below half of all nodes when (\d+) of 305 nodes \(/.exec(await report(`${words} --steps`)) ?? [];
    expect(Number(first)).toBeLessThanOrEqual(Number(exact));
    expect(Number(exact)).toBeLessThanOrEqual(Number(last));
  });

  test("says when an attack breaks nothing, or nothing was whole", async () => {
    expect(await report(`sweep --graph ${MISERABLES} --kind bond --attack betweenness --keep 0.99,1`)).toContain(
      "The largest cluster stays at half of all nodes or above.",
    );
    expect(await report(`sweep --graph ${MISERABLES} --kind bond --attack degree --drop-sites 0.9`)).toMatch(
      /With nothing removed the largest cluster holds [\d.]+ % of all nodes, below half\.\n/,
    );
  });

  test("colours its two lines on a terminal", async () => {
    const { stdout } = await percolation("sweep --lattice square --size 8x8 --kind bond --runs 5", { columns: 80 });
    expect(stdout).toContain("\u001b[36m");
    expect(stdout).toContain("\u001b[33m");
  });
});

describe("clusters", () => {
  test("counts clusters by size and says what the largest holds", async () => {
    const text = await report("clusters --lattice square --size 64x64 --keep 0.6 --seed 1");
    expect(text).toContain("kept  sites at 0.6\ndrawn  sample 0 of seed 1\n");
    expect(text).toMatch(/sites present {2}2\d{3} of 4096\n/);
    expect(text).toMatch(/The largest of \d+ clusters holds [\d.]+ % of the sites that survive\.\n$/);
  });

  test("says when there is one cluster, or none", async () => {
    expect(await report(`clusters --graph ${MISERABLES}`)).toContain("All nodes that survive are in one cluster.");
    expect(await report("clusters --lattice square --size 4x4 --keep 0")).toContain("All sites are removed.");
  });
});

describe("threshold", () => {
  test("gives the digits that the error leaves", async () => {
    const text = await report("threshold --lattice square --size 32x32 --periodic --kind bond --runs 100");
    expect(text).toMatch(/method {2}wrapping-crossing, 100 runs, seed 0\n/);
    expect(text).toMatch(/threshold {2}keep 0\.\d{3,4} of the bonds, drop 0\.\d{3,4}\nstandard error {2}0\.0\d+\n/);
    expect(text).toMatch(/A cluster that winds around the lattice appears when [\d.]+ % of the bonds survive\.\n/);
  });

  test.each([
    ["--lattice square --size 8x8 --kind site --runs 20", "a cluster spans axis 0 when"],
    ["--lattice square --size 8x8 --periodic --kind site --runs 20 --axis 1", "a cluster winds around axis 1 when"],
    ["--lattice square --size 8x8 --kind site --runs 20 --from 0 --to 63", "connect the two sets of sites when"],
    [`--graph ${MISERABLES} --kind site --runs 20`, "The clusters beside the largest are greatest when"],
    [`--graph ${MISERABLES} --kind site --method molloy-reed`, "a guide for graphs with many short cycles"],
  ])("says what happens there: %s", async (words, sentence) => {
    expect(await report(`threshold ${words}`)).toContain(sentence);
  });
});

describe("paths between sites", () => {
  const PLANES = "--lattice square --size 16x16 --from axis0=0 --to axis0=-1";

  test("path and reach do not speak of training", async () => {
    for (const command of ["path", "reach"]) {
      const text = await report(`${command} ${PLANES} --drop-bonds 0.4 --trials 500`);
      expect(text).toContain("16x16 square lattice; 256 sites, 480 bonds; bonds removed at 0.4\nmethod  monte-carlo\n");
      expect(text).not.toMatch(/weight|bias/);
    }
    expect(await report(`reach ${PLANES} --trials 10`)).toContain("Most often all 16 targets are reached");
  });

  test("bottleneck draws theta and names the median", async () => {
    const text = await report(`bottleneck ${PLANES} --of bonds --trials 500`);
    expect(text).toMatch(
      /varied {2}drop rate of bonds\ntrials {2}500, seed 0\nmedian {2}0\.[45]\d+\nlast paths lost {2}0\./,
    );
    expect(text).toContain("drop rate of bonds\n");
    expect(text).toMatch(/At a drop rate of 0\.[45]\d+ of bonds, half of the trials have lost their last path\.\n$/);
  });

  test("bottleneck says when rates do not matter", async () => {
    expect(await report("bottleneck --widths 2,2 --of sites --trials 10")).toContain(
      "Half of the trials or more keep a path whatever the drop rate of hidden neurons.",
    );
    expect(await report("bottleneck --widths 2,2,2 --drop-bonds 1 --of sites --trials 10")).toContain(
      "Half of the trials or more have no path even when no hidden neurons are removed.",
    );
  });

  test("masks shows sites and bonds", async () => {
    const text = await report("masks --lattice square --size 8x8 --drop-sites 0.5 --seed 7");
    expect(text).toMatch(/sites {2}\d+ of 64 {2}[01]{32}\.\.\.\nbonds {2}112 of 112/);
  });
});
