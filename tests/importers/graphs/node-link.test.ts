import { describe, expect, test } from "vitest";
import { type NodeLinkOptions, readNodeLink } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const read = (data: object, options?: NodeLinkOptions) => contentsOf(readNodeLink(JSON.stringify(data), options));
const refused = (data: object, options?: NodeLinkOptions) =>
  refusal(() => readNodeLink(data as Parameters<typeof readNodeLink>[0], options));

const ids = (...values: unknown[]) => values.map((id) => ({ id }));

describe("files of networkx", () => {
  const data = {
    directed: true,
    multigraph: true,
    graph: { name: "a" },
    nodes: ids("a", 7, "b", 1.5),
    links: [
      { source: "a", target: 7, key: 0, weight: 2.5 },
      { source: "a", target: 7, key: 1 },
      { source: 1.5, target: 1.5, key: 0, weight: null },
    ],
  };

  const expected = {
    nodes: 4,
    directed: true,
    edges: [
      [0, 1],
      [0, 1],
      [3, 3],
    ],
    weights: [2.5, 1, 1],
    labels: ["a", "7", "b", "1.5"],
  };

  test("are read as text, bytes or objects, with links or edges", () => {
    expect(read(data)).toEqual(expected);
    expect(contentsOf(readNodeLink(data))).toEqual(expected);
    expect(contentsOf(readNodeLink(new TextEncoder().encode(JSON.stringify(data))))).toEqual(expected);
    const { links, ...rest } = data;
    expect(read({ ...rest, edges: links })).toEqual(expected);
  });

  test("are undirected unless they say otherwise, or the options do", () => {
    const { directed: _, ...rest } = data;
    expect(read(rest).directed).toBe(false);
    expect(read(rest, { directed: true }).directed).toBe(true);
    expect(read(data, { directed: false }).directed).toBe(false);
  });

  test("may have other fields for weights and ids", () => {
    const other = {
      nodes: [
        { id: 1, key: "x" },
        { id: 2, key: "y" },
      ],
      links: [{ source: "y", target: "x", value: 3 }],
    };
    expect(read(other, { id: "key", weight: "value" })).toMatchObject({
      edges: [[1, 0]],
      weights: [3],
      labels: ["x", "y"],
    });
    expect(read(data, { weight: false }).weights).toBeUndefined();
    expect(read(data, { weight: "toString" }).weights).toBeUndefined();
  });

  test("of old versions have positions as ends", () => {
    expect(read({ nodes: ids("a", "b"), links: [{ source: 1, target: 0 }] }).edges).toEqual([[1, 0]]);
  });
});

describe("files of d3", () => {
  const nodes = [{ name: "Turin", group: 1 }, { name: "Genoa", group: 2 }, { name: "Milan" }];

  test("have names, and positions as ends", () => {
    expect(read({ nodes, links: [{ source: 1, target: 0, value: 1 }] })).toMatchObject({
      directed: false,
      edges: [[1, 0]],
      weights: undefined,
      labels: ["Turin", "Genoa", "Milan"],
    });
  });

  test("have names as ends too", () => {
    expect(read({ nodes, links: [{ source: "Milan", target: "Genoa" }] }).edges).toEqual([[2, 1]]);
  });
});

test("an end that could be an id or a position is refused when the two differ", () => {
  expect(read({ nodes: ids("0", "1"), links: [{ source: 1, target: 0 }] }).edges).toEqual([[1, 0]]);
  expect(refused({ nodes: ids("1", "0"), links: [{ source: 1, target: 0 }] })).toEqual({
    code: "invalid-file",
    message: "links[0].source: expected an id or a position of a node, got 1, which is both of different ones",
  });
});

test("names of the language's own are only names", () => {
  const text = `{ "nodes": [{ "id": "__proto__" }, { "id": "constructor" }, { "__proto__": 1, "id": "x" }],
    "links": [{ "source": "__proto__", "target": "constructor", "__proto__": { "weight": 5 } }] }`;
  expect(contentsOf(readNodeLink(text))).toEqual({
    nodes: 3,
    directed: false,
    edges: [[0, 1]],
    weights: undefined,
    labels: ["__proto__", "constructor", "x"],
  });
  expect(Object.hasOwn(Object.prototype, "weight")).toBe(false);
});

describe("broken data", () => {
  const nodes = ids("a", "b");
  const link = { source: "a", target: "b" };

  test.each([
    [{ nodes, links: [link, { source: "a", target: "x" }] }, 'links[1].target: expected the id of a node, got "x"'],
    [{ nodes, edges: [{ target: "a" }] }, "edges[0].source: expected the id of a node, got undefined"],
    [{ nodes, links: [{ source: 2, target: "a" }] }, "links[0].source: expected the id of a node, got 2"],
    [{ nodes, links: [{ source: -1, target: "a" }] }, "links[0].source: expected the id of a node, got -1"],
    [{ nodes, links: [{ source: 0.5, target: "a" }] }, "links[0].source: expected the id of a node, got 0.5"],
    [{ nodes, links: [{ source: {}, target: "a" }] }, "links[0].source: expected the id of a node, got an object"],
    [{ nodes: ids(5, 6), links: [{ source: 0, target: 5 }] }, "links[0].source: expected the id of a node, got 0"],
    [{ nodes: ids("a", "a"), links: [] }, 'nodes[1].id: expected an id of its own, got "a"'],
    [{ nodes: ids(1, "1"), links: [] }, 'nodes[1].id: expected an id of its own, got "1"'],
    [{ nodes: [{ id: 1 }, { name: "x" }], links: [] }, "nodes[1].id: expected a text or a number, got undefined"],
    [{ nodes: [{}], links: [] }, "nodes[0].id: expected a text or a number, got undefined"],
    [{ nodes: ids(null), links: [] }, "nodes[0].id: expected a text or a number, got null"],
    [{ nodes: [1], links: [] }, "nodes[0]: expected an object, got 1"],
    [{ nodes, links: [1] }, "links[0]: expected an object, got 1"],
    [{ nodes, links: {} }, "links: expected an array, got an object"],
    [{ nodes }, "links: expected an array, got undefined"],
    [{ links: [] }, "nodes: expected an array, got undefined"],
    [{ nodes, links: [], edges: [] }, "data: expected links or edges, got both"],
    [{ nodes, links: [], directed: 1 }, "directed: expected true or false, got 1"],
    [{ nodes, links: [{ ...link, weight: "5" }] }, 'links[0].weight: expected a finite number, got "5"'],
    [{ nodes, links: [{ ...link, weight: Number.NaN }] }, "links[0].weight: expected a finite number, got NaN"],
    [{ nodes: [], links: [] }, "text: expected at least one vertex, got none"],
    [[], "data: expected an object, got an empty array"],
  ])("names place, expectation and value: %j", (data, message) => {
    expect(refused(data)).toEqual({ code: "invalid-file", message });
  });

  test.each(["", "{", "nodes", '{"nodes":[{"id":1}]', "{'nodes':[]}"])("is no JSON: %j", (text) => {
    expect(refusal(() => readNodeLink(text))).toEqual({
      code: "invalid-file",
      message: "text: expected JSON, got text that is none",
    });
  });

  test("is told apart from bad options", () => {
    expect(refused({ nodes, links: [] }, { id: 1 } as unknown as NodeLinkOptions)).toEqual({
      code: "invalid-input",
      message: "options.id: expected the name of an attribute, got 1",
    });
  });
});
