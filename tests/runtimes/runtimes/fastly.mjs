/**
 * Fastly Compute's JavaScript runtime: SpiderMonkey as WebAssembly, interpreting, without WebAssembly of its own. The
 * program runs as it does when Fastly's tool builds a service: at the top level, before any request.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePacked, bundleSuite, requireEngine } from "../bundle.mjs";
import { runChild } from "../child.mjs";
import { matrixDirectory } from "../locations.mjs";
import { placeUser } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";
import { npmExecutable } from "./npm-executable.mjs";
import { lastLine } from "./process-runtime.mjs";
import { missing, npmInstall, refusal } from "./runtime.mjs";

/** A hundred times what compiled code takes. */
const secondsPerRun = 1200;

/** @param {string} engine @param {string} code @returns {Promise<Record<string, unknown>>} */
async function run(engine, code) {
  const directory = newFolder("fastly");
  writeFileSync(join(directory, "program.js"), code);
  const host = join(matrixDirectory, "runtimes", "fastly-host.mjs");
  const node = npmExecutable("node24/bin/node") ?? process.execPath;
  return lastLine(await runChild(node, [host, engine, "program.js"], { directory, seconds: secondsPerRun }));
}

/** @type {import("./runtime.mjs").Runtime} */
export const fastly = {
  name: "fastly",
  howToInstall: npmInstall,
  find: () => npmExecutable("@fastly/js-compute/fastly.wasm"),
  async identify(engine) {
    const { version } = JSON.parse(readFileSync(join(engine, "..", "package.json"), "utf8"));
    return { version, engine: "SpiderMonkey" };
  },
  jobs: [
    {
      build: "refused",
      expected: refusal(missing),
      run: async (engine) => run(engine, await bundleSuite("process", "simd", "refusal")),
    },
    {
      build: "packed",
      expected: { golden: (name) => !/^(sampled|masks) images /.test(name) },
      async run(engine) {
        const { directory, file } = await placeUser("process", "percolation", "interpreted");
        const { code } = await bundlePacked(join(directory, file), "fastly");
        requireEngine(code, "js");
        return run(engine, code);
      },
    },
  ],
};
