/** The command line of the matrix. */
import { parseArgs } from "node:util";

export const help = `Runs the golden suite in every JavaScript runtime: with the SIMD, the scalar and the JavaScript
engine, and through the packed package, its entry percolation/js and the usual bundlers; where
WebAssembly is missing or blocked, what the default entry throws; and the examples of examples/edge.
Build first: npm run build.

  npm run test:runtimes -- [options]

  --only <names>   these runtimes only, e.g. --only node24,deno
  --install        first npm ci in tests/runtimes, and apt-get install (as root) of the browsers that are missing
  --require-all    a missing runtime counts as failed; so it does when CI=true
  --help           this text
`;

/** @param {string[]} parameters @param {string[]} known the names of all runtimes */
export function readOptions(parameters, known) {
  const { values } = parseArgs({
    args: parameters,
    options: {
      only: { type: "string" },
      install: { type: "boolean", default: false },
      "require-all": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const names = values.only?.split(",").map((name) => name.trim()) ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no such runtime: ${unknown.join(", ")}; there are: ${known.join(", ")}`);
  return {
    names,
    install: values.install,
    requireAll: values["require-all"] || process.env.CI === "true",
    help: values.help,
  };
}
