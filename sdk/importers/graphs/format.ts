import { badInput } from "../../errors.ts";

/** The formats {@link readGraph} knows. */
export type GraphFormat = "edge-list" | "csv" | "tsv" | "graphml" | "gexf" | "pajek" | "metis" | "json";

/** All of them. */
export const FORMATS: readonly GraphFormat[] = ["edge-list", "csv", "tsv", "graphml", "gexf", "pajek", "metis", "json"];

const EXTENSIONS: ReadonlyMap<string, GraphFormat> = new Map([
  ["edges", "edge-list"],
  ["edgelist", "edge-list"],
  ["el", "edge-list"],
  ["csv", "csv"],
  ["tsv", "tsv"],
  ["tab", "tsv"],
  ["graphml", "graphml"],
  ["gexf", "gexf"],
  ["net", "pajek"],
  ["paj", "pajek"],
  ["pajek", "pajek"],
  ["graph", "metis"],
  ["metis", "metis"],
  ["json", "json"],
]);

/** As much of a file as is looked at. */
const HEAD = 65536;

/**
 * The format of a file: by the extension of its name, else by its first characters. METIS is known by
 * extension only, since its files look like lists of edges; anything else unknown is one.
 */
export function formatOf(text: string, name: string | undefined): GraphFormat {
  const [, extension = ""] = /\.([^.]*)$/.exec(name ?? "") ?? [];
  return EXTENSIONS.get(extension.toLowerCase()) ?? formatOfContent(text.slice(0, HEAD));
}

function formatOfContent(head: string): GraphFormat {
  const start = head.trimStart();
  if (start.startsWith("<")) return /<(?:[\w.-]{1,80}:)?gexf[\s>]/.test(start) ? "gexf" : "graphml";
  if (start.startsWith("{")) return "json";
  const line = start.split(/[\r\n]+\s*/).find((each) => !each.startsWith("%"));
  return line?.startsWith("*") ? "pajek" : "edge-list";
}

export function checkFormat(format: unknown): void {
  if (format === undefined || FORMATS.includes(format as GraphFormat)) return;
  throw badInput("options.format", `one of ${FORMATS.map((each) => JSON.stringify(each)).join(", ")}`, format);
}
