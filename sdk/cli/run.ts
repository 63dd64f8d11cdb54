import { version } from "../engine/version.gen.ts";
import { curveToSvg } from "../plot/index.ts";
import { type Answers, answer } from "../queries/ask.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import { parseArguments, usageError } from "./arguments.ts";
import { type CommandName, commands, isCommand } from "./commands.ts";
import { describeFailure } from "./failure.ts";
import { readJson, writeText } from "./files.ts";
import { type FlagName, type FlagValues, networkFlags, outputFlags } from "./flags.ts";
import { askHelp, commandHelp, generalHelp } from "./help.ts";
import { pickFields, readNetwork } from "./network-flags.ts";
import { toCsv, toJson } from "./output.ts";
import { withProgress } from "./progress.ts";
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
      const parsed = parseArguments(name, commands[name].flags, rest);
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
  const { positionals } = parseArguments("ask", ["json"], given);
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
  const query = {
    ask: name,
    ...(command.network ? { network: await readNetwork(values) } : {}),
    ...pickFields(
      values,
      command.flags.filter((flag) => isOwnField(flag, command.network)),
    ),
  };
  const found = await withProgress(terminal, (onProgress) => answer(query, onProgress) as Answers[Name][1]);
  if (output === "json") return toJson(found);
  if (output === "csv") return toCsv(found as CurveAnswer);
  if (output === "svg") return writeSvg(String(values.svg), found as CurveAnswer);
  const model = values.model === undefined ? undefined : String(values.model);
  const context = { model, columns: columnsOf(terminal) ?? 72, colour: mayColour(terminal) };
  return layOut(command.report(found, context), terminal);
}

/** Whether a flag is a field of the query itself, rather than of its network or of nothing. */
function isOwnField(flag: FlagName, network: boolean): boolean {
  return !outputFlags.includes(flag) && !(network && (networkFlags as readonly FlagName[]).includes(flag));
}

function outputOf(values: FlagValues): FlagName | undefined {
  const [first, second] = outputFlags.filter((flag) => values[flag] !== undefined);
  if (second) throw usageError(`--${second}: expected none beside --${first}, got one`);
  return first;
}

async function writeSvg(file: string, found: CurveAnswer): Promise<string> {
  await writeText(file, curveToSvg(found));
  return `Wrote the curve of ${found.points.length} points to ${file}.\n`;
}
