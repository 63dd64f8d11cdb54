/** Examples that run to their end and print what they found. */
import { readFileSync } from "node:fs";
import { runChild } from "../child.mjs";
import { secondsPerRun } from "../runtimes/runtime.mjs";
import { placeExample } from "./place.mjs";

const { answers } = JSON.parse(readFileSync(new URL("../../data/http.json", import.meta.url), "utf8"));

/** Numbers that the script must print in full, each once. */
const wanted = {
  "path probability": String(answers.path.probability),
  "width 8": `    8  ${answers.depth.depth}`,
};

/**
 * @param {object} script
 * @param {string} script.example the folder
 * @param {string} script.build what the report calls it
 * @param {(executable: string) => string[]} script.command what the user types
 * @param {Record<string, string>} [script.environment]
 */
export function scriptJob({ example, build, command, environment = {} }) {
  return {
    build,
    expected: wanted,
    /** @param {string} executable */
    async run(executable) {
      const directory = await placeExample(example);
      const [program = "", ...parameters] = command(executable);
      const text = await runChild(program, parameters, { directory, environment, seconds: secondsPerRun });
      return Object.fromEntries(
        Object.entries(wanted).map(([name, value]) => [name, text.split(value).length === 2 ? value : text]),
      );
    },
  };
}
