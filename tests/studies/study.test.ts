import { describe, expect, test } from "vitest";
import { errorOf, type Findings, hasPassed, joinFindings, toCsv } from "../../sdk/studies/study.ts";

describe("a target", () => {
  test("is met within its tolerance, in its units or as a share", () => {
    expect(hasPassed({ name: "", target: 10, measured: 10.5, tolerance: 0.5 })).toBe(true);
    expect(hasPassed({ name: "", target: 10, measured: 10.5, tolerance: 0.1 })).toBe(false);
    const relative = { name: "", target: -10, measured: -10.5, tolerance: 0.05, isRelative: true };
    expect([errorOf(relative), hasPassed(relative)]).toEqual([0.05, true]);
  });

  test("that is the least that will do is met by anything above it", () => {
    const least = { name: "", target: 88, measured: 90, tolerance: 0, isLeast: true };
    expect([errorOf(least), hasPassed(least)]).toEqual([0, true]);
    expect([errorOf({ ...least, measured: 87 }), hasPassed({ ...least, measured: 87 })]).toEqual([1, false]);
    expect(hasPassed({ ...least, measured: Number.NaN })).toBe(false);
  });

  test("is not met by a number that is none", () => {
    expect(hasPassed({ name: "", target: 0, measured: Number.NaN, tolerance: Number.POSITIVE_INFINITY })).toBe(false);
  });
});

test("a table is CSV, its texts quoted where they have to be", () => {
  const rows = [
    ["a,b", 1],
    ['say "x"', 2.5],
  ];
  expect(toCsv({ name: "t", columns: ["text", "number"], rows })).toBe('text,number\r\n"a,b",1\r\n"say ""x""",2.5\r\n');
});

test("findings are joined in their order", () => {
  const found = (name: string): Findings => ({
    targets: [{ name, target: 1, measured: 1, tolerance: 0 }],
    tables: [{ name, columns: ["x"], rows: [[1]] }],
    pictures: [{ name, svg: "<svg />" }],
  });
  const { targets, tables, pictures } = joinFindings([found("a"), found("b")]);
  for (const all of [targets, tables, pictures]) expect(all.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("what parts left out is named once, and not at all where nothing was", () => {
  const none: Findings = { targets: [], tables: [], pictures: [] };
  expect(joinFindings([none, none])).toEqual(none);
  const joined = joinFindings([{ ...none, leftOut: ["a", "b"] }, none, { ...none, leftOut: ["a"] }]);
  expect(joined.leftOut).toEqual(["a", "b"]);
});
