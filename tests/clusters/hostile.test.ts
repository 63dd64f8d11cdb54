import {
  ask,
  bottleneck,
  canonical,
  clusters,
  edgesOf,
  graph,
  lattice,
  mergeSweeps,
  PercolationError,
  pathProbability,
  reach,
  sampleMasks,
  summariseSweep,
  sumSweep,
  sweep,
  sweepRun,
  threshold,
} from "percolation";
import { afterEach, describe, expect, test } from "vitest";

const given = <T>(value: unknown) => value as T;

/** What `use` says of bad input: always of the one form. */
function refusal(use: () => unknown): PercolationError {
  try {
    use();
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(PercolationError);
    const { message, field } = error as PercolationError;
    expect(message).toMatch(/^[\w.[\]]+: expected .+, got .+$/s);
    expect(message).not.toContain("NaN GiB");
    expect(message.startsWith(field)).toBe(true);
    return error as PercolationError;
  }
  throw new Error("expected an error, got none");
}

// Whatever was thrown, the engine answers afterwards.
afterEach(() => {
  const path = graph({ edges: [0, 1, 1, 2, 2, 3] });
  expect([...sweepRun(path, { kind: "bond", order: [0, 2, 1] }).largest]).toEqual([1, 2, 2, 4]);
});

const path = graph({ edges: [0, 1, 1, 2, 2, 3], labels: ["a", "b", "c", "d"] });
const square = lattice("square", { size: [4, 4] });
const empty = {};
const NOT = [
  null,
  undefined,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "",
  "x",
  true,
  [],
  empty,
  [[]],
  3n,
  Symbol("s"),
];

describe("graphs", () => {
  test.each([
    [{ edges: [0] }, "edges"],
    [{ edges: [0, -1] }, "edges[1]"],
    [{ edges: [0, 0.5] }, "edges[1]"],
    [{ edges: [0, Number.NaN] }, "edges[1]"],
    [{ edges: [0, 2 ** 31] }, "edges[1]"],
    [{ edges: [[0, 2 ** 32]] }, "edges[0][1]"],
    [{ edges: [[0, 1], [2]] }, "edges[1]"],
    [{ edges: [[0, 1, 2]] }, "edges[0]"],
    [{ edges: [[[0], [1]]] }, "edges[0][0]"],
    [{ edges: [[0, 1], 2] }, "edges[1]"],
    [{ edges: [0, [1]] }, "edges[1]"],
    [{ edges: ["0", "1"] }, "edges[0]"],
    [{ edges: "0 1" }, "edges"],
    [{ edges: { length: 2 } }, "edges"],
    [{ edges: new DataView(new ArrayBuffer(8)) }, "edges"],
    [{ edges: BigUint64Array.of(0n, 1n) }, "edges[0]"],
    [{ edges: [0, 5], nodes: 5 }, "edges[1]"],
    [{ edges: [], nodes: -1 }, "nodes"],
    [{ edges: [], nodes: 2 ** 31 }, "nodes"],
    [{ edges: [], nodes: "5" }, "nodes"],
    [{ edges: [0, 1], labels: ["a"] }, "edges[1]"],
    [{ edges: [0, 1], labels: ["a", "a"] }, "network.labels[1]"],
    [{ edges: [0, 1], labels: ["a", 1] }, "labels"],
    [{ edges: [["a", "c"]], labels: ["a", "b"] }, "edges[0][1]"],
    [{ edges: [["a", "b"]], nodes: 3 }, "nodes"],
    [{ edges: [0, 1], weights: [] }, "weights"],
    [{ edges: [0, 1], weights: [Number.NaN] }, "weights[0]"],
    [{ edges: [0, 1], weights: ["x"] }, "weights[0]"],
    [{ edges: [0, 1], directed: 1 }, "network.directed"],
    [{ edges: [0, 1], keepSites: 2 }, "network.keepSites"],
    [{ edges: [0, 1], keepSites: 0.5, dropSites: 0.5 }, "network.keepSites"],
    [{ edges: [0, 1], keepEdges: 1 }, "network.keepEdges"],
  ])("%#", (options, field) => {
    expect(refusal(() => graph(given(options))).field).toBe(field);
  });

  test("of nothing sensible at all", () => {
    for (const value of NOT) {
      refusal(() => graph(given(value)));
      refusal(() => graph({ edges: given(value === undefined || Array.isArray(value) ? null : value) }));
      if (value !== undefined && value !== 0) refusal(() => graph({ edges: [], nodes: given(value) }));
      if (value !== undefined && !Array.isArray(value)) {
        refusal(() => graph({ edges: [0, 1], weights: given(value) }));
        refusal(() => graph({ edges: [["a", "b"]], labels: given(value) }));
      }
      refusal(() => clusters(given(value)));
      refusal(() => edgesOf(given(value)));
    }
  });

  test.each([
    [{ edges: "?" }, "network.edges"],
    [{ edges: "AAAA" }, "network.edges"],
    [{ nodes: 1 }, "network.edges[0]"],
    [{ nodes: -1 }, "network.nodes"],
    [{ weights: "AAAA" }, "network.weights"],
    [{ labels: ["a"] }, "network.labels"],
    [{ labels: ["a", "a", "b", "c"] }, "network.labels[1]"],
    [{ kind: "tree" }, "network.kind"],
  ])("written by hand, %#", (changes, field) => {
    expect(refusal(() => clusters(given({ ...path, ...changes }))).field).toBe(field);
  });

  test("changed in place after use", () => {
    for (const changes of [{ nodes: 2 }, { labels: ["x"] }, { weights: "AAAA" }, { edges: "AAAA" }]) {
      const network = { ...path };
      clusters(network);
      Object.assign(network, changes);
      refusal(() => clusters(network));
      const made = graph({ edges: [0, 1, 1, 2, 2, 3] });
      clusters(made);
      const frozen = Object.isFrozen(made);
      if (!frozen) Object.assign(made, changes);
      if (!frozen) refusal(() => clusters(made));
    }
  });
});

