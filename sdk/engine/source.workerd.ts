// workerd compiles WebAssembly at deployment only: the import is a ready module.
import engine from "./engine.wasm";

export const usesSimd: boolean = true;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return engine;
}
