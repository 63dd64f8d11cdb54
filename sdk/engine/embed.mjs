// Writes what the build embeds in JavaScript: the engine and the module that trains, both builds of each as text, the
// scalar ones as JavaScript as well; and the package's version.
//
// A byte becomes one character if it is among the frequent ones, else two. Base64 cuts bytes into pieces of six
// bits, which hides their repetitions from gzip: it would be a quarter larger on the wire.
import { readFileSync, writeFileSync } from "node:fs";
import { toJavaScript } from "./to-javascript.mjs";

const root = new URL("../../", import.meta.url);

/** Printable ASCII without what a string has to escape. The last two lead pairs. */
const CHARACTERS = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (character) => character !== '"' && character !== "\\",
);
const SINGLES = CHARACTERS.length - 2;

/** The code of the byte at a place in the order of frequency. */
function codeAt(place) {
  if (place < SINGLES) return CHARACTERS[place];
  const rest = place - SINGLES;
  return CHARACTERS[SINGLES + Math.floor(rest / CHARACTERS.length)] + CHARACTERS[rest % CHARACTERS.length];
}

/** Bytes as what packed.ts unpacks. */
function pack(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const codes = new Map(order.map((byte, place) => [byte, codeAt(place)]));
  const text = Array.from(bytes, (byte) => codes.get(byte)).join("");
  return { order: Buffer.from(order).toString("hex"), text };
}

/** Writes the builds of a module to a folder. */
function embed(module, folder, exportsName) {
  for (const build of ["simd", "scalar"]) {
    const { order, text } = pack(readFileSync(new URL(`build/${module}.${build}.wasm`, root)));
    const source = `export const packedEngine = {\n  order: "${order}",\n  text: "${text}",\n};\n`;
    writeFileSync(new URL(`${folder}/${build}.gen.ts`, root), source);
  }
  const scalar = readFileSync(new URL(`build/${module}.scalar.wasm`, root));
  writeFileSync(new URL(`${folder}/js.gen.ts`, root), toJavaScript(scalar, exportsName));
}

embed("engine", "sdk/engine", "EngineExports");
embed("training", "sdk/engine/training", "TrainingExports");

const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
writeFileSync(new URL("sdk/engine/version.gen.ts", root), `export const version = "${version}";\n`);
