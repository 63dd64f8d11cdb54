import { copyFileSync, existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Options } from "tsup";

// The SDK is built once for each way a runtime takes WebAssembly, and once without it: the entries differ in the file
// that stands for sdk/engine/source.ts and in nothing else.

// The builds run side by side, so what an earlier one left is removed before any of them.
rmSync("dist", { recursive: true, force: true });

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Puts source.<variant>.ts in the place of each source.ts, of the engine and of the module that trains. */
function engineSource(variant: string): Plugin {
  return {
    name: "engine-source",
    setup(build) {
      build.onResolve({ filter: /\/source\.ts$/ }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path.replace(/\.ts$/, `.${variant}.ts`)),
      }));
    },
  };
}

/** Puts a file X.lean.ts, where there is one, in the place of X.ts. */
const leanFiles: Plugin = {
  name: "lean-files",
  setup(build) {
    build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
      const lean = resolve(resolveDir, path).replace(/\.ts$/, ".lean.ts");
      return existsSync(lean) ? { path: lean } : undefined;
    });
  },
};

/** ml-matrix by its modules, of which what is not used stays out; its entry for Node holds all of it, and bundlers choke on it. */
const matrixModules: Plugin = {
  name: "matrix-modules",
  setup(build) {
    build.onResolve({ filter: /^ml-matrix$/ }, () => ({
      path: resolve("node_modules/ml-matrix/src/index.js"),
      sideEffects: false,
    }));
  },
};

const shared: Options = {
  format: "esm",
  target: "es2022",
  platform: "neutral",
  splitting: true,
  minify: true,
  silent: true,
  external: [/\.wasm(\?module)?$/],
  noExternal: ["valibot", "@assemblyscript/loader", "ml-matrix"],
  esbuildPlugins: [matrixModules],
};

function variant(name: string, entries: readonly string[], suffix = name): Options {
  const entry = Object.fromEntries(
    entries.map((each) => [`${each}.${suffix}`, each === "index" ? "sdk/index.ts" : `sdk/${each}/index.ts`]),
  );
  return { ...shared, entry, esbuildPlugins: [engineSource(name), matrixModules] };
}

/** The handler for Workers that have to be small: about layered networks alone, without page and description. */
function lean(name: string, suffix: string): Options {
  const entry = { [`http-layered${suffix}`]: "sdk/http/index.ts" };
  return { ...shared, entry, esbuildPlugins: [...(name === "" ? [] : [engineSource(name)]), leanFiles] };
}

export default defineConfig([
  {
    ...shared,
    // Shared chunks: an error thrown by one entry is an instance of the class another exports.
    entry: {
      index: "sdk/index.ts",
      importers: "sdk/importers/index.ts",
      plot: "sdk/plot/index.ts",
      workers: "sdk/workers/index.ts",
      http: "sdk/http/index.ts",
      training: "sdk/training/index.ts",
      cli: "sdk/cli/index.ts",
    },
    dts: {
      entry: {
        index: "sdk/index.ts",
        importers: "sdk/importers/index.ts",
        plot: "sdk/plot/index.ts",
        workers: "sdk/workers/index.ts",
        http: "sdk/http/index.ts",
        training: "sdk/training/index.ts",
      },
    },
    external: [/\.wasm(\?module)?$/, /^node:/],
    onSuccess: async () => {
      copyFileSync("build/engine.simd.wasm", "dist/engine.wasm");
      copyFileSync("build/training.simd.wasm", "dist/training.wasm");
      copyFileSync("sdk/engine/engine.wasm.d.ts", "dist/engine.d.wasm.ts");
    },
  },
  variant("scalar", ["index", "training"]),
  variant("workerd", ["index", "workers", "http", "training"]),
  variant("edge", ["index", "workers", "http", "training"]),
  variant("js", ["index", "workers", "http", "training"], "js-engine"),
  lean("workerd", ".workerd"),
  lean("edge", ".edge"),
  lean("js", ".js-engine"),
  lean("", ""),
]);
