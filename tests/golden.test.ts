import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runGolden } from "./runtimes/golden.ts";

const file = new URL("data/golden.json", import.meta.url);
const actual = runGolden();

// A changed golden bit is a major version: GOLDEN=write freezes the values anew, on purpose only.
if (process.env.GOLDEN === "write") {
  const source =
    "Frozen results of this package, by tests/golden.test.ts; see docs/determinism.md. Doubles as hexadecimal bits.";
  writeFileSync(file, `${JSON.stringify({ source, values: actual }, null, 1)}\n`);
}
const { values } = JSON.parse(readFileSync(file, "utf8")) as { values: typeof actual };

describe("golden values", () => {
  test("have the frozen names", () => {
    expect(Object.keys(actual)).toEqual(Object.keys(values));
  });

  for (const [name, expected] of Object.entries(values)) {
    test(`${name} are the frozen bits`, () => {
      expect(actual[name]).toEqual(expected);
    });
  }
});
