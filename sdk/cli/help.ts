import { ASK_MEANING, type CommandName, commands } from "./commands.ts";
import { type Flag, type FlagName, flags, networkFlags } from "./flags.ts";

const NETWORK = "(--widths A,B,C... | --width W --depth L | --model FILE) [rates]";

const HELP = ["--help, -h", "print this help"];

const EXIT_CODES = "Exit code 0; 2 with one line on stderr for bad input; 1 for anything else.";

/** The help of the program. */
export function generalHelp(): string {
  const names = [...Object.entries(commands).map(([name, { meaning }]) => [name, meaning]), ["ask", ASK_MEANING]];
  return `Does a path survive? Percolation of neural networks under dropout and dropconnect.

Usage: percolation <command> [flags]

${columns(names)}
percolation <command> --help lists the flags of a command; percolation --version prints the version.

Examples:
  percolation path --widths 784,300,100,10 --drop-bonds 0.998
  percolation depth --width 8 --drop-sites 0.5 --json

${EXIT_CODES}
`;
}

/** The help of a command that asks a question. */
export function commandHelp(name: CommandName): string {
  const { meaning, network, flags: names, usage, example } = commands[name];
  const ofNetwork = network ? names.filter((flag) => isNetworkFlag(flag)) : [];
  const others = names.filter((flag) => !ofNetwork.includes(flag));
  const line = ["percolation", name, network ? NETWORK : "", usage, "[flags]"].filter((part) => part !== "").join(" ");
  return `percolation ${name}: ${meaning}

Usage: ${line}

${network ? `Network:\n${list(ofNetwork)}\nFlags:\n` : "Flags:\n"}${list(others, HELP)}
Example:
  percolation ${name} ${example}
`;
}

/** The help of `ask`. */
export function askHelp(): string {
  return `percolation ask: ${ASK_MEANING}

Usage: percolation ask FILE.json | -

Reads one query from a file, or from standard input for -, and prints the answer as one JSON object.
A query is an object whose "ask" is the name of a command and whose other fields are its flags in camel case.

Flags:
${columns([["--json", "accepted; the answer is JSON anyway"], HELP])}
Example:
  echo '{"ask":"depth","width":8,"dropSites":0.5}' | percolation ask -
`;
}

function isNetworkFlag(name: FlagName): boolean {
  return (networkFlags as readonly FlagName[]).includes(name);
}

function list(names: readonly FlagName[], ...more: readonly (readonly string[])[]): string {
  const rows = names.map((name) => {
    const { value, meaning, fallback }: Flag = flags[name];
    return [`--${name}${value ? ` ${value}` : ""}`, `${meaning}${fallback ? `; ${fallback} unless given` : ""}`];
  });
  return columns([...rows, ...more]);
}

/** Two columns, the second aligned. */
function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  return rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}
