import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GraphText,
  readEdgeList,
  readGexf,
  readGraph,
  readGraphml,
  readMetis,
  readNodeLink,
  readPajek,
} from "../../../sdk/importers/index.ts";
import { outcome, refusal } from "./outcome.ts";
import { edgeList, gexf, graphml, metis, nodeLink, pajek } from "./writers.ts";

const READERS: Record<string, (text: GraphText) => unknown> = {
  "edge list": (text) => readEdgeList(text),
  GraphML: (text) => readGraphml(text),
  GEXF: (text) => readGexf(text),
  Pajek: (text) => readPajek(text),
  METIS: (text) => readMetis(text),
  "node-link": (text) => readNodeLink(text),
  any: (text) => readGraph(text),
};

const readers = Object.entries(READERS);

const SAMPLE = {
  nodes: 4,
  directed: false,
  edges: [
    [0, 1],
    [1, 2],
    [0, 2],
  ],
  weights: [1, 2.5, 1e-3],
  labels: ["a", "b c", "d,e", "f"],
} as const;

const FILES = [
  edgeList(SAMPLE, ",", "\r\n"),
  pajek(SAMPLE),
  metis(SAMPLE),
  nodeLink(SAMPLE),
  graphml(SAMPLE),
  gexf(SAMPLE),
];

describe("any text is a network or an error of this package", { timeout: 300_000 }, () => {
  const pieces = [
    ..."<>/\"'=&;#%*,\t\r\n {}[]:.-+e0129ax",
    "]]>",
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE",
    "<?",
    "*Vertices ",
    "*Edges",
    "node",
    "edge",
    "graph",
    '"id":',
  ];
  const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((list) => list.join(""));

  test.each(readers)("%s, of noise", (_, read) => {
    fc.assert(
      fc.property(noise, (text) => {
        expect(outcome(() => read(text))).toBeTypeOf("string");
      }),
      { numRuns: 5000 },
    );
  });

  test.each(readers)("%s, of random bytes", (_, read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(outcome(() => read(bytes))).toBeTypeOf("string");
      }),
      { numRuns: 2000 },
    );
  });

  test.each(readers)("%s, of files with pieces put in or taken out", (_, read) => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), place, noise, fc.nat(20), (file, share, inserted, removed) => {
        const at = Math.floor(share * file.length);
        expect(outcome(() => read(file.slice(0, at) + inserted + file.slice(at + removed)))).toBeTypeOf("string");
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["GraphML", graphml(SAMPLE), readGraphml],
    ["GEXF", gexf(SAMPLE), readGexf],
    ["node-link", nodeLink(SAMPLE), readNodeLink],
  ])("%s cut short is an invalid file", (_, file, read) => {
    expect(outcome(() => read(file))).toBe("network");
    for (let length = 0; length < file.length; length++) {
      expect(outcome(() => read(file.slice(0, length)))).toBe("invalid-file");
    }
  });
});

describe("XML that means harm", () => {
  const nodes = '<graph edgedefault="directed"><node id="a"/></graph>';

  test("entities are not expanded", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      return `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`;
    });
    const text = `<!DOCTYPE graphml [<!ENTITY e0 "ha">${levels.join("\n")}]>\n<graphml><desc>&e12;</desc>${nodes}</graphml>`;
    expect(refusal(() => readGraphml(text))).toEqual({
      code: "invalid-file",
      message: "line 13: expected well-formed XML, got undefined entity",
    });
  });

  test("files are not fetched", () => {
    const text = `<!DOCTYPE graphml [<!ENTITY f SYSTEM "secret.txt">]><graphml><desc>&f;</desc>${nodes}</graphml>`;
    expect(outcome(() => readGraphml(text))).toBe("invalid-file");
  });

  test("a million elements within each other are refused", () => {
    expect(refusal(() => readGraphml(`<graphml>\n${"<a>".repeat(1_000_000)}`)).message).toBe(
      "line 2: expected at most 256 nested elements, got more",
    );
  });

  test("names of the language's own are only names", () => {
    const text = `<graphml __proto__="x"><key id="__proto__" for="edge" attr.name="weight"/>
      <graph edgedefault="directed"><node id="__proto__"/><node id="toString"/>
      <edge source="toString" target="__proto__"><data key="__proto__">5</data></edge></graph></graphml>`;
    expect(readGraphml(text).labels).toEqual(["__proto__", "toString"]);
    expect(readGraphml(text).weights).toBeDefined();
    expect(outcome(() => readGraphml(text.replace('key="__proto__"', 'key="constructor"')))).toBe("invalid-file");
  });
});

/** Input of some megabytes on which a careless reader would take minutes; the time limit of the test is the measure. */
describe("large input takes time in proportion", { timeout: 60_000 }, () => {
  const million = 400_000;

  test.each([
    ["blanks", " ".repeat(10 * million)],
    ["line ends", "\r\n".repeat(5 * million)],
    ["quotes", '"'.repeat(10 * million + 1)],
    ["pairs of quotes on a line", '"" '.repeat(3 * million)],
    ["commas", ",".repeat(5 * million)],
    ["digits", "9".repeat(10 * million)],
    ["digits as a weight", `a b ${"9".repeat(10 * million)}x`],
    ["digits and blanks as an id", `a,${"1 ".repeat(3 * million)}x`],
    ["open tags", "<".repeat(5 * million)],
    ["open elements", `<graphml>${"<a>".repeat(million)}`],
    ["entities", `<graphml>${"&amp;".repeat(million)}`],
    ["ampersands", `<graphml>${"&".repeat(5 * million)}`],
    ["attributes", `<graphml ${Array.from({ length: million / 5 }, (_, at) => `a${at}=""`).join(" ")}/>`],
    ["stars", "*".repeat(5 * million)],
    ["vertex lines with long labels", `*Vertices 9\n1 "${" ".repeat(5 * million)}`],
    ["words in a vertex line", `*Vertices 9\n1 ${"x".repeat(5 * million)}" "`],
    ["brackets", "[".repeat(5 * million)],
    ["braces", '{"nodes":'.repeat(million)],
    ["neighbours", `2 1\n${"2 ".repeat(3 * million)}\n1`],
    ["a header alone", "60000000 1\n2\n1\n"],
  ])("%s", (_, text) => {
    for (const [, read] of readers)
      expect(outcome(() => read(text))).toMatch(/^(network|invalid-file|unsupported-model)$/);
  });

  test("100,000 edges are read in every format", () => {
    const count = 100_000;
    const graph = {
      nodes: count,
      directed: false,
      edges: Array.from({ length: count - 1 }, (_, vertex) => [vertex, vertex + 1] as const),
      weights: Array.from({ length: count - 1 }, (_, vertex) => vertex / 8),
      labels: Array.from({ length: count }, (_, vertex) => `vertex ${vertex}`),
    };
    const networks = [
      readEdgeList(edgeList(graph, ",", "\n")),
      readGraphml(graphml(graph)),
      readGexf(gexf(graph)),
      readPajek(pajek(graph)),
      readNodeLink(nodeLink(graph)),
      { ...readMetis(metis(graph)), labels: graph.labels },
    ];
    for (const network of networks) expect(network).toEqual(networks[0]);
    expect(networks[0]?.nodes).toBe(count);
  });
});
