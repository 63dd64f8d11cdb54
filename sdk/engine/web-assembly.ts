import { instantiateSync } from "@assemblyscript/loader";
import { unavailable } from "./unavailable.ts";

const REMEDY = 'import "percolation/js" instead of "percolation"';

/** Bytes, or what the runtime compiled at deployment. */
export type EngineSource = Uint8Array<ArrayBuffer> | WebAssembly.Module;

/** Starts a module of bytes, the engine or that which trains. Throws `engine-unavailable`, which names the entry that works here. */
export function startWebAssembly<Exports extends object>(
  source: Uint8Array<ArrayBuffer>,
  { simd }: { simd: boolean },
): Exports {
  if (typeof WebAssembly === "undefined") throw unavailable(`this runtime has no WebAssembly; ${REMEDY}`);
  if (simd && !WebAssembly.validate(source)) {
    throw unavailable('this runtime has no WebAssembly SIMD; import "percolation/scalar" instead of "percolation"');
  }
  try {
    return instantiateSync<Exports & Record<string, unknown>>(source).exports;
  } catch (error) {
    const policy = "a content security policy must allow 'wasm-unsafe-eval'";
    throw unavailable(`WebAssembly is blocked here; ${REMEDY}, or ${policy}`, error);
  }
}