describe("lattices", () => {
  const bonds = [[0, 0, [1, 0]]];
  test.each([
    ["squar", { size: [2, 2] }, "network.cell"],
    ["__proto__", { size: [2, 2] }, "network.cell"],
    ["square", { size: [2] }, "network.size"],
    ["cubic", { size: [2, 2] }, "network.size"],
    ["hypercubic", { size: [] }, "network.size"],
    ["hypercubic", { size: [1, 1, 1, 1, 1, 1, 1] }, "network.size"],
    ["square", { size: [0, 2] }, "network.size[0]"],
    ["square", { size: [-3, 2] }, "network.size[0]"],
    ["square", { size: [2.5, 2] }, "network.size[0]"],
    ["square", { size: [2, Number.NaN] }, "network.size[1]"],
    ["square", { size: ["2", 2] }, "network.size[0]"],
    ["square", { size: [[2], 2] }, "network.size[0]"],
    ["square", { size: 4 }, "network.size"],
    ["square", { size: [65536, 65536] }, "network.size"],
    ["square", { size: [2 ** 31, 1] }, "network.size[0]"],
    ["square", { size: [2, 2], periodic: [true] }, "network.periodic"],
    ["square", { size: [2, 2], periodic: "yes" }, "network.periodic"],
    ["square", { size: [2, 2], keepBonds: -0.1 }, "network.keepBonds"],
    [{ sites: 0, bonds }, { size: [2, 2] }, "network.cell.sites"],
    [{ sites: 65, bonds }, { size: [2, 2] }, "network.cell.sites"],
    [{ sites: 1, bonds: [] }, { size: [2, 2] }, "network.cell.bonds"],
    [{ sites: 1, bonds: [[0, 1, [1, 0]]] }, { size: [2, 2] }, "network.cell.bonds[0][1]"],
    [{ sites: 1, bonds: [[0, 0, [0, 0]]] }, { size: [2, 2] }, "network.cell.bonds[0]"],
    [{ sites: 1, bonds: [[0, 0, [1]]] }, { size: [2, 2] }, "network.cell.bonds[0][2]"],
    [{ sites: 1, bonds: [[0, 0, [1e9, 0]]] }, { size: [2, 2] }, "network.cell.bonds[0][2][0]"],
    [{ sites: 1, bonds: [[0, 0, [0.5, 0]]] }, { size: [2, 2] }, "network.cell.bonds[0][2][0]"],
    [{ sites: 1, bonds: [[0, 0]] }, { size: [2, 2] }, "network.cell.bonds[0]"],
    [{ sites: 1, bonds, extra: 1 }, { size: [2, 2] }, "network.cell.extra"],
  ])("%#", (cell, options, field) => {
    expect(refusal(() => lattice(given(cell), given(options))).field).toMatch(field.split("[")[0] ?? field);
  });

  test("of nothing sensible at all", () => {
    for (const value of NOT) {
      refusal(() => lattice(given(value), { size: [2, 2] }));
      refusal(() => lattice("square", given(value)));
      refusal(() => lattice("square", { size: given(value) }));
      if (value !== undefined && typeof value !== "boolean") {
        refusal(() => lattice("square", { size: [2, 2], periodic: given(value) }));
      }
    }
  });
});

