/** What the figures were measured on: they mean nothing without it. */
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

/** Lines of Markdown that name the processor, the runtime, the compilers and the day. */
export function describeMachine(cCompiler) {
  const [processor] = cpus();
  const assemblyScript = JSON.parse(
    readFileSync(new URL("../node_modules/assemblyscript/package.json", import.meta.url), "utf8"),
  );
  return [
    `- processor: ${processor?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${process.platform} ${process.arch}`,
    `- Node ${process.versions.node} (V8 ${process.versions.v8}), AssemblyScript ${assemblyScript.version}`,
    `- C: ${cCompiler}`,
    `- date: ${new Date().toISOString().slice(0, 10)}; load average when it started: ${loadavg()[0].toFixed(2)}`,
  ].join("\n");
}
