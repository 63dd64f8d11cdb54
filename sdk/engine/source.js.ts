// The engine as plain JavaScript, for hosts without WebAssembly and pages whose policy blocks it.
import type { EngineExports } from "./exports.ts";
import { instantiate } from "./js.gen.ts";
import type { EngineSource } from "./web-assembly.ts";

export function engineSource(): EngineSource | undefined {
  return undefined;
}

export function startEngine(): EngineExports {
  const engine = instantiate();
  return { ...engine, reserve: (bytes) => reserve(engine, bytes) };
}

/** WebAssembly's memory says that it cannot grow; a buffer that cannot be had is thrown. */
function reserve(engine: EngineExports, bytes: number): number {
  try {
    return engine.reserve(bytes);
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
