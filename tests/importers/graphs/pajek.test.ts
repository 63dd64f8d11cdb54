import { describe, expect, test } from "vitest";
import { type PajekOptions, readPajek } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const read = (text: string, options?: PajekOptions) => contentsOf(readPajek(text, options));
const refused = (text: string) => refusal(() => readPajek(text));

describe("sections", () => {
  test("in any case, with comments, positions and shapes, are read", () => {
    const text = `% drawn by hand
*Network a small one
*VERTICES 4 2
 1 "Port of \u00c5rhus" 0.1 0.2 0.5 ic Red
 2 Genoa 0.1 0.2
 4 ""

*edges
% heavy
1 2 0.25 c Blue
2   2
`;
    expect(read(text)).toEqual({
      nodes: 4,
      directed: false,
      edges: [
        [0, 1],
        [1, 1],
      ],
      weights: [0.25, 1],
      labels: ["Port of \u00c5rhus", "Genoa", "3", ""],
    });
  });

  test("of arcs are directed", () => {
    expect(read("*vertices 2\n*arcs\n1 2\n2 1\n1 2\n")).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [1, 0],
        [0, 1],
      ],
      labels: undefined,
    });
  });

  test("of arcs and edges make two arcs of an edge", () => {
    expect(read("*Vertices 3\r\n*Edges\r\n1 2 5\r\n3 3\r\n*Arcs\r\n2 3\r\n")).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [2, 2],
        [1, 2],
        [1, 0],
      ],
      weights: [5, 1, 1, 5],
    });
  });

  test("of lists join the first with all others", () => {
    expect(read("*Vertices 4\n*Arcslist\n1 2 3\n4 1\n")).toMatchObject({
      directed: true,
      edges: [
        [0, 1],
        [0, 2],
        [3, 0],
      ],
    });
    expect(read("*Vertices 4\n*Edgeslist\n1 2 3 4\n").directed).toBe(false);
  });

  test("of several relations are one graph", () => {
    const text = '*Vertices 2\n*Arcs :1 "likes"\n1 2\n*Arcs :2 "knows"\n1 2 3\n';
    expect(read(text)).toMatchObject({
      edges: [
        [0, 1],
        [0, 1],
      ],
      weights: [1, 3],
    });
  });

  test("without edges keep the vertices and the direction", () => {
    expect(read("*Vertices 5")).toMatchObject({ nodes: 5, directed: false, edges: [] });
    expect(read("*Vertices 5\n*Arcs\n").directed).toBe(true);
  });

  test("may be overridden in direction", () => {
    expect(read("*Vertices 2\n*Arcs\n1 2", { directed: false })).toMatchObject({ directed: false, edges: [[0, 1]] });
    expect(read("*Vertices 2\n*Edges\n1 2", { directed: true })).toMatchObject({ directed: true, edges: [[0, 1]] });
  });
});

test("labels that are the same give way to the numbers of the file", () => {
  expect(read('*Vertices 3\n1 "x"\n2 "x"\n').labels).toEqual(["1", "2", "3"]);
  expect(read("*Vertices 3\n1 3\n").labels).toEqual(["1", "2", "3"]);
});

describe("broken files", () => {
  test.each([
    ["", "text: expected a line *Vertices, got none"],
    ["1 2\n", 'line 1: expected *Vertices, got "1 2"'],
    ["*Network x\n1 2\n", 'line 2: expected *Vertices, got "1 2"'],
    ["*Edges\n1 2\n", 'line 1: expected *Vertices before edges, got "*Edges"'],
    ["*Vertices\n", "line 1: expected a number of vertices in 1..2147483647, got none"],
    ["*Vertices 0\n", 'line 1: expected a number of vertices in 1..2147483647, got "0"'],
    ["*Vertices 3000000000\n", 'line 1: expected a number of vertices in 1..2147483647, got "3000000000"'],
    ["*Vertices 2\n3 x\n", 'line 2: expected a vertex in 1..2, got "3"'],
    ["*Vertices 2\n1 x\n1 y\n", 'line 3: expected a new vertex, got "1"'],
    ['*Vertices 2\n1 "x\n', 'line 2: expected a vertex with at most one quoted label, got "1 \\"x"'],
    ["*Vertices 2\nx 1\n", 'line 2: expected a vertex with at most one quoted label, got "x 1"'],
    ["*Vertices 2\n\n*Edges\n1 3\n", 'line 4: expected a vertex in 1..2, got "3"'],
    ["*Vertices 2\n*Edges\n0 1\n", 'line 3: expected a vertex in 1..2, got "0"'],
    ["*Vertices 2\n*Edges\n1\n", 'line 3: expected two vertices, got "1"'],
    ["*Vertices 2\n*Edges\n1 x\n", 'line 3: expected a vertex in 1..2, got "x"'],
    ["*Vertices 2\n*Edges\n1 2 x\n", 'line 3: expected a finite number as weight, got "x"'],
    ["*Vertices 2\n*Edges\n1 2 [1-3]\n", 'line 3: expected a finite number as weight, got "[1-3]"'],
    ["*Vertices 2\n*Arcslist\n1 2 9\n", 'line 3: expected a vertex in 1..2, got "9"'],
  ])("name line, expectation and text: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });

  test.each([
    ["*Vertices 2\n*Matrix\n0 1\n1 0\n", 'line 2: expected a network of vertices and edges, got "*Matrix"'],
    ["*Partition x\n*Vertices 2\n1\n2\n", 'line 1: expected a network of vertices and edges, got "*Partition"'],
    ["*Vertices 2\n*Vertices 3\n", "line 2: expected one network, got a second one"],
    ["*Vertices 2\n*Network y\n", "line 2: expected one network, got a second one"],
  ])("or what is not read: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "unsupported-model", message });
  });

  test("or a claim of more labels than a file could hold", () => {
    expect(refused('*Vertices 2000000000\n1 "x"\n')).toEqual({
      code: "too-large",
      message: "*Vertices: expected at most 4194304 vertices with labels, got 2000000000",
    });
  });
});
