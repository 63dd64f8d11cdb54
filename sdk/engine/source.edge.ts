// Vercel's edge runtime takes a ready module too, under a name of its own.
import engine from "./engine.wasm?module";

export const usesSimd: boolean = true;

export function engineSource(): Uint8Array<ArrayBuffer> | WebAssembly.Module {
  return engine;
}
