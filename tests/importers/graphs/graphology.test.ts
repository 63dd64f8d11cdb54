import Graph, { DirectedGraph, UndirectedGraph } from "graphology";
import { describe, expect, test } from "vitest";
import { fromGraphology, type GraphologyGraph, type GraphologyOptions } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const read = (graph: GraphologyGraph, options?: GraphologyOptions) => contentsOf(fromGraphology(graph, options));

describe("a graph of graphology", () => {
  test("that is mixed, with loops, parallel edges and lone nodes, is read", () => {
    const graph = new Graph({ multi: true });
    for (const key of ["lone", "a", "c", "b"]) graph.addNode(key);
    graph.addDirectedEdge("b", "a", { weight: 2 });
    graph.addUndirectedEdge("a", "c", { weight: 3 });
    graph.addUndirectedEdge("a", "a");
    graph.addDirectedEdge("b", "a");
    expect(read(graph)).toEqual({
      nodes: 4,
      directed: true,
      edges: [
        [3, 1],
        [1, 2],
        [1, 1],
        [3, 1],
        [2, 1],
      ],
      weights: [2, 3, 1, 1, 3],
      labels: ["lone", "a", "c", "b"],
    });
    expect(read(graph, { directed: false })).toMatchObject({ directed: false, weights: [2, 3, 1, 1] });
  });

  test.each([
    [new UndirectedGraph(), false],
    [new DirectedGraph(), true],
    [new Graph(), false],
  ])("without edges has the direction of its type", (graph, directed) => {
    graph.addNode("a");
    expect(read(graph)).toEqual({ nodes: 1, directed, edges: [], weights: undefined, labels: ["a"] });
  });

  test("may hold weights under another name", () => {
    const graph = new UndirectedGraph();
    graph.mergeEdge("a", "b", { flow: 0.5, weight: 9 });
    expect(read(graph, { weight: "flow" }).weights).toEqual([0.5]);
    expect(read(graph, { weight: "toString" }).weights).toBeUndefined();
    expect(read(graph, { weight: false }).weights).toBeUndefined();
    expect(fromGraphology(graph, { dropBonds: 0.25 }).dropBonds).toBe(0.25);
  });
});

test("keys that are names of the language's own are only names", () => {
  const keys = ["__proto__", "constructor"];
  const graph: GraphologyGraph = {
    type: "directed",
    forEachNode: (visit) => {
      for (const key of keys) visit(key);
    },
    forEachEdge: (visit) => visit("e", {}, "constructor", "__proto__", {}, {}, false),
  };
  expect(read(graph)).toMatchObject({ nodes: 2, edges: [[1, 0]], labels: keys });
});

describe("anything else", () => {
  const weighted = new UndirectedGraph();
  weighted.mergeEdgeWithKey("ab", "a", "b", { weight: "heavy" });

  test.each([
    [undefined, undefined, "graph: expected an instance of graphology's Graph, got undefined"],
    [{ nodes: [] }, undefined, "graph: expected an instance of graphology's Graph, got an object"],
    [new Graph(), undefined, "graph.order: expected at least one node, got 0"],
    [weighted, undefined, 'graph.edges["ab"].weight: expected a finite number, got "heavy"'],
    [weighted, { weight: 1 }, "options.weight: expected the name of an attribute, or false, got 1"],
    [
      weighted,
      { label: "x" },
      'options.label: expected only dropSites, keepSites, dropBonds, keepBonds, directed, weight, got "label"',
    ],
  ])("is bad input: %#", (graph, options, message) => {
    const call = () => fromGraphology(graph as unknown as GraphologyGraph, options as GraphologyOptions);
    expect(refusal(call)).toEqual({ code: "invalid-input", message });
  });
});
