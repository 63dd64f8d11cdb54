import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { percolation } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "percolation-reproduce-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("prints of each value target, measured, error and pass, and writes figures with their numbers", async () => {
  const out = join(folder, "deep", "figures");
  const { code, stdout, stderr } = await percolation(["reproduce", "percolation", "--out", out]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^value +target +measured +error +pass$/m);
  expect(stdout).toMatch(/^theta, bonds, drop 0\.5, W 2, L 2 +0\.683349609375 +0\.683349609375 +0\.0 +yes$/m);
  expect(stdout).toMatch(/^\d+ targets, all met\.$/m);
  const files = readdirSync(out);
  expect(files).toContain("collapse-sites.svg");
  expect(files.filter((file) => file.endsWith(".csv")).length).toBe(files.length / 2);
  expect(readFileSync(join(out, "theta-bonds.csv"), "utf8")).toMatch(/^method,depth,drop,theta\r\nexact,1,0,1\r\n/);
  expect(readFileSync(join(out, "theta-bonds.svg"), "utf8")).toMatch(/^<svg /);
});

test("an interrupt ends it with exit code 130", async () => {
  const outcome = await percolation("reproduce percolation", { onListening: (interrupt) => interrupt() });
  expect(outcome).toMatchObject({ code: 130, stderr: "interrupted\n" });
});

test.each([
  ["reproduce nothing", /^reproduce: expected one of percolation, .*all, got "nothing"\n$/],
  ["reproduce percolation all", /^reproduce: expected one study, got "all" too\n$/],
  ["reproduce --out", /^/],
  ["reproduce --what", /^/],
  [
    "reproduce percolation --out /dev/null/x",
    /^--out: expected a folder that can be written to, got "\/dev\/null\/x"\n$/,
  ],
])("%s is refused by one line", async (line, message) => {
  const { code, stdout, stderr } = await percolation(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
  expect(stderr.split("\n").length).toBe(2);
});
