/**
 * The engine's drawing code by itself. The package's WebAssembly module exports questions, not words, so
 * the benchmarks compile one of their own from the same sources with the options of asconfig.json.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const ENTRY = "bench/entry.ts"; // a name only: the text is below, out of sight of TypeScript's own checker

const ENTRY_TEXT = `
export { reserve } from "../assembly/memory/arena";
export { openLayer, openTarget } from "../assembly/random/address";
export { draw } from "../assembly/random/draw";
export { ARRIVED } from "../assembly/random/slots";
`;

/** Compiles and instantiates the drawing code for a target of asconfig.json: "simd" or "scalar". */
export async function startDrawing(target) {
  const config = JSON.parse(readFileSync(`${ROOT}asconfig.json`, "utf8"));
  const files = new Map([
    ["asconfig.json", JSON.stringify({ ...config, entries: [ENTRY] })],
    [ENTRY, ENTRY_TEXT],
  ]);
  let bytes;
  const { error, stderr } = await asc.main(["--baseDir", ROOT, "--target", target], {
    readFile: (name) => files.get(name) ?? readSource(name),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) bytes = contents;
    },
  });
  if (error) throw new Error(`bench: the drawing code does not compile for target ${target}:\n${stderr}`);
  const { instance } = await WebAssembly.instantiate(bytes, {});
  return instance.exports;
}

/** A source file, or null where there is none, as the compiler asks for several spellings. */
function readSource(name) {
  try {
    return readFileSync(`${ROOT}${name}`, "utf8");
  } catch {
    return null;
  }
}
