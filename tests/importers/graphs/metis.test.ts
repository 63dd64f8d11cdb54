import { describe, expect, test } from "vitest";
import { type MetisOptions, readMetis } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const read = (text: string, options?: MetisOptions) => contentsOf(readMetis(text, options));
const refused = (text: string) => refusal(() => readMetis(text));

/** The example of the METIS manual (figure 3a): seven vertices, eleven edges. */
const MANUAL = "7 11\n5 3 2\n1 3 4\n5 4 2 1\n2 3 6 7\n1 3 6\n5 4 7\n6 4\n";

const MANUAL_EDGES = [
  [0, 4],
  [0, 2],
  [0, 1],
  [1, 2],
  [1, 3],
  [2, 4],
  [2, 3],
  [3, 5],
  [3, 6],
  [4, 5],
  [5, 6],
];

describe("valid files", () => {
  test("the graph of the manual has each edge once", () => {
    expect(read(MANUAL)).toEqual({
      nodes: 7,
      directed: false,
      edges: MANUAL_EDGES,
      weights: undefined,
      labels: undefined,
    });
  });

  test("the manual's graph with weights of edges has them", () => {
    const text =
      "7 11 001\n5 1 3 2 2 1\n1 1 3 2 4 1\n5 3 4 2 2 2 1 2\n2 1 3 2 6 2 7 5\n1 1 3 3 6 2\n5 2 4 2 7 6\n6 6 4 5\n";
    expect(read(text)).toMatchObject({ edges: MANUAL_EDGES, weights: [1, 2, 1, 2, 1, 3, 2, 2, 5, 2, 6] });
  });

  test("sizes and weights of vertices are no neighbours", () => {
    expect(read("2 1 11\n9 2 5\n8 1 5\n")).toMatchObject({ edges: [[0, 1]], weights: [5] });
    expect(read("2 1 10 3\n9 9 9 2\n8 8 8 1\n")).toMatchObject({ edges: [[0, 1]], weights: undefined });
    expect(read("2 1 111 2\n7 9 9 2 4\n7 8 8 1 4\n")).toMatchObject({ edges: [[0, 1]], weights: [4] });
    expect(read("2 1 100\n7 2\n7 1\n").edges).toEqual([[0, 1]]);
  });

  test("comments are no lines of vertices, blank lines are", () => {
    expect(read("% head\n4 1\n\n% one\n3\n2\n\n").edges).toEqual([[1, 2]]);
    expect(read("3 1\r\n2\r\n1\r\n")).toMatchObject({ nodes: 3, edges: [[0, 1]] });
    expect(read("1 0\n\n\n\n")).toMatchObject({ nodes: 1, edges: [] });
  });

  test("rates are passed on", () => {
    expect(readMetis(MANUAL, { keepSites: 0.5 }).keepSites).toBe(0.5);
    expect(refusal(() => readMetis(MANUAL, { directed: true } as MetisOptions)).code).toBe("invalid-input");
  });
});

describe("broken files", () => {
  test.each([
    ["", "text: expected a header of METIS, got none"],
    ["2\n2\n1\n", "line 1: expected a number of edges in 0..9007199254740991, got none"],
    ["x 1\n", 'line 1: expected a number of vertices in 1..67108864, got "x"'],
    ["0 0\n", 'line 1: expected a number of vertices in 1..67108864, got "0"'],
    ["99999999999 0\n", 'line 1: expected a number of vertices in 1..67108864, got "99999999999"'],
    ["2 1 2\n", 'line 1: expected fmt of up to three digits 0 or 1, got "2"'],
    ["2 1 0 1 1\n", 'line 1: expected a header n m [fmt [ncon]], got "2 1 0 1 1"'],
    ["2 1 10 x\n", 'line 1: expected ncon in 0..1000, got "x"'],
    ["2 1\n2\n1 3\n", 'line 3: expected a vertex in 1..2, got "3"'],
    ["2 1\n0\n1\n", 'line 2: expected a vertex in 1..2, got "0"'],
    ["2 1\n2\nx\n", 'line 3: expected a vertex in 1..2, got "x"'],
    ["2 1\n2 2\n1\n", 'line 2: expected each neighbour once, got "2"'],
    ["2 1\n2\n1 1\n", "line 3: expected vertex 1 to name 2 once too, got an edge from one end only"],
    ["2 1\n1 2\n1\n", 'line 2: expected another vertex, no loop, got "1"'],
    ["3 1\n2 3\n1\n\n", "line 2: expected vertex 3 to name 1 too, got an edge given from one end only"],
    ["3 1\n2\n1\n1\n", "line 4: expected vertex 1 to name 3 once too, got an edge from one end only"],
    ["2 2\n2\n1\n", "line 1: expected 2 edges, got 1"],
    ["2 1\n2\n1\n1\n", 'line 4: expected 2 vertices, got "1"'],
    ["4 1\n2\n1\n", "text: expected lines of 4 vertices, got 3"],
    ["2 1 1\n2 3\n1 4\n", "line 3: expected weight 3 as on line 2, got 4"],
    ["2 1 1\n2\n1 4\n", "line 2: expected a finite number as weight, got none"],
    ["2 1 10\n\n1 2\n", "line 2: expected a vertex weight in 0..9007199254740991, got none"],
  ])("name line, expectation and text: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });
});
