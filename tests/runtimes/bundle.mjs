/** Bundles an entry of this folder together with one build of the package. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { distDirectory, engineFiles, matrixDirectory } from "./locations.mjs";

/** @typedef {"simd" | "scalar"} EngineBuild */

/**
 * `percolation` is the chosen file of dist; its other entries are the same in every build.
 * @param {string} mainFile @returns {import("esbuild").Plugin}
 */
function packageAs(mainFile) {
  return {
    name: "package under test",
    setup({ onResolve }) {
      onResolve({ filter: /^percolation$/ }, () => ({ path: join(distDirectory, mainFile) }));
      onResolve({ filter: /^percolation\// }, ({ path }) => ({
        path: join(distDirectory, `${path.slice("percolation/".length)}.js`),
      }));
    },
  };
}

/**
 * Leaves `import module from "./engine.wasm"` for workerd to resolve, and notes which file it means.
 * @param {Map<string, string>} modules from the name in the import to the file
 * @returns {import("esbuild").Plugin}
 */
function webAssemblyModules(modules) {
  return {
    name: "WebAssembly modules",
    setup({ onResolve }) {
      onResolve({ filter: /\.wasm$/ }, ({ path, importer }) => {
        modules.set(path, join(dirname(importer), path));
        return { path, external: true };
      });
    },
  };
}

/** @type {import("esbuild").BuildOptions} */
const common = { bundle: true, format: "esm", target: "es2022", write: false, logLevel: "silent", charset: "utf8" };

/** @param {import("esbuild").BuildOptions} options @returns {Promise<string>} */
async function bundled(options) {
  const { outputFiles } = await build({ ...common, ...options });
  const text = outputFiles?.[0]?.text;
  if (text === undefined) throw new Error("esbuild wrote nothing");
  return text;
}

/**
 * The golden suite with its engine inside, for everything that compiles bytes.
 * @param {"process" | "page"} entry @param {EngineBuild} engine
 */
export async function bundleGolden(entry, engine) {
  const code = await bundled({
    entryPoints: [join(matrixDirectory, "entries", `${entry}.mjs`)],
    platform: entry === "page" ? "browser" : "neutral",
    // Importers read files only when asked to; a process has node:* and a page never gets there.
    external: entry === "page" ? [] : ["node:*"],
    mainFields: ["module", "main"],
    plugins: [packageAs(engine === "simd" ? "index.js" : "index.scalar.js")],
  });
  // Both builds answer alike, so only this tells that the one named in the report is the one that ran.
  const other = engine === "simd" ? "scalar" : "simd";
  if (!code.includes(markOf(engine))) throw new Error(`the bundle does not hold the ${engine} engine: build again`);
  if (code.includes(markOf(other))) throw new Error(`the ${engine} bundle also holds the ${other} engine`);
  return code;
}

/** What tells the text of one engine from that of the other: its order of bytes. @param {EngineBuild} engine */
function markOf(engine) {
  const text = readFileSync(new URL(`../../sdk/engine/${engine}.gen.ts`, import.meta.url), "utf8");
  return /order: "([0-9a-f]+)"/.exec(text)?.[1] ?? engine;
}

/**
 * The golden suite for workerd, which takes compiled modules only: the engine stays a file beside the bundle.
 * @param {EngineBuild} engine
 */
export async function bundleGoldenWorker(engine) {
  const modules = new Map();
  const code = await bundled({
    entryPoints: [join(matrixDirectory, "entries", "worker.mjs")],
    conditions: ["workerd"],
    external: ["node:*"],
    plugins: [packageAs("index.workerd.js"), webAssemblyModules(modules)],
  });
  // The same worker, the other engine under the same module name.
  if (engine === "scalar") for (const name of modules.keys()) modules.set(name, engineFiles.scalar);
  return { code, modules };
}

/** @param {string} entryFile a worker beside a node_modules that holds the packed package */
export async function bundlePackedWorker(entryFile) {
  const modules = new Map();
  const code = await bundled({
    entryPoints: [entryFile],
    conditions: ["workerd"],
    plugins: [webAssemblyModules(modules)],
  });
  return { code, modules };
}
