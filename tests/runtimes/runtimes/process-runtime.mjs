/** A runtime that runs a file as a process and answers on stdout: Node, Deno, Bun. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleGolden } from "../bundle.mjs";
import { runChild } from "../child.mjs";
import { placePackedEntry } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";
import { npmExecutable } from "./npm-executable.mjs";
import { npmInstall, secondsPerRun } from "./runtime.mjs";

/** The suite prints its result last. @param {string} stdout @returns {Record<string, unknown>} */
function lastLine(stdout) {
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
 * @returns {import("./runtime.mjs").Runtime}
 */
export function processRuntime({ name, executablePath, runParameters, environment = {}, identify }) {
  /** @param {string} executable @param {string[]} parameters @param {string} directory */
  const run = (executable, parameters, directory) =>
    runChild(executable, parameters, { directory, environment, seconds: secondsPerRun });
  return {
    name,
    howToInstall: npmInstall,
    find: () => npmExecutable(executablePath),
    identify: (executable) => identify((...parameters) => run(executable, parameters, newFolder(name))),
    async runGolden(executable, build) {
      const directory = newFolder(name);
      writeFileSync(join(directory, "golden.mjs"), await bundleGolden("process", build));
      return lastLine(await run(executable, [...runParameters, "golden.mjs"], directory));
    },
    async runPacked(executable) {
      const { directory, file } = await placePackedEntry("packed-process.mjs");
      return lastLine(await run(executable, [...runParameters, file], directory));
    },
  };
}
