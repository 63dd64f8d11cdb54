import { badInput } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { type EdgeListOptions, readEdgeList } from "./edge-list.ts";
import { checkFormat, formatOf, type GraphFormat } from "./format.ts";
import { type GexfOptions, readGexf } from "./gexf.ts";
import { type GraphmlOptions, readGraphml } from "./graphml.ts";
import { type MetisOptions, readMetis } from "./metis.ts";
import { type NodeLinkOptions, readNodeLink } from "./node-link.ts";
import { type PajekOptions, readPajek } from "./pajek.ts";
import { type GraphText, textOf } from "./text.ts";

/** What {@link readGraph} takes besides the text: the options of the format's reader, and what tells the format. */
export type ReadGraphOptions = (
  | EdgeListOptions
  | GraphmlOptions
  | GexfOptions
  | PajekOptions
  | MetisOptions
  | NodeLinkOptions
) & {
  /** The format, when name and content do not tell it. */
  readonly format?: GraphFormat;
  /** The name of the file, of which the extension counts. */
  readonly name?: string;
};

const READERS: Readonly<Record<GraphFormat, (text: string, options: object) => GraphNetwork>> = {
  "edge-list": readEdgeList,
  csv: readEdgeList,
  tsv: readEdgeList,
  graphml: readGraphml,
  gexf: readGexf,
  pajek: readPajek,
  metis: readMetis,
  json: readNodeLink,
};

/**
 * Reads a file with a graph, in any of the formats this package knows.
 *
 * | format | extensions | read by |
 * | --- | --- | --- |
 * | `edge-list`, `csv`, `tsv` | .edges, .edgelist, .el, .csv, .tsv, .tab | {@link readEdgeList} |
 * | `graphml` | .graphml | {@link readGraphml} |
 * | `gexf` | .gexf | {@link readGexf} |
 * | `pajek` | .net, .paj, .pajek | {@link readPajek} |
 * | `metis` | .graph, .metis | {@link readMetis} |
 * | `json` | .json | {@link readNodeLink} |
 *
 * Without a format and a known extension the first characters tell: XML, `{`, a line with `*`, else a
 * list of edges. Costs what the reader of the format costs.
 *
 * @param text - The content of the file.
 * @param options - `format`, `name` (the name of the file), and the options of the reader.
 * @returns The network as `graph` makes it.
 * @throws PercolationError as the reader of the format does; `invalid-input` also for an unknown format and
 * for an option that the reader does not have.
 *
 * @example
 * import { readGraph } from "percolation/importers";
 * readGraph("*Vertices 3\n*Edges\n1 2\n2 3\n", { dropBonds: 0.2 }).nodes; // => 3
 * readGraph("3 2\n2\n1 3\n2\n", { name: "path.graph" }).nodes; // => 3
 * readGraph("source,target\na,b\n", { format: "csv", directed: true }).directed; // => true
 */
export function readGraph(text: GraphText, options: ReadGraphOptions = {}): GraphNetwork {
  if (options === null || typeof options !== "object") throw badInput("options", "an object", options);
  const { format, name, ...rest } = options;
  checkFormat(format);
  if (name !== undefined && typeof name !== "string") throw badInput("options.name", "the name of a file", name);
  const content = textOf(text);
  return READERS[format ?? formatOf(content, name)](content, rest);
}
