/** A runtime that runs a file as a process and answers on stdout: Node, Deno, Bun. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleSuite } from "../bundle.mjs";
import { runChild } from "../child.mjs";
import { placeUser } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";
import { npmExecutable } from "./npm-executable.mjs";
import { npmInstall, pooled, refusal, secondsPerRun } from "./runtime.mjs";

/** @typedef {import("./runtime.mjs").Job} Job */

/**
 * @typedef {object} Jobs what such a runtime can be asked to do
 * @property {(engine: import("../bundle.mjs").EngineBuild) => Job} golden the suite with an engine inside
 * @property {(specifier: import("../bundle.mjs").Specifier, build: string, parameters?: string[]) => Job} packed
 *   the suite as a user's program beside the package, with more parameters before the file to run
 * @property {() => Job} pool what goes through workers, from the packed package
 * @property {(reason: string) => Job} refused what the default entry throws
 */

/** Where there is WebAssembly. @param {Jobs} jobs @returns {Job[]} */
const allJobs = ({ golden, packed, pool }) => [
  golden("simd"),
  golden("scalar"),
  golden("js"),
  packed("percolation", "packed"),
  packed("percolation/js", "packed js"),
  pool(),
];

/** The suite prints its result last. @param {string} stdout @returns {Record<string, unknown>} */
export function lastLine(stdout) {
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/**
 * @param {object} description
 * @param {string} description.name
 * @param {string} description.executablePath below node_modules
 * @param {string[]} description.runParameters before the file to run
 * @param {Record<string, string>} [description.environment]
 * @param {(ask: (...parameters: string[]) => Promise<string>) => Promise<{ version: string, engine: string }>}
 *   description.identify given a way to run the executable
 * @param {(jobs: Jobs) => Job[]} [description.jobs]
 * @param {number} [description.seconds] for one run
 * @returns {import("./runtime.mjs").Runtime}
 */
export function processRuntime(description) {
  const { name, executablePath, runParameters, environment = {}, identify, jobs = allJobs } = description;
  const { seconds = secondsPerRun } = description;
  /** @param {string} executable @param {string[]} parameters @param {string} directory */
  const run = (executable, parameters, directory) =>
    runChild(executable, parameters, { directory, environment, seconds });
  /** @param {string} executable @param {string} code */
  const runCode = async (executable, code) => {
    const directory = newFolder(name);
    writeFileSync(join(directory, "suite.mjs"), code);
    return lastLine(await run(executable, [...runParameters, "suite.mjs"], directory));
  };
  return {
    name,
    howToInstall: npmInstall,
    find: () => npmExecutable(executablePath),
    identify: (executable) => identify((...parameters) => run(executable, parameters, newFolder(name))),
    jobs: jobs({
      golden: (engine) => ({
        build: engine,
        expected: "golden",
        run: async (executable) => runCode(executable, await bundleSuite("process", engine)),
      }),
      packed: (specifier, build, parameters = []) => ({
        build,
        expected: "golden",
        async run(executable) {
          const { directory, file } = await placeUser("process", specifier);
          return lastLine(await run(executable, [...runParameters, ...parameters, file], directory));
        },
      }),
      pool: () => ({
        build: "pool",
        expected: pooled("workers"),
        async run(executable) {
          const { directory, file } = await placeUser("process", "percolation", "pool");
          return lastLine(await run(executable, [...runParameters, file], directory));
        },
      }),
      refused: (reason) => ({
        build: "refused",
        expected: refusal(reason),
        run: async (executable) => runCode(executable, await bundleSuite("process", "simd", "refusal")),
      }),
    }),
  };
}
