import type { GraphNetwork } from "../../networks/graph.ts";
import { AttributeTable } from "./attribute-table.ts";
import { type DeclaredEdge, DeclaredGraph } from "./declared.ts";
import { invalid, invalidLine, unsupported } from "./failures.ts";
import { weightAt } from "./numbers.ts";
import { checkAttribute, checkOptions, type WeightedReadOptions } from "./options.ts";
import { type GraphText, textOf } from "./text.ts";
import { walkXml, type XmlElement } from "./xml.ts";

/** What {@link readGexf} takes besides the text. */
export interface GexfOptions extends WeightedReadOptions {
  /**
   * What labels the vertices: `label`, `id`, or the title of a declared attribute of nodes. A node without
   * it has its id; two nodes with the same one are an error.
   */
  readonly label?: string;
}

/** Whether an edge of a type is directed. A mutual edge goes both ways, as an undirected one does. */
const TYPES: ReadonlyMap<string, boolean> = new Map([
  ["directed", true],
  ["undirected", false],
  ["mutual", false],
]);

/**
 * Reads GEXF (1.2 and 1.3) as a graph. Vertices are numbered in the order of the file. The label of a vertex
 * is its `label`, or where it has none its id; when two labels are the same, ids are the labels of all.
 *
 * **Direction.** `defaultedgetype` of the graph, or `type` of an edge; `mutual` is read as undirected. Among
 * edges of both kinds an undirected one becomes two arcs, which then are two bonds.
 *
 * **Weights.** The `weight` of an edge, 1 where it has none; `options.weight` names another attribute by its
 * title. Positions, colours and all other data are ignored, loops and parallel edges kept.
 *
 * Costs one pass; memory is that of the vertices and edges.
 *
 * @param text - The content of the file.
 * @param options - Rates, and what replaces or names parts of the file.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the line for XML that is not well-formed (an entity the file
 * itself defines included), ids that are missing, doubled or unknown, a label asked for and doubled, a weight
 * that is no finite number, and a file without vertices; `unsupported-model` for nested nodes, several
 * graphs and dynamic ones; `invalid-input` for bad options, also for a named attribute the file does not have.
 *
 * @example
 * import { readGexf } from "percolation/importers";
 * const network = readGexf(
 *   `<gexf version="1.3"><graph defaultedgetype="directed">
 *      <nodes><node id="0" label="Turin"/><node id="1" label="Genoa"/></nodes>
 *      <edges><edge source="0" target="1" weight="2.5"/></edges>
 *    </graph></gexf>`,
 * );
 * [network.nodes, network.directed, network.labels]; // => [2, true, ["Turin", "Genoa"]]
 */
export function readGexf(text: GraphText, options: GexfOptions = {}): GraphNetwork {
  checkOptions(options, ["directed", "weight", "label"]);
  checkAttribute("weight", options.weight);
  checkAttribute("label", options.label);
  const reader = new GexfReader(options);
  walkXml(textOf(text), reader);
  return reader.toGraph();
}

class GexfReader {
  readonly #options: GexfOptions;
  readonly #graph = new DeclaredGraph();
  /** The title of the attribute that is the label or the weight, when it is none of the element itself. */
  readonly #labelTitle: string | undefined;
  readonly #weightTitle: string | undefined;
  readonly #ofNodes: AttributeTable;
  readonly #ofEdges: AttributeTable;
  #declaring: AttributeTable | undefined;
  #attribute: string | undefined;
  #directed: boolean | undefined;
  #vertex = 0;
  #edge: DeclaredEdge | undefined;

  constructor(options: GexfOptions) {
    this.#options = options;
    const { label = "label", weight = "weight" } = options;
    this.#labelTitle = label === "label" || label === "id" ? undefined : label;
    this.#weightTitle = weight === "weight" || weight === false ? undefined : weight;
    this.#ofNodes = new AttributeTable(this.#labelTitle);
    this.#ofEdges = new AttributeTable(this.#weightTitle);
  }

