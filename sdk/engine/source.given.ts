// In a worker: the module that whoever started it has compiled.
import type { EngineExports } from "./exports.ts";
import { startModule } from "./ready-module.ts";
import type { EngineSource } from "./web-assembly.ts";

let given: WebAssembly.Module | undefined;

export function giveEngine(module: WebAssembly.Module): void {
  given = module;
}

export function engineSource(): EngineSource | undefined {
  return given;
}

export function startEngine(): EngineExports {
  if (!given) throw new TypeError("a worker is given its engine before its first task");
  return startModule(given);
}
