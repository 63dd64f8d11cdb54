/** What a page downloads: the default entry, engine included, and the chunks it imports. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { atMost, judge } from "./targets.mjs";

const ENTRY = new URL("../dist/index.js", import.meta.url);
const LOCAL_IMPORT = /(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

/** Adds a module and all it imports to `files`. */
function collect(url, files) {
  if (files.has(url.href)) return;
  const source = readFileSync(url);
  files.set(url.href, source);
  for (const [, path] of source.toString().matchAll(LOCAL_IMPORT)) collect(new URL(path, url), files);
}

export function benchSize() {
  const files = new Map();
  collect(ENTRY, files);
  const sum = (size) => [...files.values()].reduce((total, source) => total + size(source), 0) / 1000;
  const compressed = sum((source) => gzipSync(source, { level: 9 }).length);
  return {
    title: "Size",
    text: `The default entry with the engine inside and what it imports, ${files.size} files; KB of 1000 bytes.`,
    columns: ["measure", "KB", "target", "met"],
    rows: [
      ["as it is", sum((source) => source.length).toFixed(1), ...judge()],
      ["gzip", compressed.toFixed(1), ...judge(atMost(87, compressed, "KB"))],
    ],
  };
}
