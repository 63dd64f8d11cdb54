import { type Flag, type FlagName, flagOfField } from "../flags/flags.ts";
import { prepare, type Query } from "../queries/ask.ts";
import { hashOf } from "../queries/hash.ts";
import { MAX_QUERY_STRING, parametersOf, readParameters } from "./parameters.ts";

/** The path of the GET form of a query in canonical form, with the same answer; undefined for those that have none. */
export function locationOf(query: Query): string | undefined {
  const text = writeParameters(query);
  return text !== undefined && isSame(query, text) ? `/v1/${query.ask}?${text}` : undefined;
}

/** Whether parameters say all that a query does: a list of one rate, for instance, reads back as a rate. */
function isSame(query: Query, text: string): boolean {
  try {
    return hashOf(prepare(readParameters(query.ask, text)).query) === hashOf(query);
  } catch {
    return false;
  }
}

function writeParameters({ ask, ...rest }: Query): string | undefined {
  const { network = {}, ...others } = rest as { readonly network?: object };
  const { kind: networkKind, ...shape } = network as { readonly kind?: string };
  if (networkKind === "model" || networkKind === "graph") return undefined;
  const table = parametersOf(ask);
  const parameters: string[] = [];
  for (const [field, value] of [...Object.entries(shape), ...Object.entries(others)]) {
    const flag = flagOfField.get(field);
    const text = flag && write(table.get(flag), value);
    if (text === undefined) return undefined;
    parameters.push(`${flag satisfies FlagName | undefined}=${text}`);
  }
  const text = parameters.join("&");
  return text.length > MAX_QUERY_STRING ? undefined : text;
}

/** The text that a flag reads as a value. */
function write(flag: Flag | undefined, value: unknown): string | undefined {
  if (flag === undefined) return undefined;
  // A plus sign would be read as a blank.
  if (typeof value !== "object" || value === null) return String(value).replace("+", "");
  if (flag.kind === "text" || flag.kind === "number") return undefined;
  if (Array.isArray(value)) return value.map((each) => String(each).replace("+", "")).join(",");
  const { axis, at } = value as { readonly axis?: unknown; readonly at?: unknown };
  return flag.kind === "sites" ? `axis${axis}=${at}` : undefined;
}
