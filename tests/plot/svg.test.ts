import { curve, layered, PercolationError, rectangular } from "percolation";
import { type CurveSvgOptions, curveToSvg } from "percolation/plot";
import { describe, expect, test } from "vitest";
import { parseXml } from "./xml.ts";

const exact = curve(rectangular({ width: 8, depth: 10 }), { of: "sites" });
const sampled = curve(layered([8, 8, 8, 8], { dropSites: 0.5 }), {
  of: "bonds",
  method: "monte-carlo",
  trials: 200,
  points: 21,
});

/** The coordinates of a path, the commands taken away. */
function coordinates(path: string | undefined): [number, number][] {
  return [...(path ?? "").matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("curveToSvg", () => {
  test("writes well-formed XML with a root of the size asked for", () => {
    for (const [width, height] of [
      [320, 240],
      [720, 440],
      [8192, 8192],
    ] as const) {
      const [root] = parseXml(curveToSvg(exact, { width, height }));
      expect(root).toMatchObject({ name: "svg", attributes: { width: String(width), height: String(height) } });
    }
  });

  test("draws a point a point, falling from theta 1 at the top to theta 0 at the bottom", () => {
    const elements = parseXml(curveToSvg(exact));
    const paths = elements.filter(({ name }) => name === "path");
    expect(paths).toHaveLength(1);
    const points = coordinates(paths[0]?.attributes.d);
    expect(points).toHaveLength(101);
    expect(points[0]).toEqual([78, 66]);
    expect(points[100]).toEqual([696, 382]);
    expect(
      points.every(
        ([x, y], index) => index === 0 || (x > (points[index - 1]?.[0] ?? 0) && y >= (points[index - 1]?.[1] ?? 0)),
      ),
    ).toBe(true);
  });

  test("puts theta = 1/2 half-way, marked at the drop rate where the curve falls through it", () => {
    const circle = parseXml(curveToSvg(exact)).find(({ name }) => name === "circle");
    expect(Number(circle?.attributes.cy)).toBe((66 + 382) / 2);
    expect((Number(circle?.attributes.cx) - 78) / (696 - 78)).toBeCloseTo(0.7132, 3);
    expect(curveToSvg(exact)).toContain("theta = 1/2 near 0.713");
  });

  test("marks nothing where theta stays on one side of 1/2", () => {
    const high = curve(rectangular({ width: 8, depth: 10 }), { of: "sites", to: 0.5 });
    expect(parseXml(curveToSvg(high)).some(({ name }) => name === "circle")).toBe(false);
  });

  test("says what network it is, what else was removed and how it was answered", () => {
    expect(curveToSvg(exact)).toContain("Does a path survive in 8 inputs, 10 hidden layers of 8, 8 outputs?");
    expect(curveToSvg(sampled)).toContain("dropout 0.5; 200 trials a point, 95 % intervals");
    expect(curveToSvg(sampled)).toContain("drop rate of weights (dropconnect)");
  });

  test("draws the intervals of sampled points as a band around the curve", () => {
    const [band, line] = parseXml(curveToSvg(sampled)).filter(({ name }) => name === "path");
    const outline = coordinates(band?.attributes.d);
    const points = coordinates(line?.attributes.d);
    expect([outline.length, points.length]).toEqual([42, 21]);
    points.forEach(([, y], index) => {
      const ends = [outline[index]?.[1] ?? 0, outline[41 - index]?.[1] ?? 0];
      expect(y).toBeGreaterThanOrEqual(Math.min(...ends));
      expect(y).toBeLessThanOrEqual(Math.max(...ends));
    });
  });

  test("draws the failure on a logarithmic axis, without the points where it is 0", () => {
    const svg = curveToSvg(exact, { logarithmic: true });
    const [line] = parseXml(svg).filter(({ name }) => name === "path");
    const points = coordinates(line?.attributes.d);
    expect(points).toHaveLength(100);
    expect(points[99]).toEqual([696, 66]);
    expect(svg).toContain("10⁻¹⁴");
    expect(svg).toContain("probability that no path is open");
  });

  test("draws failures that no double holds", () => {
    const wide = curve(rectangular({ width: 1000, depth: 2 }), { of: "sites", to: 0.1, points: 11 });
    expect(wide.points[1]?.failure).toBe(0);
    expect(curveToSvg(wide, { logarithmic: true })).toContain("10⁻²⁰⁰⁰");
  });

  test("draws a curve that is nowhere cut, or at one drop rate only", () => {
    const never = curve(layered([2, 2]), { of: "sites" });
    const still = curve(layered([2, 2]), { of: "bonds", from: 0.5, to: 0.5, points: 2 });
    for (const answer of [never, still]) {
      for (const logarithmic of [false, true]) {
        const svg = curveToSvg(answer, { logarithmic });
        parseXml(svg);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });

  test("escapes the title and replaces what XML forbids", () => {
    const svg = curveToSvg(exact, { title: 'a < b & "c" > d \u0000\ud800 θ' });
    expect(svg).toContain("<title>a &lt; b &amp; &quot;c&quot; &gt; d \ufffd\ufffd θ</title>");
    parseXml(svg);
  });

  test("gives the same bytes for the same answer, also after JSON", () => {
    for (const answer of [exact, sampled]) {
      for (const logarithmic of [false, true]) {
        const svg = curveToSvg(answer, { logarithmic });
        expect(curveToSvg(JSON.parse(JSON.stringify(answer)), { logarithmic })).toBe(svg);
      }
    }
  });

  test.each<[string, unknown, unknown]>([
    ["options.width: expected an integer in 320..8192, got 3", exact, { width: 3 }],
    ["options.height: expected an integer in 240..8192, got 1000000", exact, { height: 1e6 }],
    ["options.title: expected a text, got 3", exact, { title: 3 }],
    ["options.logarithmic: expected true or false, got 1", exact, { logarithmic: 1 }],
    ["options.colour: expected no such field, got 1", exact, { colour: 1 }],
    ["answer: expected the answer to a curve, got null", null, {}],
    ["answer.points: expected the points of a curve, got an empty array", { ...exact, points: [] }, {}],
    [
      "answer.points[0].drop: expected a number in 0..1, got 2",
      { ...exact, points: [{ drop: 2, probability: 1 }] },
      {},
    ],
    ['answer.of: expected one of "sites", "bonds", got "nodes"', { ...exact, of: "nodes" }, {}],
    ["answer.query: expected the answer to a curve, got undefined", { ...exact, query: undefined }, {}],
    ["network: expected a network, got 3", { ...exact, query: { network: 3 } }, {}],
  ])("refuses bad input: %s", (message, answer, options) => {
    const draw = () => curveToSvg(answer as typeof exact, options as CurveSvgOptions);
    expect(draw).toThrow(PercolationError);
    expect(draw).toThrow(message);
  });
});
