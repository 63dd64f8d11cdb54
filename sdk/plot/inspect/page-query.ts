import type { InspectAnswer } from "../../queries/inspect/answer.ts";
import { tag, textTag } from "./html.ts";

/** Characters of JSON that the page holds in full. */
const IN_FULL = 100_000;
/** Characters of a text in it, such as a bitset of connections, that is then shown. */
const SHORTENED = 60;

/** The query, and how to get the same answer again. */
export function queryParts({ query, version, seed }: InspectAnswer): string[] {
  const { network, ...options } = query;
  const whole = writeJson(query);
  const inFull = whole.length <= IN_FULL;
  const sampled = seed === undefined ? "" : `, seed ${seed}`;
  const file = tag("code", {}, "query.json");
  const command = tag("code", {}, "npx percolation ask query.json");
  return [
    textTag("p", `Answered by percolation ${version}${sampled}.`),
    tag(
      "p",
      {},
      `With the query as ${file}, ${command} of the same version prints the same answer, to the last bit, in every runtime.`,
    ),
    textTag("pre", writeJson(shorten(options)), { tabindex: 0, "aria-label": "the query without its network" }),
    tag("details", {}, [
      textTag("summary", inFull ? "The whole query" : "The whole query, with long texts left out"),
      textTag("pre", inFull ? whole : writeJson(shorten({ ...options, network })), {
        tabindex: 0,
        "aria-label": "the query",
      }),
    ]),
  ];
}

/** JSON without characters that would change how it reads. */
function writeJson(value: unknown): string {
  const hidden = /[\p{Cf}\u2028\u2029]/gu;
  return JSON.stringify(value, null, 1).replace(hidden, (each) =>
    Array.from(
      { length: each.length },
      (_, index) => `\\u${each.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

function shorten(value: unknown): unknown {
  if (typeof value === "string" && value.length > SHORTENED)
    return `${value.slice(0, SHORTENED)}... (${value.length} characters)`;
  if (Array.isArray(value)) {
    if (value.length > 2000) return `(${value.length} entries)`;
    return value.map(shorten);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]));
}
