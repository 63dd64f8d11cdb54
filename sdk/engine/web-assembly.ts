import { instantiateSync } from "@assemblyscript/loader";
import { PercolationError } from "../errors.ts";
import type { EngineExports } from "./exports.ts";

const REMEDY = 'import "percolation/js" instead of "percolation"';

/** Bytes, or what the runtime compiled at deployment. */
export type EngineSource = Uint8Array<ArrayBuffer> | WebAssembly.Module;

/** Starts the engine of a source. Throws `engine-unavailable`, which names the entry that works here. */
export function startWebAssembly(source: EngineSource, { simd }: { simd: boolean }): EngineExports {
  if (typeof WebAssembly === "undefined") throw unavailable(`this runtime has no WebAssembly; ${REMEDY}`);
  if (!(source instanceof Uint8Array)) adopt(source);
  else if (simd && !WebAssembly.validate(source)) {
    throw unavailable('this runtime has no WebAssembly SIMD; import "percolation/scalar" instead of "percolation"');
  }
  try {
    return instantiateSync<EngineExports & Record<string, unknown>>(source).exports;
  } catch (error) {
    const policy = "a content security policy must allow 'wasm-unsafe-eval'";
    throw unavailable(`WebAssembly is blocked here; ${REMEDY}, or ${policy}`, error);
  }
}

/** A module of another realm, as Next.js hands it into its edge sandbox, is a module to the runtime but not to `instanceof`. */
function adopt(module: WebAssembly.Module): void {
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
}

function unavailable(reason: string, cause?: unknown): PercolationError {
  return new PercolationError("engine-unavailable", `engine: expected a runtime that can start it, but ${reason}`, {
    field: "engine",
    cause,
  });
}
