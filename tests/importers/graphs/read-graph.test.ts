import { describe, expect, test } from "vitest";
import { type ReadGraphOptions, readGraph } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const GRAPHML =
  '<graphml><graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>';
const GEXF =
  '<gexf><graph><nodes><node id="a"/><node id="b"/></nodes><edges><edge source="a" target="b"/></edges></graph></gexf>';
const PAJEK = '*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 2\n';
const METIS = "2 1\n2\n1\n";
const JSON_TEXT = '{ "nodes": [{ "id": "a" }, { "id": "b" }], "links": [{ "source": "a", "target": "b" }] }';

const named = { nodes: 2, directed: false, edges: [[0, 1]], weights: undefined, labels: ["a", "b"] };

describe("the format is told", () => {
  test.each([
    ["a b", undefined],
    ["a b", "list.txt"],
    ["a b", "list"],
    ["a b", "net"],
    ["a b", "list.edges"],
    ["a b", "list.EdgeList"],
    ["a,b", "list.csv"],
    ["a;b", "list.csv"],
    ["a\tb", "list.tsv"],
    [GRAPHML, "towns.graphml"],
    [GRAPHML, "towns.xml"],
    [`\n<!DOCTYPE graphml>\n${GRAPHML}`, undefined],
    [`<!-- a gexf it is not -->${GRAPHML}`, undefined],
    [GEXF, "towns.gexf"],
    [GEXF, undefined],
    [`<?xml version="1.0"?>\n${GEXF.replaceAll("gexf", "g:gexf")}`, undefined],
    [PAJEK, "towns.v2.NET"],
    [PAJEK, "folder.d/towns"],
    [`% drawn\n\n${PAJEK}`, undefined],
    [JSON_TEXT, "towns.json"],
    [`\ufeff ${JSON_TEXT}`, undefined],
  ])("by content or name: %j, %j", (text, name) => {
    const options = name === undefined ? {} : { name };
    expect(contentsOf(readGraph(text, options))).toEqual(named);
    expect(contentsOf(readGraph(new TextEncoder().encode(text), options))).toEqual(named);
  });

  test("of METIS by name or option only, since it looks like a list of edges", () => {
    const expected = { ...named, labels: undefined };
    expect(contentsOf(readGraph(METIS, { name: "towns.graph" }))).toEqual(expected);
    expect(contentsOf(readGraph(METIS, { format: "metis" }))).toEqual(expected);
    expect(readGraph(METIS).labels).toEqual(["2", "1"]);
  });

  test("by option against name and content", () => {
    expect(contentsOf(readGraph("a b", { format: "edge-list", name: "x.json" }))).toEqual(named);
    expect(contentsOf(readGraph(PAJEK, { format: "pajek", name: "x.csv" }))).toEqual(named);
    expect(contentsOf(readGraph("a,b", { format: "csv" }))).toEqual(named);
    expect(contentsOf(readGraph("a\tb", { format: "tsv" }))).toEqual(named);
  });
});

test("a name counts before the content", () => {
  expect(readGraph("*a b", { name: "list.el" }).labels).toEqual(["*a", "b"]);
});

test("rates and the reader's own options are passed on", () => {
  const options = { name: "x.csv", directed: true, dropSites: 0.5, weight: "km" };
  expect(readGraph("from,to,km\na,b,5\n", options)).toMatchObject({ directed: true, dropSites: 0.5 });
  expect(readGraph(GEXF, { label: "id", format: "gexf", keepBonds: 0.5 })).toMatchObject({ keepBonds: 0.5 });
});

test.each([
  [{ format: "dot" }, /^options\.format: expected one of "edge-list", .*, got "dot"$/],
  [{ format: "constructor" }, /^options\.format: /],
  [{ name: 5 }, /^options\.name: expected the name of a file, got 5$/],
  [{ name: "x.graph", directed: true }, /^options\.directed: expected only dropSites, .*, got "directed"$/],
  [null, /^options: expected an object, got null$/],
])("other options are refused: %j", (options, message) => {
  const { code, message: actual } = refusal(() => readGraph(METIS, options as ReadGraphOptions));
  expect(code).toBe("invalid-input");
  expect(actual).toMatch(message);
});

test.each([5, null, undefined, {}, []])("content that is no text is refused: %j", (content) => {
  expect(refusal(() => readGraph(content as unknown as string)).code).toBe("invalid-input");
});
