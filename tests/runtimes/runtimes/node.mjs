/** The Node majors, each from its platform package: a binary without install scripts. */
import { processRuntime } from "./process-runtime.mjs";
import { missing } from "./runtime.mjs";

/** @type {Parameters<typeof processRuntime>[0]["identify"]} */
async function identify(ask) {
  const versions = JSON.parse(await ask("--print", "JSON.stringify(process.versions)"));
  return { version: versions.node, engine: `V8 ${versions.v8.split("-")[0]}` };
}

/** @param {number} major */
export const node = (major) =>
  processRuntime({ name: `node${major}`, executablePath: `node${major}/bin/node`, runParameters: [], identify });

/**
 * Node without a compiler, and so without WebAssembly, under Fastly's export condition and another that must not
 * win over it: only the JavaScript engine can answer. Interpreted, the suite takes minutes.
 */
export const jitless = processRuntime({
  name: "jitless",
  executablePath: "node24/bin/node",
  runParameters: ["--jitless"],
  seconds: 1200,
  identify,
  jobs: ({ packed, refused }) => [
    refused(missing),
    packed("percolation", "fastly", ["--conditions=workerd", "--conditions=fastly"]),
  ],
});
