/** A browser without a driver: it opens one page, the page posts its result, the browser's process group is ended. */
import { setTimeout as delay } from "node:timers/promises";
import { bundleSuite } from "../bundle.mjs";
import { runChild, startChild } from "../child.mjs";
import { browserPackages } from "../install.mjs";
import { servePage } from "../page-server.mjs";
import { siteOf } from "../site.mjs";
import { newFolder } from "../workspace.mjs";
import { blocked, pooled, refusal, secondsPerRun } from "./runtime.mjs";

/** Scripts of the page's own origin, and no WebAssembly. */
const strict = "script-src 'self'";
/** WebAssembly, and no workers. */
const alone = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";

/** @typedef {import("./runtime.mjs").Job} Job */

/**
 * @param {object} description
 * @param {string} description.name
 * @param {() => string | undefined} description.find
 * @param {(executable: string, ...parameters: string[]) => string[]} [description.wrap] the command around it
 * @param {(profile: string, url: string) => string[]} description.parameters may write into the empty profile
 * @param {Record<string, string>} [description.environment]
 * @param {string} description.engine
 * @param {boolean} [description.policed] whether its content security policies stop WebAssembly
 * @param {(open: (executable: string, site: import("../site.mjs").Site) => Promise<Record<string, unknown>>) => Job[]}
 *   [description.more] jobs beside those of every browser, given a way to open a site
 * @returns {import("./runtime.mjs").Runtime}
 */
export function browser(description) {
  const { name, find, wrap = (...words) => words, parameters, environment = {}, engine } = description;
  const { policed = true, more = () => [] } = description;

  /**
   * @param {string} executable @param {import("../site.mjs").Site} site @param {string} [policy]
   * @returns {Promise<Record<string, unknown>>} what the page posted
   */
  async function open(executable, site, policy) {
    const server = await servePage(site, policy);
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
  }

  /** @param {import("../bundle.mjs").EngineBuild} build @returns {Job} */
  const golden = (build) => ({
    build,
    expected: "golden",
    run: async (executable) => open(executable, siteOf(await bundleSuite("page", build))),
  });
  /** @param {string} build @param {"workers" | "the calling thread"} drawnBy @param {string} [policy] @returns {Job} */
  const pool = (build, drawnBy, policy) => ({
    build,
    expected: pooled(drawnBy),
    run: async (executable) => open(executable, siteOf(await bundleSuite("page", "simd", "pool")), policy),
  });
  /** @type {Job[]} */
  const underPolicy = [
    {
      build: "js policy",
      expected: "golden",
      run: async (executable) => open(executable, siteOf(await bundleSuite("page", "js")), strict),
    },
    {
      build: "refused",
      expected: refusal(blocked),
      run: async (executable) => open(executable, siteOf(await bundleSuite("page", "simd", "refusal")), strict),
    },
  ];
  return {
    name,
    howToInstall: `apt-get install --no-install-recommends ${browserPackages.join(" ")}`,
    find,
    async identify(executable) {
      const [command = "", ...rest] = wrap(executable, "--version");
      const text = await runChild(command, rest, { directory: newFolder(name), environment, seconds: secondsPerRun });
      return { version: /\d+(\.\d+)+\S*/.exec(text)?.[0] ?? "?", engine };
    },
    jobs: [
      golden("simd"),
      golden("scalar"),
      golden("js"),
      ...(policed ? underPolicy : []),
      pool("pool", "workers"),
      pool("pool alone", "the calling thread", alone),
      ...more(open),
    ],
  };
}
