import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** What a script among the examples prints. */
function run(name: string): string {
  const script = fileURLToPath(new URL(`../../examples/${name}.js`, import.meta.url));
  return execFileSync(process.execPath, [script], { encoding: "utf8" });
}

test("`npm start` answers its questions, on the real model file too", () => {
  const output = run("first-questions");
  expect(output).toContain("2400-32-32-1");
  expect(output).toMatch(/dropconnect 0\.9 leaves no path in\s+3\.879 % of the steps \(exact\)/);
  expect(output).toMatch(/exact\s+0\.528929142063/);
  expect(output).toMatch(/178 hidden layers/);
  expect(output).toMatch(/1100\.2 expected of 4000/);
});

test("the road map of 102494 places falls apart as it is closed", () => {
  const output = run("roads");
  expect(output).toContain("places 102494, parts 543, largest part 98.2 %");
  expect(output).toContain("closing some of 115231 segments");
  expect(output).toMatch(/open 90\.0 %: largest part 5\d\.\d %/);
  expect(output).toMatch(/falls apart at about 9\d\.\d %/);
});

test("the airports fall apart sooner when the busiest close first", () => {
  const output = run("airports");
  expect(output).toContain("airports 305");
  const [, random, busiest, between] = /90\.0 % +([\d.]+) % +([\d.]+) % +([\d.]+) %/.exec(output) ?? [];
  expect(Number(random)).toBeGreaterThan(85);
  expect(Number(busiest)).toBeLessThan(65);
  expect(Number(between)).toBeLessThan(65);
});
