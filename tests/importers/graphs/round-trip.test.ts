import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readEdgeList,
  readGexf,
  readGraphml,
  readMetis,
  readNodeLink,
  readPajek,
} from "../../../sdk/importers/index.ts";
import { type Contents, contentsOf } from "./contents.ts";
import { edgeList, gexf, graphml, metis, nodeLink, pajek } from "./writers.ts";

const weight = fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Object.is(value, -0));

/** Graphs with loops, parallel edges and lone vertices. */
function graphs(label: fc.Arbitrary<string>): fc.Arbitrary<Contents> {
  return fc.uniqueArray(label, { minLength: 1, maxLength: 12 }).chain((labels) => {
    const vertex = fc.nat(labels.length - 1);
    const edge = fc.tuple(vertex, vertex);
    return fc
      .record({
        directed: fc.boolean(),
        weighted: fc.array(fc.tuple(edge, weight), { maxLength: 30 }),
        isWeighted: fc.boolean(),
      })
      .map(({ directed, weighted, isWeighted }) => ({
        nodes: labels.length,
        directed,
        edges: weighted.map(([pair]) => pair),
        weights: isWeighted && weighted.length > 0 ? weighted.map(([, value]) => value) : undefined,
        labels,
      }));
  });
}

/** Text with all that separates, quotes and comments, of any script. */
const special = fc.string({ unit: fc.constantFrom(..." ,;\t\"#%\r\n*<>&'{}\\0129aé→"), minLength: 1, maxLength: 6 });
const anyText = fc.oneof(
  special,
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  fc.constantFrom("__proto__", "constructor"),
);
/** Without what XML does not allow at all. */
const xmlText = anyText.filter((text) => !/[\p{Cc}\p{Cn}\p{Cs}]/u.test(text.replace(/[\t\r\n]/g, "")));
const pajekText = anyText.map((text) => text.replace(/["\r\n\p{Cc}\u2028\u2029]/gu, "_"));

test("a list of edges reads as it was written, with any separator and line end", () => {
  const separator = fc.constantFrom(",", ";", "\t", " ", " , ", "  ", " \t ");
  const lineEnd = fc.constantFrom("\n", "\r\n", "\r", "\n\n");
  fc.assert(
    fc.property(graphs(anyText), separator, lineEnd, fc.boolean(), (graph, mark, end, isGiven) => {
      const text = edgeList(graph, mark, end);
      const trimmed = mark.trim();
      const given = trimmed === "," || trimmed === ";" ? trimmed : mark === "\t" ? mark : " ";
      const options = { directed: graph.directed, header: false, ...(isGiven ? ({ separator: given } as const) : {}) };
      expect(contentsOf(readEdgeList(text, options))).toEqual(graph);
    }),
    { numRuns: 2000 },
  );
});

test("a Pajek file reads as it was written", () => {
  fc.assert(
    fc.property(graphs(pajekText), (graph) => {
      fc.pre(new Set(graph.labels).size === graph.nodes);
      const directed = graph.directed;
      expect(contentsOf(readPajek(pajek(graph)))).toEqual({ ...graph, directed });
    }),
    { numRuns: 1000 },
  );
});

test("a METIS file reads as it was written, in the order of vertices", () => {
  fc.assert(
    fc.property(graphs(anyText), (graph) => {
      const keep = new Map(
        graph.edges.flatMap(([one, other], index) => {
          const pair = [Math.min(one, other), Math.max(one, other)] as const;
          return one === other ? [] : [[pair.join(" "), { pair, weight: graph.weights?.[index] ?? 1 }] as const];
        }),
      );
      const sorted = [...keep.values()].sort((a, b) => a.pair[0] - b.pair[0]);
      const simple = {
        nodes: graph.nodes,
        directed: false,
        edges: sorted.map(({ pair }) => pair),
        weights: graph.weights && sorted.length > 0 ? sorted.map((edge) => edge.weight) : undefined,
        labels: undefined,
      };
      expect(contentsOf(readMetis(metis(simple)))).toEqual(simple);
    }),
    { numRuns: 1000 },
  );
});

test("node-link JSON reads as it was written", () => {
  fc.assert(
    fc.property(graphs(anyText), (graph) => {
      expect(contentsOf(readNodeLink(nodeLink(graph)))).toEqual(graph);
    }),
    { numRuns: 1000 },
  );
});

test("GraphML and GEXF read as they were written", () => {
  fc.assert(
    fc.property(graphs(xmlText), (graph) => {
      expect(contentsOf(readGraphml(graphml(graph)))).toEqual(graph);
      expect(contentsOf(readGexf(gexf(graph)))).toEqual(graph);
    }),
    { numRuns: 1000 },
  );
});
