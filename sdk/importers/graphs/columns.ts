import { badInput } from "../../errors.ts";
import type { Row } from "./rows.ts";

/** Which columns of a table hold what: by the name in its header, or by number from 0. */
export interface ColumnOptions {
  /** Whether the first line is a header. By default it is one if it names two columns known for ends. */
  readonly header?: boolean;
  /** By default the header's `source`, `from` or the like, else the first column. */
  readonly source?: string | number;
  /** By default the header's `target`, `to` or the like, else the second column. */
  readonly target?: string | number;
  /** False for none. By default the header's `weight`, without a header the third column if there is one. */
  readonly weight?: string | number | false;
}

/** The columns of a table, from 0. */
export interface Columns {
  readonly header: boolean;
  readonly source: number;
  readonly target: number;
  readonly weight: number | undefined;
}

/** Known names of the two ends, of each pair the source first. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["source", "target"],
  ["from", "to"],
  ["src", "dst"],
  ["origin", "destination"],
  ["start", "end"],
  ["sourceid", "targetid"],
  ["fromnodeid", "tonodeid"],
  ["node1", "node2"],
  ["id1", "id2"],
];

/**
 * The columns of a table, by its options and its first row.
 *
 * @throws PercolationError `invalid-input` for options that are no columns, for a name that the header does not
 * have, and for names without a header.
 */
export function columnsOf(options: ColumnOptions, first: Row): Columns {
  for (const name of ["source", "target", "weight"] as const) checkColumn(name, options[name]);
  if (options.header !== undefined && typeof options.header !== "boolean") {
    throw badInput("options.header", "true or false", options.header);
  }
  const titles = first.fields.map(({ text }) => text);
  const pair = knownPair(titles);
  const isNamed = [options.source, options.target, options.weight].some((column) => typeof column === "string");
  const header = options.header ?? (isNamed || pair !== undefined);
  const names = header ? titles : undefined;
  const [source = 0, target = 1] = (header ? pair : undefined) ?? [];
  return {
    header,
    source: options.source === undefined ? source : columnAt("source", options.source, names),
    target: options.target === undefined ? target : columnAt("target", options.target, names),
    weight: weightColumn(options, names),
  };
}

function checkColumn(name: string, column: unknown): void {
  const isNumber = typeof column === "number" && Number.isInteger(column) && column >= 0 && column < 65536;
  if (column === undefined || typeof column === "string" || isNumber || (name === "weight" && column === false)) return;
  throw badInput(`options.${name}`, "the name of a column or its number from 0", column);
}

function knownPair(fields: readonly string[]): readonly [number, number] | undefined {
  const names = fields.slice(0, 1000).map(plain);
  for (const [one, other] of PAIRS) {
    const [source, target] = [names.indexOf(one), names.indexOf(other)];
    if (source >= 0 && target >= 0) return [source, target];
  }
  return undefined;
}

function weightColumn(options: ColumnOptions, names: readonly string[] | undefined): number | undefined {
  const { source, target, weight } = options;
  if (weight === false) return undefined;
  if (weight !== undefined) return columnAt("weight", weight, names);
  const named = names?.findIndex((name) => plain(name) === "weight") ?? -1;
  if (named >= 0) return named;
  return names === undefined && source === undefined && target === undefined ? 2 : undefined;
}

function columnAt(option: string, column: string | number, names: readonly string[] | undefined): number {
  if (typeof column === "number") return column;
  const index = names?.indexOf(column) ?? -1;
  if (index < 0) throw badInput(`options.${option}`, "the name of a column in the header", column);
  return index;
}

/** A name without case, blanks and punctuation: `From Node ID` is `fromnodeid`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
