import { readFileSync } from "node:fs";
import { instantiateSync } from "@assemblyscript/loader";
import type { EngineExports } from "../../sdk/engine/exports.ts";
import { startEngine } from "../../sdk/engine/source.js.ts";

type Compiled = "simd" | "scalar" | "debug";

/** An engine of its own, with what it imports: nothing, but for the debug build's `abort`. */
export function loadEngine(build: Compiled | "js"): { engine: EngineExports; imports: string[] } {
  if (build === "js") return { engine: startEngine(), imports: [] };
  const bytes = readFileSync(new URL(`../../build/engine.${build}.wasm`, import.meta.url));
  const module = new WebAssembly.Module(bytes);
  const imports = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
  return { engine: instantiateSync<EngineExports & Record<string, unknown>>(module).exports, imports };
}
