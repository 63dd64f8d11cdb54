import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawChart } from "../../sdk/plot/chart/draw-chart.ts";
import { drawHeatMap } from "../../sdk/plot/chart/draw-heat-map.ts";
import { layAxis, log10 } from "../../sdk/plot/chart/scale.ts";

const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe("axes", () => {
  test("logarithms are those of the host but for rounding", () => {
    fc.assert(
      fc.property(positive, (value) => {
        expect(Math.abs(log10(value) - Math.log10(value))).toBeLessThan(1e-9);
      }),
    );
  });

  test.each([false, true])("have ticks along their pixels, for any values (logarithmic: %s)", (logarithmic) => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 5 }), (values) => {
        const { ticks, at } = layAxis({ title: "x", logarithmic }, values, 0, 500, 50);
        expect(ticks.length).toBeGreaterThan(0);
        for (const tick of ticks) expect(tick.at >= -1e-3 && tick.at <= 500.001).toBe(true);
        for (const value of values) expect(at(value)).toBeGreaterThanOrEqual(-1e-3);
      }),
    );
  });

  test("have ticks between two decades too, where 1, 2 and 5 are none", () => {
    const { ticks } = layAxis({ title: "x", logarithmic: true }, [0.11, 0.19], 0, 300, 44);
    expect(ticks.map(({ text }) => text)).toContain("0.15");
  });

  test("of logarithms have no place for 0", () => {
    expect(layAxis({ title: "x", logarithmic: true }, [0, 1, 10], 0, 300, 44).at(0)).toBeUndefined();
    expect(() => layAxis({ title: "x", logarithmic: true }, [0], 0, 300, 44)).toThrow(
      "axis x: expected values above 0",
    );
  });
});

const series = [
  { name: "theory", as: "line", colour: 0, points: [0, 1, 2].map((x) => ({ x, y: x * x })) },
  { name: "a & b", as: "dots", colour: 1, points: [{ x: 1, y: 1, band: [0.5, 1.5] as const }] },
] as const;

test("a chart has its lines, dots and names, escaped", () => {
  const svg = drawChart({ heading: "h", subtitle: "s", across: { title: "x" }, up: { title: "y" }, series });
  expect(svg.match(/<circle /g)?.length).toBe(2);
  expect(svg.match(/<path /g)?.length).toBe(1);
  expect(svg).toContain("a &amp; b");
  expect(svg).toBe(drawChart({ heading: "h", subtitle: "s", across: { title: "x" }, up: { title: "y" }, series }));
});

test("a heat map has one rectangle for neighbours of one colour", () => {
  const map = {
    heading: "h",
    subtitle: "s",
    across: { title: "x", places: [0, 1, 2, 3] },
    up: { title: "y", places: [1, 10], logarithmic: true },
  };
  const cells = (shares: number[][]) => drawHeatMap({ ...map, shares }).match(/<rect /g)?.length ?? 0;
  const [same, mixed] = [cells([Array(4).fill(1), Array(4).fill(1)]), cells([[0, 1, 0, 1], Array(4).fill(1)])];
  expect(mixed - same).toBe(3);
});
