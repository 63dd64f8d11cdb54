// The scalar engine as JavaScript, by Binaryen's wasm2js: for hosts without WebAssembly.
import binaryen from "assemblyscript/binaryen";
import { transformSync } from "esbuild";

const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;

/**
 * What wasm2js cannot say or says slowly, in terms it has. Conversions saturate as the instructions do, for NaN and
 * beyond the ends too; bits are counted in parallel and not in a loop over them.
 */
const functions = {
  "i32.trunc_sat_f64_s": `(func $i32.trunc_sat_f64_s (param $x f64) (result i32)
    (if (f64.ge (local.get $x) (f64.const 0x1p31)) (then (return (i32.const 0x7fffffff))))
    (if (f64.gt (local.get $x) (f64.const -2147483649)) (then (return (i32.trunc_f64_s (local.get $x)))))
    (if (f64.lt (local.get $x) (f64.const 0)) (then (return (i32.const 0x80000000))))
    (i32.const 0))`,
  "i32.trunc_sat_f64_u": `(func $i32.trunc_sat_f64_u (param $x f64) (result i32)
    (if (f64.ge (local.get $x) (f64.const 0x1p32)) (then (return (i32.const -1))))
    (if (f64.gt (local.get $x) (f64.const -1)) (then (return (i32.trunc_f64_u (local.get $x)))))
    (i32.const 0))`,
  "i64.trunc_sat_f64_u": `(func $i64.trunc_sat_f64_u (param $x f64) (result i64)
    (if (f64.ge (local.get $x) (f64.const 0x1p64)) (then (return (i64.const -1))))
    (if (f64.gt (local.get $x) (f64.const -1)) (then (return (i64.trunc_f64_u (local.get $x)))))
    (i64.const 0))`,
  "i64.popcnt": `(func $i64.popcnt (param $x i64) (result i64)
    (i64.extend_i32_u (i32.add
      (call $count (i32.wrap_i64 (local.get $x)))
      (call $count (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 32)))))))
  (func $count (param $x i32) (result i32)
    (local.set $x (i32.sub (local.get $x)
      (i32.and (i32.shr_u (local.get $x) (i32.const 1)) (i32.const 0x55555555))))
    (local.set $x (i32.add (i32.and (local.get $x) (i32.const 0x33333333))
      (i32.and (i32.shr_u (local.get $x) (i32.const 2)) (i32.const 0x33333333))))
    (local.set $x (i32.and (i32.add (local.get $x) (i32.shr_u (local.get $x) (i32.const 4))) (i32.const 0x0f0f0f0f)))
    (i32.shr_u (i32.mul (local.get $x) (i32.const 0x01010101)) (i32.const 24)))`,
};

/** Modules as the compiler writes them, with the instructions above replaced by calls. */
function lower(bytes) {
  const features = BulkMemory | BulkMemoryOpt | MutableGlobals;
  const compiled = binaryen.readBinaryWithFeatures(bytes, features | NontrappingFPToInt | SignExt);
  let text = compiled.emitText();
  compiled.dispose();
  for (const instruction of Object.keys(functions))
    text = text.replaceAll(`(${instruction}\n`, `(call $${instruction}\n`);
  const lowered = binaryen.parseText(text.replace(/\)\s*$/, `${Object.values(functions).join("\n")})`));
  lowered.setFeatures(features);
  if (!lowered.validate()) throw new Error("the engine holds an instruction that wasm2js does not take: lower it here");
  return lowered;
}

/** The module of these bytes as the text of a TypeScript module; `exportsName` is the type of what it exports. */
export function toJavaScript(bytes, exportsName) {
  const module = lower(bytes);
  // As asconfig.json has it: the numbers must not depend on a shrink level.
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  const [body, exported] = module.emitAsmjs().split(/^var retasmFunc = asmFunc\(\{\n\}\);$/m);
  module.dispose();
  if (exported === undefined) throw new Error("the engine imports something, or wasm2js writes in another form");
  // Inside a function, because nothing is to happen at import and no instance may share another's memory.
  const source = `function start() {\n${body}\nreturn asmFunc();\n}`;
  const { code } = transformSync(source, { minify: true, target: "es2022" });
  return [
    "// @ts-nocheck",
    `import type { ${exportsName} } from "./exports.ts";`,
    code.trim(),
    `export const instantiate: () => ${exportsName} = start;`,
    "",
  ].join("\n");
}
