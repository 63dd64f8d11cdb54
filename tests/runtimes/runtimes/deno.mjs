/** Deno, without a single permission: the package needs none, and would stop at a prompt if it asked. */
import { processRuntime } from "./process-runtime.mjs";

export const deno = processRuntime({
  name: "deno",
  executablePath: "@deno/linux-x64-glibc/deno",
  runParameters: ["run", "--quiet", "--no-prompt", "--no-lock", "--no-remote", "--node-modules-dir=manual"],
  environment: { DENO_NO_UPDATE_CHECK: "1" },
  async identify(ask) {
    const text = await ask("--version");
    const version = /^deno (\S+)/m.exec(text)?.[1] ?? "?";
    return { version, engine: `V8 ${/^v8 ([\d.]+)/m.exec(text)?.[1] ?? "?"}` };
  },
});
