// Input that is allowed but extreme: nothing, one of a kind, too much to hold. Answers hold no NaN; what does not
// fit is refused by name before it is allocated.

import {
  bottleneck,
  canonical,
  clusters,
  edgesOf,
  type GraphNetwork,
  graph,
  lattice,
  type Medium,
  PercolationError,
  pathProbability,
  reach,
  sampleMasks,
  sweep,
  sweepRun,
  threshold,
} from "percolation";
import { describe, expect, test } from "vitest";

/** No number that is not one, anywhere in an answer. */
function expectNumbers(value: unknown, at = "answer"): void {
  if (typeof value === "number") expect(Number.isNaN(value), `${at} is NaN`).toBe(false);
  else if (ArrayBuffer.isView(value)) expectNumbers(Array.from(value as Float64Array), at);
  else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) expectNumbers(each, `${at}.${key}`);
  }
}

/** An answer without NaN, or an error of the package. */
function answerOf<T>(use: () => T): T | PercolationError {
  try {
    const answer = use();
    expectNumbers(answer);
    return answer;
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(PercolationError);
    return error as PercolationError;
  }
}

const tiny: [string, Medium][] = [
  ["no nodes", graph({ nodes: 0, edges: [] })],
  ["one node", graph({ nodes: 1, edges: [] })],
  ["one node with loops", graph({ edges: [0, 0, 0, 0] })],
  ["two nodes apart", graph({ nodes: 2, edges: [] })],
  ["two nodes twice joined", graph({ edges: [0, 1, 1, 0] })],
  ["one cell, open", lattice("square", { size: [1, 1] })],
  ["one cell, periodic", lattice("square", { size: [1, 1], periodic: true })],
  ["a ring of one", lattice("hypercubic", { size: [1], periodic: true })],
  ["a ring of two", lattice("hypercubic", { size: [2], periodic: true })],
  ["a cell of three without bonds inside", lattice("kagome", { size: [1, 1] })],
  ["six axes of one", lattice("hypercubic", { size: [1, 1, 1, 1, 1, 1], periodic: true })],
  ["all removed", graph({ edges: [0, 1, 1, 2], keepSites: 0, keepBonds: 0 })],
  ["hardly any kept", graph({ edges: [0, 1, 1, 2], keepSites: 5e-324, keepBonds: 1e-300 })],
  ["hardly any removed", graph({ edges: [0, 1, 1, 2], dropSites: 5e-324, dropBonds: 1e-300 })],
];

describe.each(tiny)("%s", (_, network) => {
  const kinds = ["site", "bond"] as const;
  test("answers all questions, or says why not", () => {
    for (const kind of kinds) {
      const run = answerOf(() => sweepRun(network, { kind }));
      if (run instanceof PercolationError) throw run;
      expect(run.order.length + 1).toBe(run.largest.length);
      expectNumbers(canonical([run], { keep: [0, 1e-300, 0.5, 1] }));
      expectNumbers(sweep(network, { kind, points: 3 }));
      expectNumbers(sweep(network, { kind, runs: 3, steps: true }));
      expectNumbers(sweep(network, { kind, order: [], points: 3 }));
      expectNumbers(sweep(network, { kind, attack: [], points: 3, steps: true }));
      answerOf(() => sweep(network, { kind, runs: 1, from: [0], to: [0] }));
      for (const method of [
        "auto",
        "median-crossing",
        "wrapping-crossing",
        "susceptibility-peak",
        "molloy-reed",
      ] as const) {
        answerOf(() => threshold(network, { kind, method, runs: 5 }));
        answerOf(() => threshold(network, { kind, method, runs: 5, from: [0], to: [0] }));
      }
      expectNumbers(clusters(network, { kind, keep: 0 }));
      expectNumbers(clusters(network, { kind, keep: 1 }));
    }
    for (const attack of ["degree", "betweenness", "weight"] as const) {
      answerOf(() => sweepRun(network, { kind: "site", attack }));
      answerOf(() => sweepRun(network, { kind: "bond", attack }));
    }
    expectNumbers(clusters(network));
    expectNumbers(sampleMasks(network));
    expect(edgesOf(network).length % 2).toBe(0);
    for (const spare of ["both", "none"] as const) {
      answerOf(() => reach(network, { from: [0], to: [0], spare, trials: 130 }));
      answerOf(() => pathProbability(network, { from: [0], to: [0], spare, trials: 1 }));
      for (const of of ["sites", "bonds"] as const) {
        answerOf(() => bottleneck(network, { of, from: [0], to: [0], spare, trials: 3, points: 2 }));
      }
    }
  });
});

