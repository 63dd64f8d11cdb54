/**
 * What the matrix asks of a runtime. A runtime that is absent says so by `find`; every other trouble is a throw.
 *
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} howToInstall
 * @property {() => string | undefined} find its executable
 * @property {(executable: string) => Promise<{ version: string, engine: string }>} identify
 * @property {readonly Job[]} jobs
 *
 * One line of the report: a suite in one build, or in one form of the package.
 * @typedef {object} Job
 * @property {string} build as the report calls it
 * @property {Expected} expected
 * @property {(executable: string) => Promise<Record<string, unknown>>} run
 *
 * The frozen values, all of them or those of some names with others beside them; or the result itself.
 * @typedef {"golden" | { golden: (name: string) => boolean, and?: Record<string, unknown> } | Record<string, unknown>} Expected
 */

/** A child that has not answered by then never will: the suite takes seconds. */
export const secondsPerRun = 300;

export const npmInstall = "npm run test:runtimes -- --install";

const POOLED =
  /^(sampled .*|model (mixed|drop-block) (open|layers|outputs|path)|inspect (mixed|drop-block)( .*)?|bottleneck .*|sweep joint|thresholds|walk cone|model steps)$/;

/** What golden-pool.ts comes to. @param {"workers" | "the calling thread"} drawnBy @returns {Expected} */
export const pooled = (drawnBy) => ({ golden: (name) => POOLED.test(name), and: { "drawn by": drawnBy } });

/** What the default entry throws where WebAssembly is missing or blocked. @param {string} reason */
export const refusal = (reason) => ({
  code: "engine-unavailable",
  field: "engine",
  message: `engine: expected a runtime that can start it, but ${reason}`,
});

export const missing = 'this runtime has no WebAssembly; import "percolation/js" instead of "percolation"';

export const blocked =
  'WebAssembly is blocked here; import "percolation/js" instead of "percolation", ' +
  "or a content security policy must allow 'wasm-unsafe-eval'";

/** Of the first line that the given text holds. @param {string} text */
export function wordsOf(text) {
  return (text.trim().split("\n")[0] ?? "").split(/\s+/);
}
