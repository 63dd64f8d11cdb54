import Graph from "graphology";
import * as gexf from "graphology-gexf";
import { describe, expect, test } from "vitest";
import { fromGraphology, type GexfOptions, readGexf } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const NODES = '<nodes><node id="0" label="Turin"/><node id="1" label="Genoa"/><node id="2"/></nodes>';

/** A file with the content of its graph from line 3 on. */
function file(content: string, attributes = ""): string {
  return `<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<graph ${attributes}>\n${content}\n</graph></gexf>`;
}

const read = (text: string, options?: GexfOptions) => contentsOf(readGexf(text, options));
const refused = (text: string, options?: GexfOptions) => refusal(() => readGexf(text, options));

const EDGES = '<edges><edge id="0" source="0" target="1"/><edge id="1" source="2" target="1"/></edges>';

describe("direction", () => {
  test.each([
    ["", false],
    ['defaultedgetype="undirected"', false],
    ['defaultedgetype="mutual"', false],
    ['defaultedgetype="directed" mode="static"', true],
  ])("with %j is the same for all edges", (attributes, directed) => {
    expect(read(file(NODES + EDGES, attributes))).toEqual({
      nodes: 3,
      directed,
      edges: [
        [0, 1],
        [2, 1],
      ],
      weights: undefined,
      labels: ["Turin", "Genoa", "2"],
    });
  });

  test("of both kinds makes two arcs of undirected and mutual edges", () => {
    const edges = `<edges><edge source="0" target="1" type="undirected" weight="3"/>
      <edge source="1" target="2"/><edge source="2" target="0" type="mutual"/></edges>`;
    expect(read(file(edges + NODES, 'defaultedgetype="directed"'))).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [1, 2],
        [2, 0],
        [1, 0],
        [0, 2],
      ],
      weights: [3, 1, 1, 3, 1],
    });
  });
});

describe("weights", () => {
  const edges = `<attributes class="edge"><attribute id="w" title="length" type="double"><default>9</default></attribute></attributes>
    ${NODES}<edges><edge source="0" target="1" weight="2.5"><attvalues><attvalue for="w" value="7"/></attvalues></edge>
    <edge source="1" target="2"/></edges>`;

  test("are those of the edges, of an attribute by title, or none", () => {
    expect(read(file(edges)).weights).toEqual([2.5, 1]);
    expect(read(file(edges), { weight: "length" }).weights).toEqual([7, 9]);
    expect(read(file(edges), { weight: false }).weights).toBeUndefined();
    expect(refused(file(edges), { weight: "width" }).message).toBe(
      'options.weight: expected the name of an attribute in the file, got "width"',
    );
  });
});

describe("labels", () => {
  const nodes = `<attributes class="node"><attribute id="0" title="town" type="string"/></attributes>
    <attributes class="edge"><attribute id="0" title="town" type="string"/></attributes>
    <nodes><node id="a" label="Turin"><attvalues><attvalue for="0" value="Oslo"/></attvalues></node>
    <node id="b" label="Turin"/></nodes>`;

  test("are ids when two are the same", () => {
    expect(read(file(nodes)).labels).toEqual(["a", "b"]);
  });

  test("may be asked for, and then have to differ", () => {
    expect(read(file(NODES), { label: "id" }).labels).toEqual(["0", "1", "2"]);
    expect(read(file(NODES), { label: "label" }).labels).toEqual(["Turin", "Genoa", "2"]);
    expect(read(file(nodes), { label: "town" }).labels).toEqual(["Oslo", "b"]);
    expect(refused(file(nodes), { label: "label" })).toEqual({
      code: "invalid-file",
      message: 'line 6: expected a node with a label of its own, got "Turin"',
    });
  });
});

describe("files that are not read", () => {
  test.each([
    [
      file('<nodes><node id="0"><nodes><node id="1"/></nodes></node></nodes>'),
      "line 3: expected a flat graph, got nodes within a node",
    ],
    [file(NODES, 'mode="dynamic"'), "line 2: expected a static graph, got a dynamic one"],
    [file("</graph><graph>"), "line 3: expected one graph, got a second one"],
  ])("are refused by name: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "unsupported-model", message });
  });

  test.each([
    [
      file(`${NODES}\n<edges><edge source="0" target="3"/></edges>`),
      'line 4: expected the id of a node as target, got "3"',
    ],
    [file(`${NODES}<edges><edge source="0"/></edges>`), "line 3: expected the id of a node as target, got none"],
    [file('<nodes><node id="0"/><node id="0"/></nodes>'), 'line 3: expected a new id of a node, got "0"'],
    [
      file(`${NODES}<edges><edge source="0" target="1" weight="heavy"/></edges>`),
      'line 3: expected a finite number as weight, got "heavy"',
    ],
    [
      file(`${NODES}<edges><edge source="0" target="1" type="odd"/></edges>`),
      'line 3: expected a type "directed", "undirected" or "mutual", got "odd"',
    ],
    [file("", 'defaultedgetype="odd"'), 'line 2: expected a type "directed", "undirected" or "mutual", got "odd"'],
    [file('<attributes class="graph"/>'), 'line 3: expected class to be "node" or "edge", got "graph"'],
    [
      file('<nodes><node id="0"><attvalues><attvalue for="9" value="1"/></attvalues></node></nodes>'),
      'line 3: expected the id of an attribute, got "9"',
    ],
    ["<graphml/>", 'line 1: expected a gexf element, got "graphml"'],
    ["<gexf/>", "text: expected a graph element, got none"],
    [file(""), "text: expected at least one vertex, got none"],
  ])("name line, expectation and text: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });
});

test("what graphology writes is read as graphology holds it", () => {
  const graph = new Graph({ multi: true, type: "mixed" });
  for (const key of ["a", "b", "c", "d"]) graph.addNode(key, { label: `<${key}> & "co"`, x: 1, colour: "red" });
  graph.addUndirectedEdge("a", "b", { weight: 2.5, since: 1900 });
  graph.addUndirectedEdge("b", "a", { weight: 1e-9 });
  graph.addDirectedEdge("c", "c");
  graph.addDirectedEdge("c", "a", { weight: 4 });
  const text = gexf.write(graph);
  expect(contentsOf(readGexf(text, { label: "id" }))).toEqual(contentsOf(fromGraphology(graph)));
  expect(readGexf(text).labels).toEqual(["a", "b", "c", "d"].map((key) => `<${key}> & "co"`));
});
