/** A browser without a driver: it opens one page, the page posts its result, the browser's process group is ended. */
import { setTimeout as delay } from "node:timers/promises";
import { bundleGolden } from "../bundle.mjs";
import { runChild, startChild } from "../child.mjs";
import { browserPackages } from "../install.mjs";
import { servePage } from "../page-server.mjs";
import { newFolder } from "../workspace.mjs";
import { secondsPerRun } from "./runtime.mjs";

/**
 * @param {object} description
 * @param {string} description.name
 * @param {() => string | undefined} description.find
 * @param {(executable: string, ...parameters: string[]) => string[]} [description.wrap] the command around it
 * @param {(profile: string, url: string) => string[]} description.parameters may write into the empty profile
 * @param {Record<string, string>} [description.environment]
 * @param {string} description.engine
 * @returns {import("./runtime.mjs").Runtime}
 */
export function browser({ name, find, wrap = (...words) => words, parameters, environment = {}, engine }) {
  return {
    name,
    howToInstall: `apt-get install --no-install-recommends ${browserPackages.join(" ")}`,
    find,
    async identify(executable) {
      const [command = "", ...rest] = wrap(executable, "--version");
      const text = await runChild(command, rest, { directory: newFolder(name), environment, seconds: secondsPerRun });
      return { version: /\d+(\.\d+)+\S*/.exec(text)?.[0] ?? "?", engine };
    },
    async runGolden(executable, build) {
      const server = await servePage(await bundleGolden("page", build));
      const profile = newFolder(name);
      const [command = "", ...rest] = wrap(executable, ...parameters(profile, server.url));
      const child = startChild(command, rest, { directory: profile, environment });
      const limit = new AbortController();
      const tooLong = delay(secondsPerRun * 1000, `no result after ${secondsPerRun} s`, { signal: limit.signal });
      const failure = Promise.race([child.ended, tooLong]).then((reason) =>
        Promise.reject(new Error(`${reason}: ${child.text.stderr.trim()}`)),
      );
      try {
        return await Promise.race([server.result, failure]);
      } finally {
        failure.catch(() => {}); // It loses the race whenever the page answered.
        limit.abort();
        await child.stop();
        server.close();
      }
    },
    runPacked: undefined,
  };
}
