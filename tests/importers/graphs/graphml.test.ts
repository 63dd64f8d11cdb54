import { describe, expect, test } from "vitest";
import { type GraphmlOptions, readGraphml } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const NODES = '<node id="a"/><node id="b"/><node id="c"/>';

function file(content: string, { keys = "", direction = "undirected" } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys}
<graph id="G" edgedefault="${direction}">
${content}
</graph>
</graphml>`;
}

const read = (text: string, options?: GraphmlOptions) => contentsOf(readGraphml(text, options));
const refused = (text: string, options?: GraphmlOptions) => refusal(() => readGraphml(text, options));

const EDGES = '<edge source="a" target="b"/><edge source="c" target="b"/>';

describe("direction", () => {
  test.each(["directed", "undirected"])("%s is that of the graph", (direction) => {
    expect(read(file(NODES + EDGES, { direction }))).toEqual({
      nodes: 3,
      directed: direction === "directed",
      edges: [
        [0, 1],
        [2, 1],
      ],
      weights: undefined,
      labels: ["a", "b", "c"],
    });
  });

  test("of a graph without edges is that of the graph", () => {
    expect(read(file(NODES, { direction: "directed" })).directed).toBe(true);
  });

  const mixed = file(`${NODES}
    <edge source="a" target="b" directed="true"/><edge source="b" target="c"/><edge source="c" target="c"/>`);

  test("of both kinds makes two arcs of an undirected edge, one of a loop", () => {
    expect(read(mixed)).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [1, 2],
        [2, 2],
        [2, 1],
      ],
    });
  });

  test("may be overridden, then every edge is one", () => {
    expect(read(mixed, { directed: true })).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [1, 2],
        [2, 2],
      ],
    });
    expect(read(mixed, { directed: false })).toMatchObject({
      directed: false,
      edges: [
        [0, 1],
        [1, 2],
        [2, 2],
      ],
    });
  });

  test("of every edge alike needs no doubling", () => {
    const text = file(`${NODES}<edge source="a" target="b" directed="1"/>`);
    expect(read(text)).toMatchObject({ directed: true, edges: [[0, 1]] });
  });
});

describe("weights", () => {
  const keys = '<key id="d0" for="edge" attr.name="weight" attr.type="double"><default>0.5</default></key>';
  const edges = `${NODES}<edge source="a" target="b"><data key="d0"> 2.5 </data></edge><edge source="b" target="c"/>`;

  test("come from the key of that name, with its default", () => {
    expect(read(file(edges, { keys })).weights).toEqual([2.5, 0.5]);
    expect(read(file(edges, { keys: keys.replace(/<default>.*<\/default>/, "") })).weights).toEqual([2.5, 1]);
  });

  test("come from a key without name whose id is weight, and from one for all", () => {
    const text = edges.replaceAll("d0", "weight");
    expect(read(file(text, { keys: '<key id="weight"/>' })).weights).toEqual([2.5, 1]);
    expect(read(file(text, { keys: '<key id="weight" for="all"/>' })).weights).toEqual([2.5, 1]);
  });

  test("come from another attribute, or none, when asked", () => {
    const named = file(edges, { keys: keys.replace("weight", "length") });
    expect(read(named).weights).toBeUndefined();
    expect(read(named, { weight: "length" }).weights).toEqual([2.5, 0.5]);
    expect(read(file(edges, { keys }), { weight: false }).weights).toBeUndefined();
    expect(refused(named, { weight: "width" })).toEqual({
      code: "invalid-input",
      message: 'options.weight: expected the name of an attribute in the file, got "width"',
    });
  });

  test("of a mixed graph go with both arcs", () => {
    const text = file(`${edges}<edge source="a" target="c" directed="true"/>`, { keys });
    expect(read(text)).toMatchObject({
      edges: [
        [0, 1],
        [1, 2],
        [0, 2],
        [1, 0],
        [2, 1],
      ],
      weights: [2.5, 0.5, 0.5, 2.5, 0.5],
    });
  });
});

describe("labels", () => {
  const keys =
    '<key id="d1" for="node" attr.name="name"/><key id="d2" for="node" attr.name="town"><default>Rome</default></key>';
  const nodes =
    '<node id="a"><data key="d1">Turin &amp; <![CDATA[<Genoa>]]></data><data key="d2">Oslo</data></node><node id="b"/>';

  test("are ids, or an attribute that is named", () => {
    expect(read(file(nodes, { keys })).labels).toEqual(["a", "b"]);
    expect(read(file(nodes, { keys }), { label: "name" }).labels).toEqual(["Turin & <Genoa>", "b"]);
    expect(read(file(nodes, { keys }), { label: "town" }).labels).toEqual(["Oslo", "Rome"]);
  });

  test("that are the same are refused, with the line", () => {
    expect(refused(file(`${nodes}\n<node id="c"/>`, { keys }), { label: "town" }).message).toBe(
      'line 5: expected a node with a label of its own, got "Rome"',
    );
    expect(refused(file(nodes, { keys }), { label: "colour" }).code).toBe("invalid-input");
  });
});

describe("what else a file may hold", () => {
  test("ports, descriptions, other data, prefixes and edges before nodes are no obstacle", () => {
    const text = `<!DOCTYPE g:graphml SYSTEM "http://graphml.graphdrawing.org/dtds/graphml.dtd">
      <g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
      <!-- a comment --><g:desc>towns</g:desc><g:key id="p" for="port"/><g:key id="g" for="node" yfiles.type="nodegraphics"/>
      <g:graph edgedefault="directed"><g:desc/><g:edge source="a" target="b" sourceport="n"/>
      <g:node id="a"><g:port name="n"><g:data key="p"/></g:port><g:data key="g"><y:node id="x"/></g:data></g:node>
      <g:node id="b"><g:desc>here</g:desc></g:node></g:graph></g:graphml>`;
    expect(read(text)).toMatchObject({ nodes: 2, edges: [[0, 1]], labels: ["a", "b"] });
  });

  test.each([
    ["<hyperedge/>", "line 4: expected nodes and edges, got a hyperedge"],
    ['<node id="a">\n<graph edgedefault="directed"/></node>', "line 5: expected nodes and edges, got a nested graph"],
    [`${NODES}<edge source="a" target="b"><graph/></edge>`, "line 4: expected nodes and edges, got a nested graph"],
    ['<locator xlink:href="x"/>', "line 4: expected nodes and edges, got a locator"],
    ['</graph><graph edgedefault="directed">', "line 4: expected one graph, got a second one"],
  ])("%j is refused by name", (content, message) => {
    expect(refused(file(content))).toEqual({ code: "unsupported-model", message });
  });
});

describe("broken files", () => {
  const weighted = { keys: '<key id="w" for="edge" attr.name="weight"/>' };

  test.each([
    [file(`${NODES}\n<edge source="a" target="x"/>`), 'line 5: expected the id of a node as target, got "x"'],
    [file(`${NODES}<edge target="a"/>`), "line 4: expected the id of a node as source, got none"],
    [file('<node id="a"/>\n<node\nid="a"/>'), 'line 5: expected a new id of a node, got "a"'],
    [file("<node/>"), "line 4: expected a node with an id, got none"],
    [
      file(`${NODES}<edge source="a" target="b" directed="maybe"/>`),
      'line 4: expected directed to be "true" or "false", got "maybe"',
    ],
    [file(NODES, { direction: "both" }), 'line 3: expected edgedefault to be "directed" or "undirected", got "both"'],
    [
      file(`${NODES}<edge source="a" target="b"><data key="w">x</data></edge>`, weighted),
      'line 4: expected a finite number as weight, got "x"',
    ],
    [
      file(`${NODES}<edge source="a" target="b"><data key="w">NaN</data></edge>`, weighted),
      'line 4: expected a finite number as weight, got "NaN"',
    ],
    [file('<node id="a"><data key="q"/></node>'), 'line 4: expected the id of an attribute, got "q"'],
    [
      file(NODES, { keys: weighted.keys + weighted.keys }),
      'line 2: expected an attribute with an id of its own, got "w"',
    ],
    [
      file(NODES, { keys: weighted.keys + weighted.keys.replace('"w"', '"v"') }),
      'line 2: expected one attribute of that name, got "weight"',
    ],
    [file('</graph><key id="k"/><graph>'), 'line 4: expected keys before the graph, got "k"'],
    [file("<nodes>"), "line 5: expected well-formed XML, got unexpected close tag"],
    [file("&nbsp;"), "line 4: expected well-formed XML, got undefined entity"],
    ["<html/>", 'line 1: expected a graphml element, got "html"'],
    ["<graphml/>", "text: expected a graph element, got none"],
    [file(""), "text: expected at least one vertex, got none"],
    ["", "line 1: expected well-formed XML, got document must contain a root element"],
    ["a b", "line 1: expected well-formed XML, got text data outside of root node"],
  ])("name line, expectation and text: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });
});
