// Writes what the build embeds in JavaScript: the two engines as base64, and the package's version.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

for (const build of ["simd", "scalar"]) {
  const bytes = readFileSync(new URL(`build/engine.${build}.wasm`, root));
  const text = `export const engineBase64 =\n  "${bytes.toString("base64")}";\n`;
  writeFileSync(new URL(`sdk/engine/${build}.gen.ts`, root), text);
}

const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
writeFileSync(new URL("sdk/engine/version.gen.ts", root), `export const version = "${version}";\n`);
