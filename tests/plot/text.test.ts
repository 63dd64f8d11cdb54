import { curve, layered, PercolationError, rectangular } from "percolation";
import { curveToText } from "percolation/plot";
import { describe, expect, test } from "vitest";

const answer = curve(rectangular({ width: 8, depth: 10 }), { of: "sites" });

describe("curveToText", () => {
  test("draws the curve, its axes and the level 1/2", () => {
    expect(curveToText(answer, { columns: 50, rows: 12 })).toBe(
      [
        "1.00 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠙⠒⠒⠦⠤⣄⡀",
        "     │                         ⠙⠲⣄",
        "     │                           ⠈⢳⡀",
        "     │                             ⠙⢦",
        "0.50 ┤······························⠈⠳⡄···········",
        "     │                                ⢳⡀",
        "     │                                 ⠹⣄",
        "     │                                  ⠈⢧⡀",
        "0.00 ┤                                    ⠙⠦⢤⣀⣀⣀⣀⣀",
        "     └┬─────────────────────┬────────────────────┬",
        "     0.0                   0.5                 1.0",
        "         drop rate of hidden neurons (dropout)",
        "",
      ].join("\n"),
    );
  });

  test.each([
    [32, 8],
    [72, 16],
    [200, 60],
  ])("fills %i columns and %i rows, and no more", (columns, rows) => {
    const lines = curveToText(answer, { columns, rows }).split("\n");
    expect(lines).toHaveLength(rows + 1);
    expect(Math.max(...lines.map((line) => line.length))).toBe(columns);
  });

  test("has 72 columns and 16 rows unless told otherwise", () => {
    expect(curveToText(answer)).toBe(curveToText(answer, { columns: 72, rows: 16 }));
  });

  test("colours the curve and nothing but the curve", () => {
    const start = "\u001b[36m";
    const coloured = curveToText(answer, { colour: true });
    expect(coloured).toContain(`${start}⠉`);
    expect(coloured.replaceAll(start, "").replaceAll("\u001b[0m", "")).toBe(curveToText(answer));
  });

  test("draws an unbroken line even where few points lie far apart", () => {
    const coarse = curve(layered([2, 2]), { of: "bonds", points: 2 });
    const columns = curveToText(coarse, { columns: 40, rows: 11 })
      .split("\n")
      .slice(0, 8)
      .map((line) => [...line.slice(6).padEnd(34)]);
    for (let column = 0; column < 34; column++) {
      expect(columns.some((line) => /[\u2801-\u28ff]/.test(line[column] ?? ""))).toBe(true);
    }
  });

  test("draws a curve at one drop rate only", () => {
    const still = curve(layered([2, 2]), { of: "bonds", from: 1, to: 1, points: 2 });
    expect(curveToText(still)).toMatch(/[\u2801-\u28ff]/);
    expect(curveToText(still)).not.toMatch(/NaN|undefined/);
  });

  test("gives the same text for an answer that went through JSON", () => {
    expect(curveToText(JSON.parse(JSON.stringify(answer)))).toBe(curveToText(answer));
  });

  test.each([{ columns: 31 }, { columns: 1001 }, { rows: 7 }, { rows: 2.5 }, { colour: "red" }])(
    "refuses %o",
    (options) => {
      expect(() => curveToText(answer, options as object)).toThrow(PercolationError);
    },
  );
});
