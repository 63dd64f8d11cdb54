/** workerd, the runtime of Cloudflare Workers, from a plain configuration on a loopback port of its own choice. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bundleGoldenWorker, bundlePackedWorker } from "../bundle.mjs";
import { runChild, startChild } from "../child.mjs";
import { placePackedEntry } from "../packed.mjs";
import { newFolder } from "../workspace.mjs";
import { npmExecutable } from "./npm-executable.mjs";
import { npmInstall, secondsPerRun, wordsOf } from "./runtime.mjs";

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
async function listeningPort({ text, control }) {
  for (;;) {
    for (const line of text.control.split("\n").slice(0, -1)) {
      const message = JSON.parse(line);
      if (message.event === "listen" && message.socket === "http") return message.port;
    }
    await new Promise((resolve) => control?.once("data", resolve));
  }
}

/**
 * @param {string} executable
 * @param {{ code: string, modules: Map<string, string> }} bundle
 * @returns {Promise<Record<string, unknown>>}
 */
async function serveAndAsk(executable, { code, modules }) {
  const directory = newFolder("workerd");
  writeFileSync(join(directory, "worker.mjs"), code);
  const names = [...modules.keys()].map((name) => name.replace(/^\.\//, ""));
  [...modules.values()].forEach((file, index) => {
    copyFileSync(file, join(directory, names[index] ?? ""));
  });
  writeFileSync(join(directory, "worker.capnp"), configuration(names));
  const child = startChild(executable, ["serve", "worker.capnp", "--control-fd=3"], { directory, controlPipe: true });
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
  runGolden: async (executable, build) => serveAndAsk(executable, await bundleGoldenWorker(build)),
  async runPacked(executable) {
    const { directory, file } = await placePackedEntry("packed-worker.mjs");
    return serveAndAsk(executable, await bundlePackedWorker(join(directory, file)));
  },
};