describe("sweeps", () => {
  test.each([
    [{ order: [0, 0] }, "order[1]"],
    [{ order: [4] }, "order[0]"],
    [{ order: [-1] }, "order[0]"],
    [{ order: [2 ** 32] }, "order[0]"],
    [{ order: [1, 0.5] }, "order[1]"],
    [{ order: ["1"] }, "order[0]"],
    [{ order: [[1]] }, "order[0]"],
    [{ order: [0, 1, 2, 3, 4] }, "order[4]"],
    [{ order: BigUint64Array.of(1n) }, "order[0]"],
    [{ order: "random" }, "order"],
    [{ order: 5 }, "order"],
    [{ order: [0], attack: [0] }, "attack"],
    [{ attack: [0, 0] }, "attack[1]"],
    [{ attack: "size" }, "attack"],
    [{ attack: "weight" }, "attack"],
    [{ from: [0] }, "to"],
    [{ to: [0] }, "from"],
    [{ from: [], to: [0] }, "from"],
    [{ from: [0], to: [4] }, "to[0]"],
    [{ from: [0], to: [-1] }, "to[0]"],
    [{ from: [Number.NaN], to: [0] }, "from"],
    [{ from: [0.5], to: [0] }, "from[0]"],
    [{ from: ["a"], to: ["z"] }, "to[0]"],
    [{ from: [["a"]], to: ["b"] }, "from"],
    [{ from: 0, to: [1] }, "from"],
    [{ from: { axis: 0, at: 0 }, to: [1] }, "from"],
    [{ seed: -1 }, "seed"],
    [{ seed: 1.5 }, "seed"],
    [{ run: -1 }, "run"],
    [{ run: 2 ** 53 }, "run"],
    [{ runs: 2 }, "runs"],
    [{ kind: "node" }, "kind"],
  ])("of one run, %#", (options, field) => {
    const error = refusal(() => sweepRun(path, given({ kind: "site", ...options })));
    expect(error.field.startsWith(field.split("[")[0] ?? field)).toBe(true);
  });

  test.each([
    [{ keep: [] }, "keep"],
    [{ keep: [0.5, 1.5] }, "keep[1]"],
    [{ keep: [Number.NaN] }, "keep[0]"],
    [{ keep: 0.5 }, "keep"],
    [{ keep: [0.5], points: 3 }, "points"],
    [{ points: 1 }, "points"],
    [{ points: 1e6 }, "points"],
    [{ runs: 0 }, "runs"],
    [{ runs: 1.5 }, "runs"],
    [{ firstRun: -1 }, "firstRun"],
    [{ confidence: 1 }, "confidence"],
    [{ steps: 1 }, "steps"],
    [{ order: [9] }, "order[0]"],
  ])("of many, %#", (options, field) => {
    expect(refusal(() => sweep(path, given({ kind: "site", ...options }))).field).toBe(field);
    expect(refusal(() => sumSweep(path, given({ kind: "site", ...options }))).field).toBe(field);
  });

  test.each([
    [{ from: { axis: 2, at: 0 }, to: [0] }, "from.axis"],
    [{ from: { axis: -1, at: 0 }, to: [0] }, "from.axis"],
    [{ from: { axis: 0, at: 4 }, to: [0] }, "from.at"],
    [{ from: { axis: 0, at: -5 }, to: [0] }, "from.at"],
    [{ from: { axis: 0, at: 0.5 }, to: [0] }, "from.at"],
    [{ from: { axis: 0 }, to: [0] }, "from"],
    [{ from: ["a"], to: [0] }, "from[0]"],
    [{ attack: "degree" }, "attack"],
    [{ attack: "betweenness" }, "attack"],
    [{ attack: [16] }, "attack[0]"],
  ])("of lattices, %#", (options, field) => {
    const error = refusal(() => sweepRun(square, given({ kind: "site", ...options })));
    expect(error.field.startsWith(field.split(/[.[]/)[0] ?? field)).toBe(true);
  });

  test("of nothing sensible at all", () => {
    for (const value of NOT) {
      for (const query of [sweep, sumSweep, sweepRun, threshold, bottleneck]) {
        refusal(() => query(given(value), given({ kind: "site", of: "sites", from: [0], to: [1] })));
        refusal(() => query(path, given(value)));
      }
      if (value !== undefined && value !== empty) refusal(() => clusters(path, given(value)));
      refusal(() => canonical(given(value), { keep: [0.5] }));
      refusal(() => canonical(given([value]), { keep: [0.5] }));
      refusal(() => canonical([sweepRun(path, { kind: "site" })], given(value)));
      refusal(() => mergeSweeps(given(value), sumSweep(path, { kind: "site" })));
      refusal(() => mergeSweeps(sumSweep(path, { kind: "site" }), given(value)));
      refusal(() => summariseSweep(given(value)));
      if (Array.isArray(value) || typeof value !== "object")
        refusal(() => ask({ ask: "sweep", kind: "site", network: given(value) }));
    }
  });

  test("of records that were tampered with", () => {
    const run = sweepRun(path, { kind: "site" });
    const tampered = [
      { largest: new Uint32Array(2) },
      { squares: new Float64Array(100) },
      { second: null },
      { clusters: "12345" },
      { order: 5 },
      { periodic: undefined },
      { sites: Number.NaN },
      { kind: "node" },
      { connected: "x" },
      { connected: Number.NaN },
      { wrapping: [3, 4] },
    ];
    for (const changes of tampered) refusal(() => canonical([given({ ...run, ...changes })], { keep: [0.5] }));
    refusal(() => canonical([run, sweepRun(square, { kind: "site" })], { keep: [0.5] }));
    refusal(() => canonical([given(JSON.parse(JSON.stringify(run)))], { keep: [0.5] }));
    const sums = sumSweep(path, { kind: "site", runs: 32 });
    const next = sumSweep(path, { kind: "site", runs: 32, firstRun: 32 });
    refusal(() => mergeSweeps(next, sums));
    refusal(() => mergeSweeps(sums, sums));
    refusal(() => mergeSweeps(sums, sumSweep(square, { kind: "site", runs: 32, firstRun: 32 })));
    refusal(() => mergeSweeps(sums, sumSweep(path, { kind: "bond", runs: 32, firstRun: 32 })));
    for (const changes of [
      { moments: null },
      { moments: {} },
      { firsts: 1 },
      { query: null },
      { firstRun: "0" },
      { firstRun: -1 },
    ]) {
      refusal(() => summariseSweep(given({ ...sums, ...changes })));
      refusal(() => mergeSweeps(given({ ...sums, ...changes }), next));
    }
  });
});

describe("trials between sites", () => {
  const queries = [
    (options: object) => reach(path, given(options)),
    (options: object) => pathProbability(path, given(options)),
    (options: object) => bottleneck(path, given({ of: "bonds", ...options })),
  ];
  test.each([
    [{}, "from"],
    [{ from: [0] }, "to"],
    [{ to: [0] }, "from"],
    [{ from: [0], to: [4] }, "to[0]"],
    [{ from: ["q"], to: [1] }, "from[0]"],
    [{ from: [0], to: [1], spare: "all" }, "spare"],
    [{ from: [0], to: [1], trials: 0 }, "trials"],
    [{ from: [0], to: [1], trials: Number.NaN }, "trials"],
    [{ from: [0], to: [1], seed: "x" }, "seed"],
    [{ from: [0], to: [1], steps: 1 }, "steps"],
  ])("%#", (options, field) => {
    for (const query of queries) expect(refusal(() => query(options)).field).toBe(field);
  });

  test("exactly, which is not to be had", () => {
    for (const query of [reach, pathProbability]) {
      const error = refusal(() => query(path, { from: [0], to: [1], method: "exact" }));
      expect(error.code).toBe("method-unavailable");
    }
  });

  test("between none, in a graph without any", () => {
    const none = graph({ nodes: 0, edges: [] });
    for (const query of [reach, pathProbability]) refusal(() => query(none, { from: [0], to: [0] }));
    refusal(() => sampleMasks(path, { trial: -1 }));
    refusal(() => sampleMasks(path, { seed: Number.NaN }));
  });
});
