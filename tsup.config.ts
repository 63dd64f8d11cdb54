import { copyFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Options } from "tsup";

// The SDK is built once for each way a runtime takes WebAssembly: the entries differ in the file that
// stands for sdk/engine/source.ts and in nothing else.

// The builds run side by side, so what an earlier one left is removed before any of them.
rmSync("dist", { recursive: true, force: true });

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Puts sdk/engine/source.<variant>.ts in the place of sdk/engine/source.ts. */
function engineSource(variant: string): Plugin {
  return {
    name: "engine-source",
    setup(build) {
      build.onResolve({ filter: /\/source\.ts$/ }, () => ({
        path: fileURLToPath(new URL(`sdk/engine/source.${variant}.ts`, import.meta.url)),
      }));
    },
  };
}

const shared: Options = {
  format: "esm",
  target: "es2022",
  platform: "neutral",
  splitting: true,
  minify: true,
  silent: true,
  external: [/\.wasm(\?module)?$/],
  noExternal: ["valibot", "@assemblyscript/loader"],
};

function variant(name: string, entries: readonly string[]): Options {
  const entry = Object.fromEntries(
    entries.map((each) => [`${each}.${name}`, each === "index" ? "sdk/index.ts" : `sdk/${each}/index.ts`]),
  );
  return { ...shared, entry, esbuildPlugins: [engineSource(name)] };
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
      cli: "sdk/cli/index.ts",
    },
    dts: {
      entry: {
        index: "sdk/index.ts",
        importers: "sdk/importers/index.ts",
        plot: "sdk/plot/index.ts",
        workers: "sdk/workers/index.ts",
      },
    },
    external: [/\.wasm(\?module)?$/, /^node:/],
    onSuccess: async () => {
      copyFileSync("build/engine.simd.wasm", "dist/engine.wasm");
      copyFileSync("sdk/engine/engine.wasm.d.ts", "dist/engine.d.wasm.ts");
    },
  },
  variant("scalar", ["index"]),
  variant("workerd", ["index", "workers"]),
  variant("edge", ["index", "workers"]),
]);
