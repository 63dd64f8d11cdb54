import { readFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toJavaScript } from "../../sdk/engine/to-javascript.mjs";

const TWO_OPERANDS = /^(add|sub|mul|div|rem|and|or|xor|shl|shr|rot|eq$|ne$|[lg][te]|min|max|copysign)/;
const COMPARISON = /^(eq|eqz|ne|[lg][te](_[su])?)$/;

type Kind = "i32" | "i64" | "f64";
interface Instruction {
  name: string;
  operands: 1 | 2;
  from: Kind;
  to: Kind;
}

/** An instruction by its name: `i32.wrap_i64` takes an i64 and gives an i32. */
function describeInstruction(name: string): Instruction {
  const [kind, operation = ""] = name.split(".") as [Kind, string];
  const other = /_(i32|i64|f64)/.exec(operation)?.[1] as Kind | undefined;
  return {
    name,
    operands: TWO_OPERANDS.test(operation) ? 2 : 1,
    from: other ?? kind,
    to: COMPARISON.test(operation) ? "i32" : kind,
  };
}

/** All instructions of the scalar engine that compute: those that only move are left out. */
function instructionsOfEngine(): Instruction[] {
  const module = binaryen.readBinaryWithFeatures(
    readFileSync(new URL("../../build/engine.scalar.wasm", import.meta.url)),
    binaryen.Features.All,
  );
  const names = module.emitText().matchAll(/\(((?:i32|i64|f64)\.(?!const|load|store)\w+)/g);
  module.dispose();
  return [...new Set([...names].map(([, name]) => name as string))].sort().map(describeInstruction);
}

const instructions = instructionsOfEngine();

/** What both builds export unchanged. */
const identifier = (name: string) => name.replace(".", "_");

/** Each instruction as an export, from operands at 0 and 8 to a result at 16. */
function moduleOf(all: readonly Instruction[]): Uint8Array<ArrayBuffer> {
  const functions = all.map(({ name, operands, from, to }) => {
    const loads = [0, 8].slice(0, operands).map((at) => `(${from}.load (i32.const ${at}))`);
    return `(func (export "${identifier(name)}") (${to}.store (i32.const 16) (${name} ${loads.join(" ")})))`;
  });
  const module = binaryen.parseText(`(module (memory (export "memory") 1) ${functions.join("\n")})`);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes as Uint8Array<ArrayBuffer>;
}

type Exports = Record<string, () => void> & { memory: { buffer: ArrayBuffer } };

async function asJavaScript(bytes: Uint8Array): Promise<Exports> {
  const { code } = transformSync(toJavaScript(bytes), { loader: "ts" });
  const { instantiate } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return instantiate();
}

/** The bits that an instruction leaves of these operands; undefined where it traps. NaNs count as one. */
function compute({ memory, ...all }: Exports, { name, to }: Instruction, operands: readonly bigint[]) {
  const view = new DataView(memory.buffer);
  operands.forEach((bits, index) => {
    view.setBigUint64(8 * index, bits, true);
  });
  view.setBigUint64(16, 0n, true);
  try {
    (all[identifier(name)] as () => void)();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return undefined;
    throw error;
  }
  if (to === "f64" && Number.isNaN(view.getFloat64(16, true))) return "NaN";
  return view.getBigUint64(16, true).toString(16);
}

const bitsOf = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0] as bigint;
const ends = [31, 32, 52, 53, 63, 64].flatMap((power) => [-1, -0.5, 0, 0.5, 1].map((offset) => 2 ** power + offset));
const doubles = [...ends, ...ends.map((value) => -value), 0, -0, 0.5, -0.5, 1, -1, Number.NaN, 1 / 0, -1 / 0, 5e-324];
const integers = [
  0n,
  1n,
  31n,
  32n,
  33n,
  63n,
  64n,
  ...[31n, 32n, 63n].flatMap((power) => [-1n, 0n, 1n].map((o) => (1n << power) + o)),
];

const operands: Record<Kind, fc.Arbitrary<bigint>> = {
  f64: fc.oneof(fc.constantFrom(...doubles), fc.double(), fc.double({ min: -1e10, max: 1e10 })).map(bitsOf),
  i32: fc.oneof(fc.constantFrom(...integers), fc.bigInt(0n, 2n ** 32n - 1n)).map((bits) => BigInt.asUintN(32, bits)),
  i64: fc
    .oneof(fc.constantFrom(...integers), fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(-1000n, 1000n))
    .map((bits) => BigInt.asUintN(64, bits)),
};

describe("the instructions of the scalar engine", async () => {
  const bytes = moduleOf(instructions);
  const compiled = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports;
  const translated = await asJavaScript(bytes);

  test("are some dozens, conversions and counts of bits among them", () => {
    const names = instructions.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual(expect.arrayContaining(["i32.trunc_sat_f64_s", "i64.popcnt", "f64.max", "i64.div_u"]));
  });

  test.each(instructions)("$name gives the same bits in JavaScript", (instruction) => {
    const values = operands[instruction.from];
    let compared = 0;
    fc.assert(
      fc.property(fc.tuple(values, values), (pair) => {
        const expected = compute(compiled, instruction, pair.slice(0, instruction.operands));
        if (expected === undefined) return;
        compared++;
        expect(compute(translated, instruction, pair.slice(0, instruction.operands))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});
