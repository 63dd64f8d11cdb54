/** The C baselines: compiled when the benchmarks start, run as a program that times itself. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("baselines/baseline.c", import.meta.url));

/**
 * Compiles the baselines with `cc -O3`. Returns what compiled them, or why nothing did, as `compiler`, and a
 * function that runs one of their tasks and returns the bytes it prints, undefined where nothing did.
 * `close` removes the program.
 */
export function compileBaseline() {
  const folder = mkdtempSync(join(tmpdir(), "percolation-bench-"));
  const close = () => rmSync(folder, { recursive: true, force: true });
  const program = join(folder, "baseline");
  try {
    // -O3 alone, as most C is built: no flags for this one processor, no reordering of floating point.
    execFileSync("cc", ["-O3", SOURCE, "-o", program, "-lm"], { stdio: "pipe" });
  } catch (error) {
    const reason = error.code === "ENOENT" ? "there is no cc" : "cc cannot compile them, for want of SSE2 perhaps";
    return { compiler: `baselines not run: ${reason}`, runC: undefined, close };
  }
  const [version] = execFileSync("cc", ["--version"], { encoding: "utf8" }).split("\n");
  const runC = (...parts) => execFileSync(program, parts.map(String), { maxBuffer: 2 ** 26 });
  return { compiler: `${version}, -O3`, runC, close };
}

/** The numbers a task prints. */
export function numbersOf(bytes) {
  return bytes.toString().trim().split(" ").map(Number);
}
