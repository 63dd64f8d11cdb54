import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusters, lattice, sweep } from "percolation";
import { clustersToSvg, curveToSvg } from "percolation/plot";
import { afterAll, describe, expect, test } from "vitest";
import { parseXml } from "../plot/xml.ts";
import { json, percolation } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "percolation-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const numbered = file("path.edges", "1 2\n2 3\n3 4\n");
const towns = file("towns.csv", 'source,target\n"New York, NY",axis0=0\naxis0=0,Boston\n');
const metis = file("path.graph", "3 2\n2\n1 3\n2\n");
const torn = file("torn.edges", "1 2 5\n2 3 x\n");

async function refused(words: string[]): Promise<string> {
  const { code, stdout, stderr } = await percolation(words);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  return stderr.trimEnd();
}

describe("a file with a graph", () => {
  test("has labels that count before numbers", async () => {
    const answer = await json(["path", "--graph", numbered, "--from", "1", "--to", "4", "--trials", "2", "--json"]);
    expect(answer).toMatchObject({ probability: 1, query: { from: ["1"], to: ["4"] } });
  });

  test("may have labels that look like something else", async () => {
    const words = ["path", "--graph", towns, "--from", "New York, NY", "--to", "axis0=0,Boston", "--trials", "2"];
    expect(await json([...words, "--json"])).toMatchObject({
      query: { from: ["New York, NY"], to: ["axis0=0", "Boston"] },
    });
    words[6] = "axis0=0";
    expect(await json([...words, "--json"])).toMatchObject({ query: { to: ["axis0=0"] } });
  });

  test("is refused with its name and line", async () => {
    const words = ["sweep", "--kind", "site", "--graph"];
    expect(await refused([...words, torn])).toBe(`${torn}: line 2: expected a finite number as weight, got "x"`);
    expect(await refused([...words, file("none.json", "{}")])).toMatch(/none\.json: .*expected/);
  });

  test("is refused with the flag where its format has no such thing", async () => {
    const words = ["sweep", "--kind", "site", "--graph", metis];
    expect(await refused([...words, "--directed"])).toBe("--directed: expected none for a file of this format, got it");
    expect(await refused([...words, "--weight", "w"])).toBe(
      '--weight: expected none for a file of this format, got "w"',
    );
    expect(await refused([...words, "--drop-sites", "2"])).toBe("--drop-sites: expected a number in 0..1, got 2");
    expect(await refused([...words, "--format", "xls"])).toMatch(
      /^--format: expected one of "edge-list", .*got "xls"$/,
    );
    expect(await refused(["clusters", "--graph", towns, "--weight", "km"])).toMatch(/^--weight: expected .*got "km"$/);
  });
});

