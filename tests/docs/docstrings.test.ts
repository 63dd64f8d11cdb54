import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExample } from "./examples.ts";
import { modules } from "./modules.ts";

const sdk = new URL("../../sdk/", import.meta.url);

/** The examples in the docstrings of a file, without their comment stars. */
function examplesIn(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const plain = comment.replace(/\*\/$/, "").replace(/^\s*\/?\*+ ?/gm, "");
    const [, example] = /@example\n([\s\S]*?)(?=\n@|$)/.exec(plain) ?? [];
    return example === undefined ? [] : [example.replace(/^```\w*$/gm, "").trim()];
  });
}

const files = readdirSync(sdk, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const examples = files.flatMap((file) =>
  examplesIn(readFileSync(new URL(file, sdk), "utf8")).map((source, index) => ({ file, index, source })),
);

describe("the examples of the docstrings hold", () => {
  for (const { file, index, source } of examples) {
    test(`${file} #${index + 1}`, async () => {
      const checked = await runExample(source, modules, (actual, expected, line) => {
        expect(actual, line).toEqual(expected);
      });
      expect(checked, "statements with a result").toBeGreaterThan(0);
    });
  }
});

test("every public function has an example", () => {
  const own = Object.entries(modules).flatMap(([name, module]) => (name.startsWith("percolation") ? [module] : []));
  const functions = own.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  const text = examples.map(({ source }) => source).join("\n");
  for (const name of functions) expect(text, name).toMatch(new RegExp(`\\b${name}\\b`));
});
