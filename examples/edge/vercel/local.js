// Serves api/index.js as the platform runs it: bundled under the condition "edge-light", in an edge runtime that
// compiles no bytes, with the engine as a module that was compiled beforehand. `PORT=8000 npm start`
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EdgeRuntime, runServer } from "edge-runtime";
import { build } from "esbuild";

const engines = [];

/** `import engine from "./engine.wasm?module"` becomes the compiled module itself. */
const compiledModules = {
  name: "compiled modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?module", "")),
      namespace: "compiled",
    }));
    onLoad({ filter: /./, namespace: "compiled" }, ({ path }) => {
      engines.push(new WebAssembly.Module(readFileSync(path)));
      return { contents: `export default engines[${engines.length - 1}];`, resolveDir: dirname(path) };
    });
  },
};

const { outputFiles } = await build({
  stdin: {
    contents: `import handler from "./api/index.js";
      addEventListener("fetch", (event) => event.respondWith(handler(event.request)));`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  write: false,
  format: "iife",
  conditions: ["edge-light"],
  plugins: [compiledModules],
});
const [bundle] = outputFiles;

const runtime = new EdgeRuntime({
  initialCode: bundle.text,
  codeGeneration: { strings: false, wasm: false },
  extend: (context) => Object.assign(context, { engines }),
});
const { url } = await runServer({ runtime, host: "127.0.0.1", port: Number(process.env.PORT ?? 8000) });
console.log(`Listening on ${url}`);