  open({ path, attributes, line }: XmlElement): void {
    if (path === "/gexf/graph") this.#openGraph(line, attributes);
    else if (path === "/gexf/graph/attributes") this.#openAttributes(line, attributes);
    else if (path === "/gexf/graph/attributes/attribute") {
      this.#attribute = attributes.id;
      this.#declaring?.declare(line, attributes.id, attributes.title);
    } else if (path === "/gexf/graph/nodes/node") this.#openNode(line, attributes);
    else if (path === "/gexf/graph/edges/edge") this.#openEdge(line, attributes);
    else if (path === "/gexf/graph/nodes/node/attvalues/attvalue") this.#nodeValue(line, attributes);
    else if (path === "/gexf/graph/edges/edge/attvalues/attvalue") this.#edgeValue(line, attributes);
    else if (path === "/gexf/graph/nodes/node/nodes" || path === "/gexf/graph/nodes/node/edges") {
      throw unsupported(`line ${line}`, "a flat graph", "nodes within a node");
    } else if (path !== "/gexf" && path.lastIndexOf("/") === 0) {
      throw invalidLine(line, "a gexf element", path.slice(1));
    }
  }

  close({ path, line }: XmlElement, text: string): void {
    if (path === "/gexf/graph/attributes/attribute/default") this.#declaring?.setDefault(line, this.#attribute, text);
  }

  toGraph(): GraphNetwork {
    if (this.#directed === undefined) throw invalid("text", "a graph element", "none");
    this.#ofNodes.expectFound("options.label", this.#labelTitle);
    this.#ofEdges.expectFound("options.weight", this.#weightTitle);
    return this.#graph.toGraph(this.#options, this.#directed);
  }

  #openGraph(line: number, { defaultedgetype = "undirected", mode }: XmlElement["attributes"]): void {
    if (this.#directed !== undefined) throw unsupported(`line ${line}`, "one graph", "a second one");
    if (mode === "dynamic") throw unsupported(`line ${line}`, "a static graph", "a dynamic one");
    this.#directed = this.#isDirected(line, defaultedgetype);
  }

  #openAttributes(line: number, { class: domain }: XmlElement["attributes"]): void {
    if (domain !== "node" && domain !== "edge") throw invalidLine(line, 'class to be "node" or "edge"', domain);
    this.#declaring = domain === "node" ? this.#ofNodes : this.#ofEdges;
  }

  #openNode(line: number, { id, label }: XmlElement["attributes"]): void {
    this.#vertex = this.#graph.vertex(line, id);
    const own = this.#options.label === "id" ? undefined : label;
    const text = this.#labelTitle === undefined ? own : this.#ofNodes.fallback?.text.trim();
    if (text !== undefined) this.#graph.label(this.#vertex, text);
  }

  #openEdge(line: number, { source, target, type, weight }: XmlElement["attributes"]): void {
    const directed = type === undefined ? this.#directed === true : this.#isDirected(line, type);
    this.#edge = { line, source, target, directed };
    const { fallback } = this.#ofEdges;
    if (fallback) this.#edge.weight = weightAt(fallback.line, fallback.text.trim());
    else if (weight !== undefined && this.#weightTitle === undefined && this.#options.weight !== false) {
      this.#edge.weight = weightAt(line, weight.trim());
    }
    this.#graph.edge(this.#edge);
  }

  #nodeValue(line: number, { for: id, value = "" }: XmlElement["attributes"]): void {
    if (this.#ofNodes.isWanted(line, id)) this.#graph.label(this.#vertex, value);
  }

  #edgeValue(line: number, { for: id, value = "" }: XmlElement["attributes"]): void {
    if (this.#ofEdges.isWanted(line, id) && this.#edge) this.#edge.weight = weightAt(line, value.trim());
  }

  #isDirected(line: number, type: string): boolean {
    const directed = TYPES.get(type);
    if (directed === undefined) throw invalidLine(line, 'a type "directed", "undirected" or "mutual"', type);
    return directed;
  }
}
