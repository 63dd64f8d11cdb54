/** How large the Worker is that Cloudflare's own tool makes of its example: code and engine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { placeExample } from "./place.mjs";
import { runWrangler } from "./wrangler.mjs";

/** Bytes after gzip: of the full one what was measured when it was last changed and a little more; the small one is at most 60 KB in all. */
export const limits = { full: 88_500, layered: 39_500, engine: 20_500 };

/**
 * The bundle as it would be uploaded.
 * @param {string} executable @param {string[]} parameters
 * @returns {Promise<string>} the folder it is in
 */
export async function bundleWorker(executable, ...parameters) {
  const directory = await placeExample("cloudflare");
  await runWrangler(executable, directory, "deploy", "--dry-run", "--outdir", "bundle", ...parameters);
  return join(directory, "bundle");
}

/** @param {string} directory */
const codeOf = (directory) => readdirSync(directory).find((name) => name.endsWith(".js")) ?? "";

/** The same for workerd alone. @param {string} directory */
export function readBundle(directory) {
  const engines = readdirSync(directory).filter((name) => name.endsWith(".wasm"));
  return {
    code: readFileSync(join(directory, codeOf(directory)), "utf8"),
    modules: new Map(engines.map((name) => [`./${name}`, join(directory, name)])),
  };
}

/** @param {string} directory */
export function measureBundle(directory) {
  const zipped = (/** @type {string} */ end) =>
    readdirSync(directory)
      .filter((name) => name.endsWith(end))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(directory, name)), { level: 9 }).length, 0);
  return { code: zipped(".js"), engine: zipped(".wasm") };
}

/** @param {keyof typeof limits} part */
const within = (part) => `at most ${limits[part]} bytes`;

/** @param {keyof typeof limits} part @param {number} bytes */
const judge = (part, bytes) => (bytes > 0 && bytes <= limits[part] ? within(part) : `${bytes} bytes`);

export const bundleJob = {
  build: "bundle",
  expected: { full: within("full"), layered: within("layered"), engine: within("engine") },
  /** @param {string} executable */
  async run(executable) {
    const full = measureBundle(await bundleWorker(executable));
    const layered = measureBundle(await bundleWorker(executable, "--env", "layered"));
    return {
      full: judge("full", full.code),
      layered: judge("layered", layered.code),
      engine: judge("engine", full.engine),
    };
  },
};
