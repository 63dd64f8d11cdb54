/** The Node majors, each from its platform package: a binary without install scripts. */
import { processRuntime } from "./process-runtime.mjs";

/** @param {number} major */
export const node = (major) =>
  processRuntime({
    name: `node${major}`,
    executablePath: `node${major}/bin/node`,
    runParameters: [],
    async identify(ask) {
      const versions = JSON.parse(await ask("--print", "JSON.stringify(process.versions)"));
      return { version: versions.node, engine: `V8 ${versions.v8.split("-")[0]}` };
    },
  });
