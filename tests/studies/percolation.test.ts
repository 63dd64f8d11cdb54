import { beforeAll, describe, expect, test } from "vitest";
import { percolationStudy } from "../../sdk/studies/percolation/index.ts";
import { errorOf, type Findings } from "../../sdk/studies/study.ts";

let findings: Findings;
const told: [number, number][] = [];
beforeAll(async () => {
  findings = await percolationStudy.run(async (done, total) => {
    told.push([done, total]);
  });
});

describe("the study of dropout as percolation", () => {
  test("meets all of its targets", () => {
    const missed = findings.targets.filter((target) => !(errorOf(target) <= target.tolerance));
    expect(missed).toEqual([]);
    expect(findings.targets.length).toBeGreaterThan(80);
    expect(new Set(findings.targets.map(({ name }) => name)).size).toBe(findings.targets.length);
  });

  test("tells how far it is", () => {
    const [, total = 0] = told[0] ?? [];
    expect(told).toEqual(Array.from({ length: total + 1 }, (_, done) => [done, total]));
  });

  test("draws a picture of each table, without a number that is none", () => {
    expect(findings.pictures.map(({ name }) => name)).toEqual(findings.tables.map(({ name }) => name));
    for (const { svg } of findings.pictures) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    for (const { columns, rows } of findings.tables) {
      for (const row of rows) {
        expect(row.length).toBe(columns.length);
        for (const value of row) expect(typeof value === "string" || Number.isFinite(value)).toBe(true);
      }
    }
  });
});
