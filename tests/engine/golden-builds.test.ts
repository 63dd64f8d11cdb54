import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { loadEngine } from "./load.ts";

afterEach(() => {
  vi.doUnmock("../../sdk/engine/source.ts");
  vi.resetModules();
});

test.each(["scalar", "debug", "js"] as const)("the %s build gives the golden values", async (build) => {
  vi.resetModules();
  const start = vi.fn(() => loadEngine(build).engine);
  vi.doMock("../../sdk/engine/source.ts", () => ({ startEngine: start }));
  const { runGolden } = await import("../runtimes/golden.ts");
  const frozen = JSON.parse(readFileSync(new URL("../data/golden.json", import.meta.url), "utf8"));
  expect(runGolden()).toEqual(frozen.values);
  expect(start).toHaveBeenCalled();
});
