/** Bundles an entry of this folder, a suite and one build of the package; or leaves the package to be imported. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { distDirectory, matrixDirectory, moduleFile } from "./locations.mjs";

/** @typedef {"simd" | "scalar" | "js"} EngineBuild */
/** @typedef {"process" | "page" | "worker"} Entry */
/** @typedef {"golden" | "interpreted" | "pool" | "refusal"} Suite */
/** @typedef {"percolation" | "percolation/js"} Specifier what a user imports */

/** The entry of dist that holds an engine, for everything that compiles bytes. */
const mainFiles = { simd: "index.js", scalar: "index.scalar.js", js: "index.js-engine.js" };

/** @param {Suite} suite @returns {import("esbuild").Plugin} */
function runs(suite) {
  return {
    name: "suite",
    setup({ onResolve }) {
      const path = join(matrixDirectory, "entries", `${suite}-suite.mjs`);
      onResolve({ filter: /^suite$/ }, () => ({ path }));
    },
  };
}

/** `percolation` is the chosen file of dist. @param {string} mainFile @returns {import("esbuild").Plugin} */
function packageAs(mainFile) {
  return {
    name: "package under test",
    setup({ onResolve }) {
      onResolve({ filter: /^percolation$/ }, () => ({ path: join(distDirectory, mainFile) }));
      for (const entry of ["workers", "training"]) {
        const path = join(distDirectory, mainFile.replace("index", entry));
        onResolve({ filter: new RegExp(`^percolation/${entry}$`) }, () => ({ path }));
      }
    },
  };
}

/** `percolation` stays an import, of the name given. @param {Specifier} specifier @returns {import("esbuild").Plugin} */
function packageImported(specifier) {
  return {
    name: "package to import",
    setup({ onResolve }) {
      onResolve({ filter: /^percolation$/ }, () => ({ path: specifier, external: true }));
      onResolve({ filter: /^percolation\/workers$/ }, ({ path }) => ({ path, external: true }));
      const training = specifier.replace("percolation", "percolation/training");
      onResolve({ filter: /^percolation\/training$/ }, () => ({ path: training, external: true }));
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

/** @param {import("esbuild").BuildOptions} options @returns {Promise<string>} */
async function bundled(options) {
  const { outputFiles } = await build({
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    write: false,
    logLevel: "silent",
    charset: "utf8",
    ...options,
  });
  const text = outputFiles?.[0]?.text;
  if (text === undefined) throw new Error("esbuild wrote nothing");
  return text;
}

/** @param {Entry} entry */
const entryFile = (entry) => join(matrixDirectory, "entries", `${entry}.mjs`);

/**
 * A suite with its engine inside, for everything but workerd's WebAssembly.
 * @param {Entry} entry @param {EngineBuild} engine @param {Suite} [suite]
 */
export async function bundleSuite(entry, engine, suite = "golden") {
  const code = await bundled({
    entryPoints: [entryFile(entry)],
    plugins: [runs(suite), packageAs(mainFiles[engine])],
  });
  requireEngine(code, engine);
  return code;
}

/**
 * A suite for workerd, which takes compiled modules only: the engine stays a file beside the bundle.
 * @param {"simd" | "scalar"} engine @param {Suite} suite
 */
export async function bundleGoldenWorker(engine, suite = "golden") {
  const modules = new Map();
  const code = await bundled({
    entryPoints: [entryFile("worker")],
    plugins: [runs(suite), packageAs("index.workerd.js"), webAssemblyModules(modules)],
  });
  // The same worker, the other build of each module under the same name.
  for (const name of modules.keys())
    modules.set(name, moduleFile(/training/.test(name) ? "training" : "engine", engine));
  return { code, modules };
}

/**
 * A suite as a user's program: it imports the package.
 * @param {Entry} entry @param {Specifier} specifier @param {Suite} suite
 */
export function bundleUser(entry, specifier, suite) {
  return bundled({ entryPoints: [entryFile(entry)], plugins: [runs(suite), packageImported(specifier)] });
}

/**
 * @param {string} file a user's program beside a node_modules that holds the packed package
 * @param {string} condition what a platform's own tool resolves its exports by
 */
export async function bundlePacked(file, condition) {
  const modules = new Map();
  const code = await bundled({
    entryPoints: [file],
    conditions: [condition],
    plugins: [webAssemblyModules(modules)],
  });
  return { code, modules };
}

/**
 * All builds answer alike, so only this tells that the one named in the report is the one that ran.
 * @param {string} code @param {EngineBuild} engine
 */
export function requireEngine(code, engine) {
  for (const each of /** @type {EngineBuild[]} */ (["simd", "scalar", "js"])) {
    const held = code.includes(markOf(each));
    if (each === engine && !held) throw new Error(`the bundle does not hold the ${engine} engine: build again`);
    if (each !== engine && held) throw new Error(`the ${engine} bundle also holds the ${each} engine`);
  }
}

/** What tells the text of one engine from all others: its order of bytes, or its data. @param {EngineBuild} engine */
function markOf(engine) {
  const text = readFileSync(new URL(`../../sdk/engine/${engine}.gen.ts`, import.meta.url), "utf8");
  const mark = (engine === "js" ? /"([\w+/=]{100,})"/ : /order: "([0-9a-f]+)"/).exec(text)?.[1];
  if (mark === undefined) throw new Error(`${engine}.gen.ts is not of the known form`);
  return mark;
}
