import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = new URL("../../dist/", import.meta.url);

/** What a module imports, in the form the build writes it. */
const IMPORTS = /(?:\bfrom|(?:^|[;\n])import)\s*"([^"]+)"/g;

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

test("the default entry is at most 30 KB gzip, with all it imports", () => {
  const files = [...withImports("index.js")];
  const sizes = files.map((file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(30 * 1024);
});

test("the default entry imports no package, and nothing of one runtime alone", () => {
  for (const entry of ["index.js", "index.scalar.js"]) {
    for (const file of withImports(entry)) {
      const text = readFileSync(new URL(file, dist), "utf8");
      const imports = [...text.matchAll(IMPORTS)].map(([, name]) => name as string);
      expect(imports.filter((name) => !name.startsWith("./"))).toEqual([]);
    }
  }
});

test("the entries for workerd and the edge hold no engine bytes but import the module", () => {
  const text = (entry: string) =>
    [...withImports(entry)]
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(new URL(file, dist), "utf8"))
      .join("");
  for (const [entry, module] of [
    ["index.workerd.js", "./engine.wasm"],
    ["index.edge.js", "./engine.wasm?module"],
  ] as const) {
    const source = readFileSync(new URL(entry, dist), "utf8");
    expect(source).toContain(`"${module}"`);
    expect(source).not.toContain("AGFzb");
  }
  expect(text("index.js")).toContain("AGFzb");
});

test("an error thrown by one entry is an instance of the class of every other", async () => {
  const entry = (name: string) => import(new URL(name, dist).href) as Promise<typeof import("percolation")>;
  const [simd, scalar] = await Promise.all([entry("index.js"), entry("index.scalar.js")]);
  expect(simd.PercolationError).not.toBe(scalar.PercolationError);
  for (const [thrower, other] of [
    [simd, scalar],
    [scalar, simd],
  ] as const) {
    let caught: unknown;
    try {
      thrower.layered([0, 1]);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(other.PercolationError);
  }
  expect(new Error("another")).not.toBeInstanceOf(simd.PercolationError);
});
