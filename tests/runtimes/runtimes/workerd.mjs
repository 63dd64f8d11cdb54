/** workerd, the runtime of Cloudflare Workers, from a plain configuration on a loopback port of its own choice. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bundleGoldenWorker, bundlePacked, bundleSuite } from "../bundle.mjs";
import { runChild, startChild } from "../child.mjs";
import { placeUser } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";
import { npmExecutable } from "./npm-executable.mjs";
import { blocked, npmInstall, pooled, refusal, secondsPerRun, wordsOf } from "./runtime.mjs";

/** @param {string[]} webAssemblyNames */
function configuration(webAssemblyNames) {
  const modules = ["worker.mjs", ...webAssemblyNames].map(
    (name) => `(name = "${name}", ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed "${name}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ]
);
const worker :Workerd.Worker = (
  modules = [ ${modules.join(", ")} ],
  compatibilityDate = "2026-11-01"
);
`;
}

/** @param {ReturnType<typeof startChild>} child @returns {Promise<number>} the port it listens on */
export async function listeningPort({ text, control }) {
  for (;;) {
    for (const line of text.control.split("\n").slice(0, -1)) {
      const message = JSON.parse(line);
      if (message.event === "listen" && message.socket === "http") return message.port;
    }
    await new Promise((resolve) => control?.once("data", resolve));
  }
}

/**
 * Starts the runtime with a bundle; it says on its control pipe when it listens.
 * @param {string} executable
 * @param {{ code: string, modules: Map<string, string> }} bundle
 */
export function startWorker(executable, { code, modules }) {
  const directory = newFolder("workerd");
  writeFileSync(join(directory, "worker.mjs"), code);
  const names = [...modules.keys()].map((name) => name.replace(/^\.\//, ""));
  [...modules.values()].forEach((file, index) => {
    copyFileSync(file, join(directory, names[index] ?? ""));
  });
  writeFileSync(join(directory, "worker.capnp"), configuration(names));
  return startChild(executable, ["serve", "worker.capnp", "--control-fd=3"], { directory, controlPipe: true });
}

/**
 * @param {string} executable
 * @param {{ code: string, modules: Map<string, string> }} bundle
 * @returns {Promise<Record<string, unknown>>}
 */
async function serveAndAsk(executable, bundle) {
  const child = startWorker(executable, bundle);
  const limit = new AbortController();
  const failure = Promise.race([
    child.ended,
    delay(secondsPerRun * 1000, `no answer after ${secondsPerRun} s`, { signal: limit.signal }),
  ]).then((reason) => Promise.reject(new Error(`${reason}: ${child.text.stderr.trim()}`)));
  const answer = listeningPort(child).then(async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: limit.signal });
    const text = await response.text();
    if (!response.ok) throw new Error(`${text.trim()} ${child.text.stderr.trim()}`);
    return JSON.parse(text);
  });
  try {
    return await Promise.race([answer, failure]);
  } finally {
    // Whichever lost the race must not end as an unhandled rejection.
    failure.catch(() => {});
    answer.catch(() => {});
    limit.abort();
    await child.stop();
  }
}

/** @typedef {import("./runtime.mjs").Job} Job */

/** @param {"simd" | "scalar"} build @returns {Job} */
const compiled = (build) => ({
  build,
  expected: "golden",
  run: async (executable) => serveAndAsk(executable, await bundleGoldenWorker(build)),
});

/**
 * A suite with its engine inside the bundle, as other runtimes have it.
 * @param {string} executable
 * @param {import("../bundle.mjs").EngineBuild} engine
 * @param {import("../bundle.mjs").Suite} suite
 */
const runWhole = async (executable, engine, suite) =>
  serveAndAsk(executable, { code: await bundleSuite("worker", engine, suite), modules: new Map() });

/** @param {import("../bundle.mjs").Specifier} specifier @param {string} build @returns {Job} */
const packed = (specifier, build) => ({
  build,
  expected: "golden",
  async run(executable) {
    const { directory, file } = await placeUser("worker", specifier);
    return serveAndAsk(executable, await bundlePacked(join(directory, file), "workerd"));
  },
});

/** @type {import("./runtime.mjs").Runtime} */
export const workerd = {
  name: "workerd",
  howToInstall: npmInstall,
  find: () => npmExecutable("@cloudflare/workerd-linux-64/bin/workerd"),
  async identify(executable) {
    const directory = newFolder("workerd");
    const words = wordsOf(await runChild(executable, ["--version"], { directory, seconds: secondsPerRun }));
    return { version: words[1] ?? "?", engine: "V8" };
  },
  jobs: [
    .../** @type {const} */ (["simd", "scalar"]).map(compiled),
    { build: "js", expected: "golden", run: (executable) => runWhole(executable, "js", "golden") },
    { build: "refused", expected: refusal(blocked), run: (executable) => runWhole(executable, "simd", "refusal") },
    packed("percolation", "packed"),
    packed("percolation/js", "packed js"),
    {
      build: "pool",
      expected: pooled("the calling thread"),
      run: async (executable) => serveAndAsk(executable, await bundleGoldenWorker("simd", "pool")),
    },
  ],
};
