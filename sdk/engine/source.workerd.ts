// workerd compiles WebAssembly at deployment only: the import is a ready module.
import engine from "./engine.wasm";
import type { EngineExports } from "./exports.ts";
import { type EngineSource, startWebAssembly } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return engine;
}

export function startEngine(): EngineExports {
  return startWebAssembly(engine, { simd: true });
}
