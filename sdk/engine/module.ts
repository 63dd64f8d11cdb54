import { engineSource } from "./source.ts";

/** The engine compiled, to be sent to workers; undefined where WebAssembly is missing or blocked. */
export function compileEngine(): WebAssembly.Module | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  const source: unknown = engineSource();
  if (source instanceof WebAssembly.Module) return source;
  if (!(source instanceof Uint8Array)) return undefined;
  try {
    return new WebAssembly.Module(source as Uint8Array<ArrayBuffer>);
  } catch {
    return undefined;
  }
}
