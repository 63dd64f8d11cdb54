import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { allocate, readBytes, readNumbers } from "../../sdk/engine/arena.ts";
import type { EngineExports } from "../../sdk/engine/exports.ts";
import { type Layer, layerBytes, widest, writeLayers } from "../../sdk/engine/layers.ts";
import { layOutProgram } from "../../sdk/engine/programs.ts";
import { dropping } from "../../sdk/networks/removal.ts";
import { countingProgramOfLayers } from "../../sdk/programs/layers.ts";
import { loadEngine } from "./load.ts";

const simd = loadEngine("simd");
const scalar = loadEngine("scalar");
const debug = loadEngine("debug");
const js = loadEngine("js");

const rate = fc
  .oneof(fc.constantFrom(0, 1, 0.5, 0.125, 0.3, 1e-4, 1 - 1e-4), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(dropping);

const layers = fc
  .array(
    fc.record({
      width: fc.integer({ min: 1, max: 70 }),
      sites: rate,
      bonds: rate,
      repeat: fc.constantFrom(1, 1, 2, 260),
    }),
    {
      minLength: 2,
      maxLength: 5,
    },
  )
  .map((all): Layer[] =>
    all.map((layer, index) => (index === 0 ? { ...layer, repeat: 1, bonds: dropping(0) } : layer)),
  );

/** What the loader adds to the exports begins with two underscores. */
const isOfAbi = (name: string) => !name.startsWith("__") && name !== "table";

/** Everything that an engine computes for these layers. */
function compute(engine: EngineExports, network: readonly Layer[], seed: number) {
  const width = widest(network);
  const outputs = (network[network.length - 1] as Layer).width;
  const { runnable, reached, histogram } = countingProgramOfLayers(network.map((layer) => ({ ...layer, repeat: 1 })));
  const laid = layOutProgram(engine, runnable.operations, { ...runnable, masked: true });
  engine.writeMasks(laid.ops, laid.count, seed, 7, 3, 0, seed % 128);
  const open = engine.runProgram(laid.ops, laid.count, seed, 7, 0, 0, 3, 77, 0);
  const masks = [...laid.masks.values()].map(({ pointer, length }) => readBytes(engine, pointer, length));
  const counts = [...reached, histogram].map((total) => readNumbers(engine, laid.totals.get(total) ?? 0, total.length));
  const [records, exact, law, work] = allocate(
    engine,
    layerBytes(network),
    16,
    8 * (outputs + 8),
    Math.max(engine.carriedBytes(width), 48 * width),
  );
  new Uint8Array(engine.memory.buffer).fill(0, exact, work);
  writeLayers(engine, network, records);
  engine.solveChain(records, network.length, width, 1e5, exact, work);
  engine.solveLaw(records, network.length, width, 1e5, law, law + 8 * outputs, 8, work);
  return { open, masks, counts, exact: readBytes(engine, exact, work - exact) };
}

describe("the builds of the engine", () => {
  test("import nothing, but for the debug build's abort", () => {
    expect(simd.imports).toEqual([]);
    expect(scalar.imports).toEqual([]);
    expect(debug.imports).toEqual(["env.abort"]);
  });

  test("export the same names, and the JavaScript build no others", () => {
    expect(Object.keys(js.engine).sort()).toEqual(Object.keys(scalar.engine).filter(isOfAbi).sort());
    expect(Object.keys(simd.engine).sort()).toEqual(Object.keys(scalar.engine).sort());
  });

  test("SIMD, scalar, debug and JavaScript give the same bits for masks, counts and exact results", () => {
    fc.assert(
      fc.property(layers, fc.integer({ min: 0, max: 2 ** 31 - 1 }), (network, seed) => {
        const expected = compute(scalar.engine, network, seed);
        expect(compute(simd.engine, network, seed)).toEqual(expected);
        expect(compute(js.engine, network, seed)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(layers, (network) => {
        expect(compute(debug.engine, network, 5)).toEqual(compute(simd.engine, network, 5));
      }),
      { numRuns: 10 },
    );
  });

  test("trap on memory that is not theirs", () => {
    const misuse = (engine: EngineExports) => {
      const [records, result, work] = allocate(engine, 192, 16, 4096);
      const layer = { width: 2 ** 30, sites: dropping(0.5), bonds: dropping(0.5), repeat: 1 };
      writeLayers(engine, [layer, layer, layer], records);
      engine.solveChain(records, 3, 2 ** 30, 10, result, work);
    };
    expect(() => misuse(loadEngine("simd").engine)).toThrow(WebAssembly.RuntimeError);
    expect(() => misuse(loadEngine("scalar").engine)).toThrow(WebAssembly.RuntimeError);
  });

  test.each(["simd", "scalar", "js"] as const)("refuse memory they cannot have, and go on: %s", (build) => {
    const { engine } = loadEngine(build);
    for (const bytes of [2 ** 31, 2 ** 40, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(engine.reserve(bytes)).toBe(0);
    expect(engine.reserve(1000)).toBeGreaterThan(0);
  });

  test("refuse memory that the host refuses: the JavaScript build gets no buffer", () => {
    const { engine } = loadEngine("js");
    const before = engine.memory.buffer;
    vi.stubGlobal(
      "ArrayBuffer",
      class {
        constructor() {
          throw new RangeError("Array buffer allocation failed");
        }
      },
    );
    try {
      expect(engine.reserve(2 ** 24)).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
    expect(engine.memory.buffer).toBe(before);
    const start = engine.reserve(2 ** 24);
    expect(start).toBeGreaterThan(0);
    expect(engine.memory.buffer.byteLength).toBeGreaterThanOrEqual(start + 2 ** 24);
  });

  test("keep what their memory holds when it grows, and keep it from each other", () => {
    const [first, second] = [loadEngine("js").engine, loadEngine("js").engine];
    const start = first.reserve(8);
    new Uint8Array(first.memory.buffer)[start] = 77;
    first.reserve(2 ** 20);
    second.reserve(8);
    expect(new Uint8Array(first.memory.buffer)[start]).toBe(77);
    expect(new Uint8Array(second.memory.buffer)[start]).toBe(0);
  });
});
