import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.doUnmock("../../sdk/engine/source.ts");
  vi.resetModules();
});

test.each(["scalar", "debug"])("the %s build gives the golden values", async (build) => {
  vi.resetModules();
  vi.doMock("../../sdk/engine/source.ts", () => ({
    usesSimd: build !== "scalar",
    engineSource: () => readFileSync(new URL(`../../build/engine.${build}.wasm`, import.meta.url)),
  }));
  const { runGolden } = await import("../runtimes/golden.ts");
  const frozen = JSON.parse(readFileSync(new URL("../data/golden.json", import.meta.url), "utf8"));
  expect(runGolden()).toEqual(frozen.values);
});
