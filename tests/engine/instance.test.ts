import { layered, pathProbability } from "percolation";
import { expect, test, vi } from "vitest";
import { withEngine } from "../../sdk/engine/instance.ts";
import { PercolationError } from "../../sdk/errors.ts";

const network = layered([2, 2, 2], { dropBonds: 0.5 });

test("one engine serves all calls, and a fresh one those after a trap", () => {
  const first = withEngine((engine) => engine);
  expect(withEngine((engine) => engine)).toBe(first);
  expect(() => withEngine((engine) => engine.runProgram(2 ** 30, 2, 0, 0, 0, 0, 1, 128, 0))).toThrow(
    WebAssembly.RuntimeError,
  );
  expect(withEngine((engine) => engine)).not.toBe(first);
  expect(pathProbability(network).probability).toBe(0.80859375);
});

test("an error that the engine did not cause leaves it in place", () => {
  const before = withEngine((engine) => engine);
  expect(() =>
    withEngine(() => {
      throw new PercolationError("too-large", "network: expected less, got more");
    }),
  ).toThrow(PercolationError);
  expect(withEngine((engine) => engine)).toBe(before);
});

test("memory that a large query took is given back", () => {
  pathProbability(layered([1048576, 1048576, 2], { dropSites: 0.9 }));
  expect(withEngine((engine) => engine).memory.buffer.byteLength).toBeLessThanOrEqual(2 ** 28);
});

test.each([
  [
    "no WebAssembly at all",
    () => vi.stubGlobal("WebAssembly", undefined),
    'this runtime has no WebAssembly; import "percolation/js" instead of "percolation"',
  ],
  ["no SIMD", () => vi.spyOn(WebAssembly, "validate").mockReturnValue(false), 'import "percolation/scalar"'],
  [
    "a policy against it",
    () =>
      vi.stubGlobal("WebAssembly", {
        ...WebAssembly,
        validate: () => true,
        Module: class {
          constructor() {
            throw new Error("blocked by CSP");
          }
        },
      }),
    'WebAssembly is blocked here; import "percolation/js" instead of "percolation", ' +
      "or a content security policy must allow 'wasm-unsafe-eval'",
  ],
])("%s is an error that names the remedy", async (_, arrange, remedy) => {
  vi.resetModules();
  arrange();
  try {
    const fresh = await import("percolation");
    fresh.pathProbability(fresh.layered([2, 2]));
    expect.unreachable();
  } catch (error) {
    expect((error as PercolationError).code).toBe("engine-unavailable");
    expect((error as Error).message).toContain(remedy);
  } finally {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }
});
