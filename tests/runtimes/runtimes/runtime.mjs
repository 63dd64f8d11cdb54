/**
 * What the matrix asks of a runtime. A runtime that is absent says so by `find`; every other trouble is a throw.
 *
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} howToInstall
 * @property {() => string | undefined} find its executable
 * @property {(executable: string) => Promise<{ version: string, engine: string }>} identify
 * @property {(executable: string, build: import("../bundle.mjs").EngineBuild) => Promise<Record<string, unknown>>} runGolden
 * @property {((executable: string) => Promise<Record<string, unknown>>) | undefined} runPacked
 *   absent in browsers, which resolve no packages
 */

/** A child that has not answered by then never will: the suite takes seconds. */
export const secondsPerRun = 300;

export const npmInstall = "npm run test:runtimes -- --install";

/** Of the first line that the given text holds. @param {string} text */
export function wordsOf(text) {
  return (text.trim().split("\n")[0] ?? "").split(/\s+/);
}
