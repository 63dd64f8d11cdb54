import { version } from "../engine/version.gen.ts";
import { type FlagName, type FlagValues, outputFlags } from "../flags/flags.ts";
import { type CommandName, formOf, isCommand } from "../flags/forms.ts";
import { usageError } from "../flags/values.ts";
import { checkAny } from "../networks/any.ts";
import type { Answers } from "../queries/ask.ts";
import { toJson } from "../queries/json.ts";
import { parseArguments } from "./arguments.ts";
import type { Picture } from "./commands/command.ts";
import { allFlagsOf, askFlags, commands } from "./commands.ts";
import { describeFailure } from "./failure.ts";
import { readJson, writeText } from "./files.ts";
import { askHelp, commandHelp, generalHelp } from "./help.ts";
import { INTERRUPTED } from "./interruption.ts";
import { readNetwork, readQuery } from "./query.ts";
import { layOut } from "./report/layout.ts";
import { columnsOf, mayColour, type Terminal } from "./terminal.ts";
import { type Found, work } from "./work.ts";

/** Runs the program with what stands behind its name on the command line; answers the exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  let values: FlagValues | undefined;
  try {
    if (name === undefined || name === "--help" || name === "-h") terminal.stdout.write(generalHelp());
    else if (name === "--version") terminal.stdout.write(`${version}\n`);
    else if (name === "ask") return await runAsk(rest, terminal);
    else if (name === "reproduce") return await (await import("./reproduce.ts")).reproduce(rest, terminal);
    else if (name === "serve") return await (await import("./serve.ts")).serve(rest, terminal);
    else if (!isCommand(name) && name !== "convert") throw unknownCommand(name);
    else if (asksForHelp(rest)) terminal.stdout.write(commandHelp(name));
    else {
      values = readValues(name, rest);
      if (name !== "convert") return await runCommand(name, values, terminal);
      terminal.stdout.write(await runConvert(values));
    }
    return 0;
  } catch (error) {
    const { line, exitCode } = describeFailure(error, values);
    terminal.stderr.write(`${line}\n`);
    return exitCode;
  }
}

function unknownCommand(name: string): Error {
  const names = [...Object.keys(commands), "convert", "ask", "serve", "reproduce"].join(", ");
  return usageError(`command: expected one of ${names}, got ${JSON.stringify(name)}`);
}

/** The flags of a command; a model file that stands without a flag is that of `--model`. */
function readValues(name: CommandName | "convert", given: readonly string[]): FlagValues {
  const { values, positionals } = parseArguments(name, allFlagsOf(name), given);
  const most = formOf(name).takesFile ? 1 : 0;
  const stray = positionals[most];
  const expected = most > 0 ? "one file and flags" : "flags only";
  if (stray !== undefined) throw usageError(`${name}: expected ${expected}, got ${JSON.stringify(stray)}`);
  const [model] = positionals;
  if (model === undefined) return values;
  if (values.model !== undefined) throw usageError("--model: expected none beside FILE, got one");
  return { ...values, model };
}

async function runConvert(values: FlagValues): Promise<string> {
  return toJson(checkAny(await readNetwork(formOf("convert"), values)));
}

function asksForHelp(given: readonly string[]): boolean {
  return given.includes("--help") || given.includes("-h");
}

async function runAsk(given: readonly string[], terminal: Terminal): Promise<number> {
  if (asksForHelp(given)) return tell(askHelp(), terminal);
  const { values, positionals } = parseArguments("ask", askFlags, given);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw usageError(`ask: expected one file, or - for standard input, got ${positionals.length || "none"}`);
  }
  const found = await work(await readJson(file, terminal), values.workers, terminal);
  return tell(toJson(found.answer), terminal, found);
}

async function runCommand<Name extends CommandName>(
  name: Name,
  values: FlagValues,
  terminal: Terminal,
): Promise<number> {
  const output = outputOf(values);
  const found = await work(await readQuery(name, values), values.workers, terminal);
  return tell(await write(name, found.answer as Answers[Name][1], output, values, terminal), terminal, found);
}

/** Prints the answer, and says when it is not the one that was asked for. */
function tell(text: string, { stdout, stderr }: Terminal, { interruption }: Partial<Found> = {}): number {
  stdout.write(text);
  if (interruption === undefined) return 0;
  stderr.write(`${interruption}\n`);
  return INTERRUPTED;
}

/** An answer in the form that the flags ask for. */
async function write<Name extends CommandName>(
  name: Name,
  answer: Answers[Name][1],
  output: FlagName | undefined,
  values: FlagValues,
  terminal: Terminal,
): Promise<string> {
  const command = commands[name];
  const given = values.model ?? values.graph;
  const file = given === undefined ? undefined : String(given);
  if (output === "json") return toJson(command.json ? command.json(answer, values) : answer);
  if (output === "csv" && command.csv) return command.csv(answer);
  if (output === "svg" && command.svg) return writePicture(String(values.svg), command.svg(answer));
  if (output === "html" && command.html) return writePicture(String(values.html), command.html(answer, file));
  const context = {
    file,
    columns: columnsOf(terminal) ?? 72,
    colour: mayColour(terminal),
    all: values.all === true,
  };
  return layOut(command.report(answer, context), terminal);
}

function outputOf(values: FlagValues): FlagName | undefined {
  const [first, second] = outputFlags.filter((flag) => values[flag] !== undefined);
  if (second) throw usageError(`--${second}: expected none beside --${first}, got one`);
  if (values.labels !== undefined && first !== "json")
    throw usageError("--labels: expected only beside --json, got it alone");
  if (values.all !== undefined && first) throw usageError(`--all: expected none beside --${first}, got one`);
  return first;
}

async function writePicture(file: string, { text, shows }: Picture): Promise<string> {
  await writeText(file, text);
  return `Wrote ${shows} to ${file}.\n`;
}