test("partial orders after a big query do not look beyond their end", () => {
  // Leaves numbers of every kind where the orders are going to be.
  const soil = () => clusters(lattice("square", { size: [1200, 1200] }), { keep: 0.3, kind: "site" });
  const path = graph({ edges: Array.from({ length: 4000 }, (_, i) => [i, i + 1] as const) });
  const box = lattice("cubic", { size: [15, 16, 17] });
  for (const network of [path, box]) {
    for (const kind of ["site", "bond"] as const) {
      for (const order of [[], [3998], [7, 3998, 8], Array.from({ length: 20 }, (_, index) => 3000 + index)]) {
        soil();
        const { largest } = sweepRun(network, { kind, order });
        expect(largest.length).toBe(order.length + 1);
        soil();
        const attacked = sweepRun(network, { kind, attack: order });
        expect(attacked.largest.at(-1)).toBe(attacked.sites);
      }
    }
  }
});

describe("what is too large is refused before it is allocated", () => {
  const nodes: GraphNetwork = graph({ nodes: 2 ** 31 - 1, edges: [] });
  const plane = lattice("square", { size: [32768, 32767] });
  const line = lattice("hypercubic", { size: [2 ** 31 - 1] });
  const uses: [string, (medium: Medium) => unknown][] = [
    ["sweepRun of sites", (medium) => sweepRun(medium, { kind: "site" })],
    ["sweepRun of sites in order", (medium) => sweepRun(medium, { kind: "site", order: [0] })],
    ["sweepRun of sites by attack", (medium) => sweepRun(medium, { kind: "site", attack: [0] })],
    ["sweepRun of bonds", (medium) => sweepRun(medium, { kind: "bond" })],
    ["sweep", (medium) => sweep(medium, { kind: "site", runs: 1 })],
    ["sweep by steps", (medium) => sweep(medium, { kind: "site", runs: 1, steps: true })],
    ["clusters", (medium) => clusters(medium)],
    ["clusters of some", (medium) => clusters(medium, { keep: 0.5 })],
    ["sampleMasks", (medium) => sampleMasks({ ...medium, keepSites: 0.5 })],
    ["reach", (medium) => reach(medium, { from: [0], to: [1], trials: 1 })],
    ["bottleneck", (medium) => bottleneck(medium, { of: "sites", from: [0], to: [1], trials: 1 })],
    ["threshold by median", (medium) => threshold(medium, { kind: "site", from: [0], to: [1], runs: 2 })],
    ["threshold by peak", (medium) => threshold(medium, { kind: "site", method: "susceptibility-peak", runs: 2 })],
  ];
  for (const [name, medium] of [
    ["nodes", nodes],
    ["plane", plane],
    ["line", line],
  ] as const) {
    test.each(uses)(`%s, of a ${name}`, (_, use) => {
      const before = process.memoryUsage().rss;
      const answer = answerOf(() => use(medium));
      expect(answer).toBeInstanceOf(PercolationError);
      expect((answer as PercolationError).code).toBe("too-large");
      expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29);
    });
  }

  test.each(["degree", "betweenness"] as const)("an attack by %s on as many nodes", (attack) => {
    const answer = answerOf(() => sweepRun(nodes, { kind: "site", attack }));
    expect((answer as PercolationError).code).toBe("too-large");
  });

  test("betweenness on many nodes, however few edges", () => {
    const sparse = graph({ nodes: 3e7, edges: [0, 1] });
    const answer = answerOf(() => sweepRun(sparse, { kind: "bond", attack: "betweenness" }));
    expect((answer as PercolationError).code).toBe("too-large");
  });

  test("edgesOf and degrees", () => {
    expect((answerOf(() => edgesOf(plane)) as PercolationError).code).toBe("too-large");
    const answer = answerOf(() => threshold(nodes, { kind: "site", method: "molloy-reed" }));
    expect((answer as PercolationError).code).toBe("too-large");
  });

  test("trials beyond hours of work", () => {
    const square = lattice("square", { size: [1000, 1000] });
    for (const use of [
      () => reach(square, { from: [0], to: [1], trials: 2 ** 40 }),
      () => bottleneck(square, { of: "bonds", from: [0], to: [1], trials: 2 ** 22 }),
    ]) {
      expect((answerOf<unknown>(use) as PercolationError).code).toBe("too-large");
    }
  });
});

test("long steps on short axes cost no memory to speak of", () => {
  const cell = {
    sites: 1,
    bonds: [
      [0, 0, [1, 0]],
      [0, 0, [0, 100]],
    ],
  } as const;
  const long = lattice(cell, { size: [200_000, 2], periodic: true });
  expect(clusters(long).count).toBe(2);
  expect(sweepRun(long, { kind: "bond" }).clusters.at(-1)).toBe(2);
});
