import { version } from "../engine/version.gen.ts";
import { type Answers, answer } from "../queries/ask.ts";
import { parseArguments, usageError } from "./arguments.ts";
import type { Picture } from "./commands/command.ts";
import { type CommandName, commands, flagsOf, isCommand } from "./commands.ts";
import { describeFailure } from "./failure.ts";
import { readJson, writeText } from "./files.ts";
import { type FlagName, type FlagValues, flags, outputFlags } from "./flags.ts";
import { askHelp, commandHelp, generalHelp } from "./help.ts";
import { toJson } from "./output.ts";
import { withProgress } from "./progress.ts";
import { readQuery } from "./query.ts";
import { layOut } from "./report/layout.ts";
import { columnsOf, mayColour, type Terminal } from "./terminal.ts";

/** Runs the program with what stands behind its name on the command line; answers the exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  let values: FlagValues | undefined;
  try {
    if (name === undefined || name === "--help" || name === "-h") terminal.stdout.write(generalHelp());
    else if (name === "--version") terminal.stdout.write(`${version}\n`);
    else if (name === "ask") terminal.stdout.write(await runAsk(rest, terminal));
    else if (!isCommand(name)) throw unknownCommand(name);
    else if (asksForHelp(rest)) terminal.stdout.write(commandHelp(name));
    else {
      const parsed = parseArguments(name, flagsOf(name), rest);
      const [stray] = parsed.positionals;
      if (stray !== undefined) throw usageError(`${name}: expected flags only, got ${JSON.stringify(stray)}`);
      values = parsed.values;
      terminal.stdout.write(await runCommand(name, values, terminal));
    }
    return 0;
  } catch (error) {
    const { line, exitCode } = describeFailure(error, values);
    terminal.stderr.write(`${line}\n`);
    return exitCode;
  }
}

function unknownCommand(name: string): Error {
  const names = [...Object.keys(commands), "ask"].join(", ");
  return usageError(`command: expected one of ${names}, got ${JSON.stringify(name)}`);
}

function asksForHelp(given: readonly string[]): boolean {
  return given.includes("--help") || given.includes("-h");
}

async function runAsk(given: readonly string[], terminal: Terminal): Promise<string> {
  if (asksForHelp(given)) return askHelp();
  const { positionals } = parseArguments("ask", new Map([["json", flags.json]]), given);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw usageError(`ask: expected one file, or - for standard input, got ${positionals.length || "none"}`);
  }
  const query = await readJson(file, terminal);
  return toJson(await withProgress(terminal, (onProgress) => answer(query, onProgress)));
}

async function runCommand<Name extends CommandName>(
  name: Name,
  values: FlagValues,
  terminal: Terminal,
): Promise<string> {
  const output = outputOf(values);
  const command = commands[name];
  const query = await readQuery(name, values);
  const found = await withProgress(terminal, (onProgress) => answer(query, onProgress) as Answers[Name][1]);
  if (output === "json") return toJson(command.json ? command.json(found, values) : found);
  if (output === "csv" && command.csv) return command.csv(found);
  if (output === "svg" && command.svg) return writePicture(String(values.svg), command.svg(found));
  const file = values.model ?? values.graph;
  const context = {
    file: file === undefined ? undefined : String(file),
    columns: columnsOf(terminal) ?? 72,
    colour: mayColour(terminal),
  };
  return layOut(command.report(found, context), terminal);
}

function outputOf(values: FlagValues): FlagName | undefined {
  const [first, second] = outputFlags.filter((flag) => values[flag] !== undefined);
  if (second) throw usageError(`--${second}: expected none beside --${first}, got one`);
  if (values.labels !== undefined && first !== "json")
    throw usageError("--labels: expected only beside --json, got it alone");
  return first;
}

async function writePicture(file: string, { svg, shows }: Picture): Promise<string> {
  await writeText(file, svg);
  return `Wrote ${shows} to ${file}.\n`;
}
