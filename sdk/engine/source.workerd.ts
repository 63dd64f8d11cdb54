// workerd compiles WebAssembly at deployment only: the import is a ready module.
import engine from "./engine.wasm";
import type { EngineExports } from "./exports.ts";
import { startModule } from "./ready-module.ts";
import type { EngineSource } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return engine;
}

export function startEngine(): EngineExports {
  return startModule(engine);
}
