import type { Flag } from "../flags/flags.ts";
import type { CommandForm, NetworkKind } from "../flags/form.ts";
import { type CommandName, formOf, forms, networkFlagsOf } from "../flags/forms.ts";
import { allFlagsOf, askFlags } from "./commands.ts";

const NETWORKS: Readonly<Record<NetworkKind, string>> = {
  layers: "--widths A,B,C... | --width W --depth L | --model FILE",
  models: "",
  media: "--lattice NAME --size AxB... | --graph FILE",
};

const ASK_MEANING = "any question as a JSON query, answered as JSON";

export const SERVE_MEANING = "answer questions over HTTP";

export const REPRODUCE_MEANING = "repeat studies of what the papers on dropout say";

const HELP = ["--help, -h", "print this help"];

const EXIT_CODES = "Exit code 0; 2 with one line on stderr for bad input; 130 after an interrupt; 1 for anything else.";

/** The help of the program. */
export function generalHelp(): string {
  const names = [
    ...Object.entries(forms).map(([name, { meaning }]) => [name, meaning]),
    ["convert", formOf("convert").meaning],
    ["ask", ASK_MEANING],
    ["serve", SERVE_MEANING],
    ["reproduce", REPRODUCE_MEANING],
  ];
  return `Does a path survive? Percolation of neural networks under dropout, dropconnect and their kin, of lattices and of graphs.

Usage: percolation <command> [flags]

${columns(names)}
percolation <command> --help lists the flags of a command; percolation --version prints the version.

Examples:
  percolation path --widths 784,300,100,10 --drop-bonds 0.998
  percolation inspect model.onnx --drop-channels 0.1 --html report.html
  percolation depth --width 8 --drop-sites 0.5 --json
  percolation sweep --lattice square --size 64x64 --periodic --kind bond

${EXIT_CODES}
`;
}

/** The help of a command, but `ask`. */
export function commandHelp(name: CommandName | "convert"): string {
  const { meaning, usage, examples } = formOf(name);
  const flags = allFlagsOf(name);
  const ofNetwork = networkFlagsOf(name);
  const others = [...flags.keys()].filter((flag) => !ofNetwork.includes(flag));
  const network = usageOfNetwork(formOf(name));
  const line = ["percolation", name, network, usage, "[flags]"].filter((part) => part !== "").join(" ");
  return `percolation ${name}: ${meaning}

Usage: ${line}

${network ? `Network:\n${list(flags, ofNetwork)}\nFlags:\n` : "Flags:\n"}${list(flags, others, HELP)}
${examples.length > 1 ? "Examples" : "Example"}:
${examples.map((example) => `  percolation ${name} ${example}\n`).join("")}`;
}

function usageOfNetwork({ takes, takesFile }: CommandForm): string {
  const ways = takes.map((kind) => NETWORKS[kind]).filter((way) => way !== "");
  if (ways.length === 0) return "";
  const written = ways.join(" | ");
  return `(${takesFile ? `FILE | ${written.replace(" | --model FILE", "")}` : written}) [rates]`;
}

/** The help of `ask`. */
export function askHelp(): string {
  return `percolation ask: ${ASK_MEANING}

Usage: percolation ask FILE.json | -

Reads one query from a file, or from standard input for -, and prints the answer as one JSON object.
A query is an object whose "ask" is the name of a command and whose other fields are its flags in camel case.

Flags:
${list(askFlags, [...askFlags.keys()], HELP)}
Example:
  echo '{"ask":"depth","width":8,"dropSites":0.5}' | percolation ask -
`;
}

function list<Name extends string>(
  flags: ReadonlyMap<Name, Flag>,
  names: readonly Name[],
  ...more: readonly (readonly string[])[]
): string {
  const rows = names.map((name) => {
    const { value = "", meaning = "", fallback = "" } = flags.get(name) ?? {};
    const gap = value === "" || value.startsWith("[=") ? "" : " ";
    return [`--${name}${gap}${value}`, `${meaning}${fallback ? `; ${fallback} unless given` : ""}`];
  });
  return columns([...rows, ...more]);
}

/** All flags of a command that takes no network, and how to see this. */
export function listFlags<Name extends string>(flags: ReadonlyMap<Name, Flag>): string {
  return list(flags, [...flags.keys()], HELP);
}

/** Two columns, the second aligned. */
function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  return rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}