describe("--order", () => {
  const words = ["sweep", "--lattice", "hypercubic", "--size", "4", "--kind", "site", "--json", "--order"];

  test("adds the elements in the file", async () => {
    const order = file("order.txt", "0, 2\n1 3\n");
    const options = { kind: "site", order: [0, 2, 1, 3] } as const;
    const answer = sweep(lattice("hypercubic", { size: [4] }), options);
    expect(await json([...words, order])).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  test("refuses what is no element", async () => {
    expect(await refused([...words, file("bad.txt", "0 4")])).toBe("--order[1]: expected a site in 0..3, got 4");
    expect(await refused([...words, file("word.txt", "0 x")])).toBe('--order[1]: expected a site in 0..3, got "x"');
    expect(await refused([...words, file("twice.txt", "0 0")])).toMatch(/^--order\[1\]: expected a site that does not/);
    expect(await refused([...words, join(folder, "nowhere")])).toMatch(/nowhere: cannot be read: /);
  });
});

describe("--csv prints a row", () => {
  async function rows(line: string): Promise<string[]> {
    const { code, stdout } = await percolation(`${line} --csv`);
    expect(code).toBe(0);
    return stdout.trimEnd().split("\n");
  }

  test("a point of a sweep, without columns that are null", async () => {
    const [header, first, ...others] = await rows("sweep --lattice square --size 4x4 --kind site --runs 3 --points 3");
    expect(header).toBe(
      "keep,largest,largestStandardError,second,secondStandardError,clusters,clustersStandardError," +
        "susceptibility,susceptibilityStandardError,spanning,spanningLow,spanningHigh",
    );
    expect(first).toMatch(/^0,0,0,0,0,0,0,0,0,0,0,0\.\d+$/);
    expect(others.map((row) => row.split(",").length)).toEqual([12, 12]);
    const [attack = ""] = await rows(
      "sweep --graph node_modules/vega-datasets/data/miserables.json --kind site --attack degree",
    );
    expect(attack).toBe("keep,largest,second,clusters,susceptibility");
  });

  test("a step of a sweep", async () => {
    const lines = await rows("sweep --lattice hypercubic --size 4 --periodic --kind bond --runs 1 --steps");
    expect(lines[0]).toBe("added,largest,second,clusters,susceptibility,wrapping,wrappingLow,wrappingHigh");
    expect(lines).toHaveLength(6);
    expect(lines[5]).toMatch(/^4,1,0,1,0,1,0\.\d+,1$/);
  });

  test("a point of bottlenecks", async () => {
    const lines = await rows("bottleneck --widths 1,1 --of bonds --trials 10 --points 3");
    expect(lines[0]).toBe("drop,keep,probability,low,high");
    expect(lines[1]).toMatch(/^0,1,1,0\.\d+,1$/);
    expect(lines).toHaveLength(4);
  });

  test("a size of clusters", async () => {
    expect(await rows("clusters --lattice square --size 2x2 --keep 0")).toEqual(["size,count"]);
    expect(await rows("clusters --lattice square --size 3x3 --kind bond --keep 0")).toEqual(["size,count", "1,9"]);
  });
});

describe("--svg writes", () => {
  async function written(line: string): Promise<{ stdout: string; svg: string }> {
    const path = join(folder, "picture.svg");
    const { code, stdout } = await percolation([...line.split(" "), "--svg", path]);
    expect(code).toBe(0);
    const svg = readFileSync(path, "utf8");
    parseXml(svg);
    return { stdout: stdout.replace(path, "FILE"), svg };
  }

  test("the curve of a sweep", async () => {
    const { stdout, svg } = await written("sweep --lattice square --size 8x8 --kind site --runs 4");
    expect(stdout).toBe("Wrote the curve of 101 points to FILE.\n");
    expect(svg).toBe(curveToSvg(sweep(lattice("square", { size: [8, 8] }), { kind: "site", runs: 4 })));
  });

  test("the steps of a sweep, and the curve of bottlenecks", async () => {
    const steps = await written("sweep --lattice square --size 8x8 --kind site --runs 4 --steps");
    expect(steps.stdout).toBe("Wrote the record of all steps to FILE.\n");
    const bottlenecks = await written("bottleneck --widths 2,2,2 --of sites --trials 10");
    expect(bottlenecks.stdout).toBe("Wrote the curve of 101 points to FILE.\n");
  });

  test("the picture of clusters", async () => {
    const { stdout, svg } = await written("clusters --lattice square --size 16x16 --keep 0.6 --seed 3");
    const answer = clusters(lattice("square", { size: [16, 16] }), { keep: 0.6, seed: 3 });
    expect(stdout).toBe(`Wrote the picture of ${answer.count} clusters to FILE.\n`);
    expect(svg).toBe(clustersToSvg(answer));
  });

  test("no picture of clusters in space", async () => {
    const message = await refused([
      "clusters",
      "--lattice",
      "cubic",
      "--size",
      "2x2x2",
      "--svg",
      join(folder, "none.svg"),
    ]);
    expect(message).toBe('--svg: expected a lattice of two axes with one site in a cell, got "2x2x2 cubic lattice"');
  });
});
