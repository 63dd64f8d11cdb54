import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const sdk = (path: string) => fileURLToPath(new URL(`../sdk/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^percolation$/, replacement: sdk("index.ts") },
      { find: /^percolation\/(importers|plot|workers|http|training)$/, replacement: sdk("$1/index.ts") },
    ],
  },
  test: {
    dir: fileURLToPath(new URL(".", import.meta.url)),
    include: ["**/*.test.ts"],
    exclude: ["runtimes/node_modules/**"],
    setupFiles: [fileURLToPath(new URL("seeds.ts", import.meta.url))],
    testTimeout: 120_000,
  },
});
