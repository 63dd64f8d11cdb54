import { bottleneck, graph, lattice, PercolationError, type SweepAnswer, sweep } from "percolation";
import { curveToSvg, curveToText } from "percolation/plot";
import { describe, expect, test } from "vitest";
import { toJson } from "../../sdk/queries/json.ts";
import { parseXml } from "./xml.ts";

const torus = lattice("square", { size: [16, 16], periodic: true });
const answer = sweep(torus, { kind: "site", runs: 10 });
const steps = sweep(torus, { kind: "site", runs: 10, steps: true });
const ring = graph({ edges: [0, 1, 1, 2, 2, 3, 3, 0] });
const attack = sweep(ring, { kind: "site", attack: "degree" });
const bottlenecks = bottleneck(ring, { of: "bonds", from: [0], to: [2], trials: 200 });

/** The lines of a picture: paths that are not filled. */
function lines(svg: string) {
  return parseXml(svg).filter(({ name, attributes }) => name === "path" && attributes.fill === "none");
}

describe("curveToSvg of a sweep", () => {
  test("draws the largest cluster, the event and the second largest with their bands", () => {
    const svg = curveToSvg(answer);
    expect(lines(svg)).toHaveLength(3);
    expect(parseXml(svg).filter(({ name }) => name === "path")).toHaveLength(6);
    for (const text of ["largest cluster", "wrapping", "second largest", "susceptibility peaks near 0.5"]) {
      expect(svg).toContain(text);
    }
    expect(svg).toContain("Clusters in the 16x16 square lattice, periodic");
    expect(svg).toContain("sites in random order; 10 runs, seed 0; bands: one standard error, 95 % intervals");
  });

  test("runs from nothing at the left to everything at the right", () => {
    const [, , largest] = lines(curveToSvg(answer));
    expect(largest?.attributes.d).toMatch(/^M78,382L.*L696,88$/);
  });

  test("draws an attack without bands, events and mark", () => {
    const svg = curveToSvg(attack);
    expect(parseXml(svg).filter(({ name }) => name === "path")).toHaveLength(2);
    expect(svg).toContain("Attack by degree on the graph of 4 nodes and 4 edges");
    expect(svg).toContain("share of nodes kept");
    expect(svg).not.toContain("peaks");
  });

  test("draws steps like points, a long record thinned out", () => {
    const [, , largest] = lines(curveToSvg(steps));
    expect(largest?.attributes.d?.split("L")).toHaveLength(257);
    const long = sweep(lattice("hypercubic", { size: [4096] }), { kind: "bond", runs: 1, steps: true });
    expect(lines(curveToSvg(long))[0]?.attributes.d?.split("L").length).toBeLessThan(600);
  });

  test("draws points in the order of their probabilities, and a single one", () => {
    const shuffled = sweep(torus, { kind: "site", runs: 10, keep: [0.9, 0.1, 0.5] });
    const ordered = sweep(torus, { kind: "site", runs: 10, keep: [0.1, 0.5, 0.9] });
    expect(curveToSvg(shuffled)).toBe(curveToSvg(ordered));
    expect(curveToSvg(sweep(torus, { kind: "site", runs: 2, keep: [0.5] }))).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("a picture", () => {
  test.each<[string, SweepAnswer]>([
    ["a sweep", answer],
    ["steps", steps],
    ["an attack", attack],
    ["nothing at all", sweep(graph({ nodes: 0, edges: [] }), { kind: "site" })],
  ])("of %s is the same after JSON, and well-formed", (_, drawn) => {
    const again = JSON.parse(toJson(drawn)) as SweepAnswer;
    expect(curveToSvg(again)).toBe(curveToSvg(drawn));
    expect(curveToText(again)).toBe(curveToText(drawn));
    parseXml(curveToSvg(drawn));
    expect(curveToSvg(drawn) + curveToText(drawn)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("of bottlenecks is a curve of theta, all points from the same trials", () => {
    const svg = curveToSvg(bottlenecks);
    expect(svg).toContain("Does a path survive in the graph of 4 nodes and 4 edges?");
    expect(svg).toContain("200 trials, 95 % intervals");
    expect(svg).toContain("theta = 1/2 near 0.");
    expect(lines(svg)).toHaveLength(1);
    expect(curveToSvg(bottlenecks, { logarithmic: true })).toContain("probability that no path is open");
    expect(curveToText(bottlenecks)).toContain("drop rate of bonds");
  });

  test.each<[string, unknown, object]>([
    ["options.logarithmic: expected false for the answer to a sweep, got true", answer, { logarithmic: true }],
    ["answer.curve: expected the points of a sweep, got an empty array", { ...answer, curve: [] }, {}],
    ["answer.curve[0].keep: expected a number in 0..1, got 2", { ...answer, curve: [{ keep: 2 }] }, {}],
    ["answer.query: expected the answer to a sweep, got undefined", { ...answer, query: undefined }, {}],
    ['answer.kind: expected one of "site", "bond", got "node"', { ...answer, kind: "node" }, {}],
    [
      'network.kind: expected "lattice" or "graph", got "layered"',
      { ...answer, query: { network: { kind: "layered" } } },
      {},
    ],
    ["answer.trials: expected a number, got null", { ...bottlenecks, trials: null }, {}],
  ])("is refused: %s", (message, drawn, options) => {
    const draw = () => curveToSvg(drawn as SweepAnswer, options);
    expect(draw).toThrow(PercolationError);
    expect(draw).toThrow(message);
  });
});

describe("curveToText of a sweep", () => {
  test("draws both lines of two sites and a bond, (1 + keep) / 2 and, dotted, keep", () => {
    const chain = sweep(lattice("hypercubic", { size: [2] }), { kind: "bond", runs: 1 });
    expect(curveToText(chain, { columns: 40, rows: 10 })).toBe(
      [
        "1.00 ┤                       ⢀⣀⣀⣠⠤⢤⣖⠶⠖⠋⠋",
        "     │           ⢀⣀⣀⣠⠤⠤⠤⠖⠒⠚⠉⠉⡉⡄⠤⠒⠊⠁",
        "     │⢀⣀⣀⡤⠤⠤⠖⠒⠒⠋⠉⠉     ⢀⡠⠤⠒⠊⠁⠁",
        "0.50 ┤⠉          ⣀⡠⠤⠒⠘⠈⠁",
        "     │     ⢀⢠⠠⠔⠒⠉",
        "0.00 ┤⣀⠤⠔⠊⠉⠈",
        "     └┬────────────────┬───────────────┬",
        "     0.0              0.5            1.0",
        "       probability that a bond survives",
        "       ⠒⠒ largest cluster   ⠂⠄ spanning",
        "",
      ].join("\n"),
    );
  });

  test("fills the rows asked for with a legend or without", () => {
    for (const drawn of [answer, attack, bottlenecks]) {
      expect(curveToText(drawn, { rows: 14 }).split("\n")).toHaveLength(15);
    }
  });

  test("marks the peak on the axis", () => {
    const axis = curveToText(answer).split("\n")[12] ?? "";
    expect(axis.indexOf("▲")).toBeGreaterThan(6 + 0.4 * 66);
    expect(curveToText(attack)).not.toContain("▲");
  });
});
