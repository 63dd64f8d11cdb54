/** Bun, with its own package installation off: what is not in the folder must not be fetched. */
import { processRuntime } from "./process-runtime.mjs";

export const bun = processRuntime({
  name: "bun",
  executablePath: "@oven/bun-linux-x64/bin/bun",
  runParameters: ["--no-install"],
  environment: { DO_NOT_TRACK: "1" },
  async identify(ask) {
    const versions = JSON.parse(await ask("--print", "JSON.stringify(process.versions)"));
    return { version: versions.bun, engine: `JSC ${versions.webkit.slice(0, 9)}` };
  },
});
