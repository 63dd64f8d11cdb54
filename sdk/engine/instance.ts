import { instantiateSync } from "@assemblyscript/loader";
import { PercolationError } from "../errors.ts";
import type { EngineExports } from "./exports.ts";
import { engineSource, usesSimd } from "./source.ts";

/** Memory a query may leave behind; an instance that grew beyond it is not kept. */
const KEPT_BYTES = 2 ** 28;

let instance: EngineExports | undefined;

/**
 * Runs `use` on the engine, which is instantiated at the first call and shared from then on. After a trap
 * its state is undefined, so it is thrown away and the next call gets a fresh one.
 */
export function withEngine<T>(use: (engine: EngineExports) => T): T {
  instance ??= instantiate();
  const engine = instance;
  try {
    return use(engine);
  } catch (error) {
    if (!(error instanceof PercolationError)) instance = undefined;
    throw error;
  } finally {
    if (engine.memory.buffer.byteLength > KEPT_BYTES) instance = undefined;
  }
}

function instantiate(): EngineExports {
  if (typeof WebAssembly === "undefined") throw unavailable("this runtime has no WebAssembly");
  const source = engineSource();
  if (usesSimd && !(source instanceof WebAssembly.Module) && !WebAssembly.validate(source)) {
    throw unavailable('this runtime has no WebAssembly SIMD; import "percolation/scalar" instead of "percolation"');
  }
  try {
    return instantiateSync<EngineExports & Record<string, unknown>>(source).exports;
  } catch (error) {
    throw unavailable("WebAssembly is blocked here; a content security policy must allow 'wasm-unsafe-eval'", error);
  }
}

function unavailable(reason: string, cause?: unknown): PercolationError {
  return new PercolationError("engine-unavailable", `engine: expected a runtime that can start it, but ${reason}`, {
    field: "engine",
    cause,
  });
}
