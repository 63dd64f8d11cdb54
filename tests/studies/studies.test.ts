import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { studies } from "../../sdk/studies/index.ts";
import { type Findings, hasPassed, joinFindings } from "../../sdk/studies/study.ts";

const reproduction = readFileSync(new URL("../../docs/reproduction.md", import.meta.url), "utf8");

describe.each(studies)("the study $name", ({ parts }) => {
  let findings: Findings;
  beforeAll(() => {
    findings = joinFindings(parts.map((find) => find()));
  }, 600_000);

  test("meets all of its targets, each of which is one of its own", () => {
    expect(findings.targets.filter((target) => !hasPassed(target))).toEqual([]);
    expect(findings.leftOut).toBeUndefined();
    expect(findings.targets.length).toBeGreaterThan(10);
    expect(new Set(findings.targets.map(({ name }) => name)).size).toBe(findings.targets.length);
  });

  test("drew the figures of the documentation: npx percolation reproduce all --out docs/figures, but its tables", () => {
    const figures = new URL("../../docs/figures/", import.meta.url);
    for (const { name, svg } of findings.pictures) {
      expect(readFileSync(new URL(`${name}.svg`, figures), "utf8") === svg, name).toBe(true);
      expect(reproduction).toContain(`](figures/${name}.svg)`);
    }
  });

  test("draws pictures and fills tables without a number that is none", () => {
    for (const { svg } of findings.pictures) {
      expect(svg).toMatch(/^<svg /);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
    for (const { columns, rows } of findings.tables) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row.length).toBe(columns.length);
        for (const value of row) expect(typeof value === "string" || Number.isFinite(value)).toBe(true);
      }
    }
  });
});
