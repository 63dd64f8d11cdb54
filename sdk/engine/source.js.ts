// The engine as plain JavaScript, for hosts without WebAssembly and pages whose policy blocks it.
import type { EngineExports } from "./exports.ts";
import { instantiate } from "./js.gen.ts";
import { withRoom } from "./script.ts";
import type { EngineSource } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return undefined;
}

export function startEngine(): EngineExports {
  return withRoom(instantiate());
}
