// Bundles what runs inside a worker into text, from which pools start workers in every runtime.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [path("worker.ts")],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  globalName: "percolationWorker",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  plugins: [
    {
      name: "engine-source",
      setup(bundle) {
        bundle.onResolve({ filter: /\/source\.ts$/ }, () => ({ path: path("../engine/source.given.ts") }));
      },
    },
  ],
});
const [{ text }] = outputFiles;
writeFileSync(path("worker.gen.ts"), `export const workerSource: string = ${JSON.stringify(text.trim())};\n`);
