import * as fs from "node:fs";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExample } from "./examples.ts";
import { modules } from "./modules.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, source]) => source as string);

test("the README is finished and names only files that exist", () => {
  expect(readme).not.toMatch(/\b[A-Z]+_[A-Z]+\b(?!\])/);
  for (const [, path] of readme.matchAll(/\]\(((?:docs|bench|examples|CHANGELOG)[^)#]*)/g)) {
    expect(fs.existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  }
});

describe("the examples of the README hold", () => {
  test("there are some", () => {
    expect(blocks.length).toBeGreaterThan(1);
  });

  blocks.forEach((source, index) => {
    test(`#${index + 1}`, async () => {
      const checked = await runExample(source, modules, (actual, expected, line) => {
        expect(actual, line).toEqual(expected);
      });
      expect(checked, "statements with a result").toBeGreaterThan(0);
    });
  });
});
