/** Wrangler, which runs and bundles Workers. It needs a newer Node than the tests do. */
import { runChild } from "../child.mjs";
import { npmExecutable } from "../runtimes/npm-executable.mjs";
import { npmInstall, secondsPerRun } from "../runtimes/runtime.mjs";
import { newFolder } from "../workspace.mjs";

/** No questions, no reports of use, and no look-up of where this machine is. */
const environment = { CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

/** @param {string} executable @param {string[]} parameters */
const command = (executable, ...parameters) => [npmExecutable("node24/bin/node") ?? "", executable, ...parameters];

/** Runs wrangler to its end. @param {string} executable @param {string} directory @param {string[]} parameters */
export async function runWrangler(executable, directory, ...parameters) {
  const [node = "", ...rest] = command(executable, ...parameters);
  return runChild(node, rest, { directory, environment, seconds: secondsPerRun });
}

export const wrangler = {
  name: "wrangler",
  howToInstall: npmInstall,
  find: () => npmExecutable("node24/bin/node") && npmExecutable("wrangler/bin/wrangler.js"),
  /** @param {string} executable */
  async identify(executable) {
    const text = await runWrangler(executable, newFolder("wrangler"), "--version");
    return { version: /\d+\.\d+\.\d+/.exec(text)?.[0] ?? "?", engine: "V8" };
  },
  /** What serves an environment of the configuration. @param {string[]} parameters */
  serving: (...parameters) => ({
    command: (/** @type {string} */ executable) =>
      command(executable, "dev", "--ip", "127.0.0.1", "--port", "0", ...parameters),
    environment,
  }),
};
