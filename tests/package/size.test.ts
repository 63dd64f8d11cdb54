import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const dist = new URL("../../dist/", import.meta.url);

/** What a module imports, in the form the build writes it. */
const IMPORTS = /(?:^|[;\n])(?:(?:import|export)[\w\s{},*$]*from|import)\s*"([^"]+)"/g;

/** A file of the build and all it imports. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(new URL(file, dist), "utf8");
  for (const [, imported] of text.matchAll(IMPORTS)) {
    if (imported?.startsWith("./")) withImports(imported.slice(2), seen);
  }
  return seen;
}

/** Bytes of files after gzip, one by one. */
function zipped(files: Iterable<string>): number {
  const sizes = [...files].map((file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("the default entry is at most 85 KB gzip, with all it imports", () => {
  expect(zipped(withImports("index.js"))).toBeLessThanOrEqual(85 * 1024);
});

test("the entry for workerd is at most 80 KB gzip, its engine included", () => {
  expect(zipped(new Set([...withImports("index.workerd.js"), "engine.wasm"]))).toBeLessThanOrEqual(80 * 1024);
});

test("the entry with the JavaScript engine is at most 89 KB gzip, with all it imports", () => {
  expect(zipped(withImports("index.js-engine.js"))).toBeLessThanOrEqual(89 * 1024);
});

test("a program that asks for path probabilities alone takes at most 54 KB gzip", async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'export { layered, pathProbability } from "./index.js";', resolveDir: fileURLToPath(dist) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length).toBeLessThanOrEqual(54 * 1024);
});

test("the default entry imports no package, and nothing of one runtime alone", () => {
  for (const entry of ["index.js", "index.scalar.js", "index.js-engine.js"]) {
    for (const file of withImports(entry)) {
      const text = readFileSync(new URL(file, dist), "utf8");
      const imports = [...text.matchAll(IMPORTS)].map(([, name]) => name as string);
      expect(imports.filter((name) => !name.startsWith("./"))).toEqual([]);
    }
  }
});

test("the entry with the JavaScript engine does not know of WebAssembly", () => {
  for (const file of withImports("index.js-engine.js")) {
    expect(readFileSync(new URL(file, dist), "utf8").includes("WebAssembly"), file).toBe(false);
  }
});

test("the entries for workerd and the edge hold no engine bytes but import the module", () => {
  const text = (entry: string) =>
    [...withImports(entry)]
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(new URL(file, dist), "utf8"))
      .join("");
  const packed = readFileSync(new URL("../../sdk/engine/simd.gen.ts", import.meta.url), "utf8");
  const mark = /order: "([0-9a-f]+)"/.exec(packed)?.[1] ?? "";
  expect(mark).toHaveLength(512);
  for (const [entry, module] of [
    ["index.workerd.js", "./engine.wasm"],
    ["index.edge.js", "./engine.wasm?module"],
  ] as const) {
    const source = text(entry);
    expect(source.includes(`"${module}"`), entry).toBe(true);
    expect(source.includes(mark), entry).toBe(false);
  }
  expect(text("index.js").includes(mark)).toBe(true);
});

test("an error thrown by one entry is an instance of the class of every other", async () => {
  const entry = (name: string) => import(new URL(name, dist).href) as Promise<typeof import("percolation")>;
  const names = ["index.js", "index.scalar.js", "index.js-engine.js"];
  const entries = await Promise.all(names.map(entry));
  expect(new Set(entries.map(({ PercolationError }) => PercolationError)).size).toBe(names.length);
  for (const thrower of entries) {
    let caught: unknown;
    try {
      thrower.layered([0, 1]);
    } catch (error) {
      caught = error;
    }
    for (const other of entries) expect(caught).toBeInstanceOf(other.PercolationError);
  }
  for (const { PercolationError } of entries) expect(new Error("another")).not.toBeInstanceOf(PercolationError);
});
