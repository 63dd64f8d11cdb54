// Writes the JSON Schemas of all queries as text, so that the package needs nothing to make them with.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [path("openapi/schemas.ts")],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
});
const [{ contents }] = outputFiles;
const { componentSchemas } = await import(`data:text/javascript;base64,${Buffer.from(contents).toString("base64")}`);
const text = JSON.stringify(componentSchemas());
writeFileSync(path("openapi/schemas.gen.ts"), `export const schemas: string = ${JSON.stringify(text)};\n`);
