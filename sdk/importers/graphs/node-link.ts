import { show } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { Edges } from "./edges.ts";
import { invalid } from "./failures.ts";
import { arrayAt, fieldOf, type JsonRecord, numberIn, parseJson, recordAt } from "./json.ts";
import { NodeIds } from "./node-ids.ts";
import { checkAttribute, checkOptions, type WeightedReadOptions } from "./options.ts";
import { type GraphText, textOf } from "./text.ts";

/** What {@link readNodeLink} takes besides the data. */
export interface NodeLinkOptions extends WeightedReadOptions {
  /** The field of a node that is its id and label. By default `id`, or `name` when no node has an `id`. */
  readonly id?: string;
}

/** Node-link data, as `JSON.parse` makes it. */
export interface NodeLinkData {
  readonly nodes: readonly object[];
  readonly links?: readonly object[];
  /** The same as `links`, under the name networkx gives it now. */
  readonly edges?: readonly object[];
  readonly directed?: boolean;
}

/**
 * Reads node-link JSON as a graph: what networkx writes (`node_link_data`), and the files of nodes and links
 * that examples of d3 use. Vertices are numbered in the order of `nodes`; their labels are their ids as text.
 *
 * **Ends.** `source` and `target` are ids. A number is a position in `nodes`, from 0, when no node has a
 * number as id. Edges are directed if `directed` is true; loops and parallel edges are kept.
 *
 * **Weights.** The field `weight` of an edge or the one `options.weight` names; 1 where an edge has none or null.
 *
 * Costs one pass after `JSON.parse`; memory is that of the vertices and edges.
 *
 * @param data - The content of the file, or the object it holds.
 * @param options - Rates, and what replaces or names parts of the file.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the place (`links[3].source`) for text that is no JSON, nodes or
 * edges that are none, ids that are missing, doubled, unknown or neither text nor number, a weight that is no finite
 * number, and a file without nodes; `invalid-input` for bad options.
 *
 * @example
 * import { readNodeLink } from "percolation/importers";
 * const text = '{ "nodes": [{ "id": "Turin" }, { "id": 7 }], "links": [{ "source": "Turin", "target": 7 }] }';
 * const network = readNodeLink(text, { dropSites: 0.5 });
 * [network.nodes, network.directed, network.labels]; // => [2, false, ["Turin", "7"]]
 */
export function readNodeLink(data: GraphText | NodeLinkData, options: NodeLinkOptions = {}): GraphNetwork {
  checkOptions(options, ["directed", "weight", "id"]);
  checkAttribute("weight", options.weight);
  checkAttribute("id", options.id);
  const content = recordAt("data", isText(data) ? parseJson(textOf(data)) : data);
  const directed = fieldOf(content, "directed") ?? false;
  if (typeof directed !== "boolean") throw invalid("directed", "true or false", show(directed));
  const name = linksName(content);
  const ids = new NodeIds(arrayAt("nodes", fieldOf(content, "nodes")), options.id);
  const edges = new Edges();
  for (const [index, value] of arrayAt(name, fieldOf(content, name)).entries()) {
    const place = `${name}[${index}]`;
    const edge = recordAt(place, value);
    const source = ids.numberOf(`${place}.source`, fieldOf(edge, "source"));
    const target = ids.numberOf(`${place}.target`, fieldOf(edge, "target"));
    edges.add(source, target, directed, weightOf(place, edge, options));
  }
  return edges.toGraph({ nodes: ids.nodes, labels: ids.labels }, options, directed);
}

function isText(data: GraphText | NodeLinkData): data is GraphText {
  return typeof data === "string" || data instanceof Uint8Array || data instanceof ArrayBuffer;
}

function linksName(content: JsonRecord): "links" | "edges" {
  const [hasLinks, hasEdges] = [Object.hasOwn(content, "links"), Object.hasOwn(content, "edges")];
  if (hasLinks && hasEdges) throw invalid("data", "links or edges", "both");
  return hasEdges ? "edges" : "links";
}

function weightOf(place: string, edge: JsonRecord, { weight = "weight" }: NodeLinkOptions): number | undefined {
  return weight === false ? undefined : numberIn(place, edge, weight);
}
