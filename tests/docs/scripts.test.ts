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

test("the face detector is cut at its first convolution alone", () => {
  const output = run("face-detector");
  expect(output).toContain("37 convolutions, 16 sums around branches");
  expect(output).toMatch(/\n {2}conv2d +24 +1\.0e-24 +0\.562\d\n/);
  expect(output).toMatch(/\n {2}28 others +0\n/);
  const [, cut] = /\n {2}0\.9 +(0\.\d+)/.exec(output) ?? [];
  expect(Math.abs(Number(cut) - 0.9 ** 24)).toBeLessThan(0.01);
});

test("a network without skips dies with one layer's channels, one with skips does not", () => {
  const [plain = "", skips = ""] = run("vgg-and-resnet").split("\n\n");
  expect(plain).toMatch(/\n {2}28 of 32 +6\.\d % +0\.031\d +-\n/);
  expect(plain).toMatch(/\n {2}32 of 32 +100\.0 % +0\.0000 +no-path, all-masked$/);
  expect(skips.match(/ 0\.0 % +1\.0000/g)?.length).toBe(5);
  expect(skips).toMatch(/\n {2}32 of 32 .*all-masked, dead-branch$/);
});

test("the residual stream of BERT outlasts any dropout of its branches", () => {
  const output = run("bert-config");
  expect(output).toMatch(/attention dropout 0\.9999 +none of 5000 +monte-carlo/);
  expect(output).toMatch(/a single token, .*0\.000444 +exact/);
  expect(output).toMatch(/with a classifier +at least 10\^-768\.0 +mixed/);
  expect(output).toMatch(/\n {2}classifier-dropout +dropout +0\.000444\n/);
});

test("LeNet-300-100 pruned at random loses its paths long before its weights", () => {
  const output = run("sparse-lenet");
  const rows = [...output.matchAll(/^ {2}(\d+) +(\d+) +(\d+) +([\d.]+) +(.+)$/gm)];
  const effective = new Map(rows.map(([, compression, , , , found]) => [Number(compression), Number(found)]));
  expect(effective.get(3)).toBeCloseTo(3, 1);
  expect(effective.get(10)).toBeCloseTo(10.4, 0);
  expect(effective.get(100)).toBeGreaterThan(400);
  expect(output).toMatch(/1000 +\d+ +0 +0\.0 +no path/);
});
