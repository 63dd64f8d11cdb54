// Vercel's edge runtime takes a ready module too, under a name of its own.
import engine from "./engine.wasm?module";
import type { EngineExports } from "./exports.ts";
import { startModule } from "./ready-module.ts";
import type { EngineSource } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return engine;
}

export function startEngine(): EngineExports {
  return startModule(engine);
}
