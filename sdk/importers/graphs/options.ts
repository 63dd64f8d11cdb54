import { badInput } from "../../errors.ts";
import type { Rates } from "../../networks/rates.ts";

/** What every reader of graphs takes: the rates, as for `graph`. A file never gives one. */
export type GraphReadOptions = Rates;

/** The same for formats in which edges are directed or not. */
export interface DirectedReadOptions extends GraphReadOptions {
  /**
   * True takes every edge as one arc from source to target, false every edge as undirected, whatever the
   * file says. By default the file decides.
   */
  readonly directed?: boolean;
}

/** The same for formats in which edges have named attributes. */
export interface WeightedReadOptions extends DirectedReadOptions {
  /** The edge attribute that is the weight, or false for no weights. By default `weight`, if there is one. */
  readonly weight?: string | false;
}

const RATES = ["dropSites", "keepSites", "dropBonds", "keepBonds"] as const;

/** Refuses options that are no object, hold a name of no option, or a `directed` or `weight` of a wrong type. */
export function checkOptions(options: object, names: readonly string[]): void {
  if (options === null || typeof options !== "object") throw badInput("options", "an object", options);
  const known: readonly string[] = [...RATES, ...names];
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) throw badInput(`options.${name}`, `only ${known.join(", ")}`, name);
    if (name === "directed" && value !== undefined && typeof value !== "boolean") {
      throw badInput("options.directed", "true or false", value);
    }
  }
}

/** Refuses an option that names an attribute and is neither text nor, for weights, false. */
export function checkAttribute(option: "weight" | "label" | "id", value: unknown): void {
  if (value === undefined || typeof value === "string" || (option === "weight" && value === false)) return;
  const expected = option === "weight" ? "the name of an attribute, or false" : "the name of an attribute";
  throw badInput(`options.${option}`, expected, value);
}

/** The rates among the options, as they are. */
export function givenRates(options: Rates): Rates {
  return Object.fromEntries(RATES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}
