import type { GraphNetwork } from "../../networks/graph.ts";
import { AttributeTable } from "./attribute-table.ts";
import { type DeclaredEdge, DeclaredGraph } from "./declared.ts";
import { invalid, invalidLine, unsupported } from "./failures.ts";
import { weightAt } from "./numbers.ts";
import { checkAttribute, checkOptions, type WeightedReadOptions } from "./options.ts";
import { type GraphText, textOf } from "./text.ts";
import { walkXml, type XmlElement } from "./xml.ts";

/** What {@link readGraphml} takes besides the text. */
export interface GraphmlOptions extends WeightedReadOptions {
  /**
   * The node attribute that is the label; a node without it, and every node by default, has its id. Two nodes
   * with the same label are an error.
   */
  readonly label?: string;
}

/** What is not read, by path. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["/graphml/graph/hyperedge", "a hyperedge"],
  ["/graphml/graph/node/graph", "a nested graph"],
  ["/graphml/graph/edge/graph", "a nested graph"],
  ["/graphml/graph/locator", "a locator"],
  ["/graphml/graph/node/locator", "a locator"],
]);

const DIRECTIONS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/**
 * Reads GraphML as a graph. Vertices are numbered in the order of the file; their labels are their ids.
 *
 * **Direction.** `edgedefault` of the graph, or `directed` of an edge. Among edges of both kinds an undirected
 * one becomes two arcs, which then are two bonds.
 *
 * **Weights.** The data of the key whose `attr.name` (or, without one, id) is `weight`; the default of the key
 * where an edge has none, else 1. Ports and all other data are ignored, loops and parallel edges kept.
 *
 * Costs one pass; memory is that of the vertices and edges.
 *
 * @param text - The content of the file.
 * @param options - Rates, and what replaces or names parts of the file.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the line for XML that is not well-formed (an entity the file
 * itself defines included), ids and keys that are missing, doubled or unknown, a doubled label, a weight that
 * is no finite number, and a file without vertices; `unsupported-model` for hyperedges, nested or
 * several graphs and locators; `invalid-input` for bad options, also for a named attribute the file does not have.
 *
 * @example
 * import { readGraphml } from "percolation/importers";
 * const network = readGraphml(
 *   `<graphml><graph edgedefault="undirected">
 *      <node id="a"/><node id="b"/><edge source="a" target="b"/>
 *    </graph></graphml>`,
 *   { dropBonds: 0.1 },
 * );
 * [network.nodes, network.directed, network.labels, network.dropBonds]; // => [2, false, ["a", "b"], 0.1]
 */
export function readGraphml(text: GraphText, options: GraphmlOptions = {}): GraphNetwork {
  checkOptions(options, ["directed", "weight", "label"]);
  checkAttribute("weight", options.weight);
  checkAttribute("label", options.label);
  const reader = new GraphmlReader(options);
  walkXml(textOf(text), reader);
  return reader.toGraph();
}

class GraphmlReader {
  readonly #options: GraphmlOptions;
  readonly #graph = new DeclaredGraph();
  readonly #nodeKeys: AttributeTable;
  readonly #edgeKeys: AttributeTable;
  #directed: boolean | undefined;
  #key: string | undefined;
  #vertex = 0;
  #edge: DeclaredEdge | undefined;

  constructor(options: GraphmlOptions) {
    this.#options = options;
    this.#nodeKeys = new AttributeTable(options.label);
    this.#edgeKeys = new AttributeTable(options.weight === false ? undefined : (options.weight ?? "weight"));
  }

  open({ path, attributes, line }: XmlElement): void {
    const refused = REFUSED.get(path);
    if (refused) throw unsupported(`line ${line}`, "nodes and edges", refused);
    if (path === "/graphml/key") this.#openKey(line, attributes);
    else if (path === "/graphml/graph") this.#openGraph(line, attributes);
    else if (path === "/graphml/graph/node") this.#openNode(line, attributes);
    else if (path === "/graphml/graph/edge") this.#openEdge(line, attributes);
    else if (path !== "/graphml" && path.lastIndexOf("/") === 0) {
      throw invalidLine(line, "a graphml element", path.slice(1));
    }
  }

  close({ path, attributes, line }: XmlElement, text: string): void {
    if (path === "/graphml/key/default") {
      this.#nodeKeys.setDefault(line, this.#key, text);
      this.#edgeKeys.setDefault(line, this.#key, text);
    } else if (path === "/graphml/graph/node/data") {
      if (this.#nodeKeys.isWanted(line, attributes.key)) this.#graph.label(this.#vertex, text.trim());
    } else if (path === "/graphml/graph/edge/data") {
      if (this.#edgeKeys.isWanted(line, attributes.key) && this.#edge) this.#edge.weight = weightAt(line, text.trim());
    }
  }

  toGraph(): GraphNetwork {
    if (this.#directed === undefined) throw invalid("text", "a graph element", "none");
    this.#nodeKeys.expectFound("options.label", this.#options.label);
    this.#edgeKeys.expectFound("options.weight", this.#options.weight);
    return this.#graph.toGraph(this.#options, this.#directed);
  }

  #openKey(line: number, { id, for: domain = "all", "attr.name": name }: XmlElement["attributes"]): void {
    if (this.#directed !== undefined) throw invalidLine(line, "keys before the graph", id);
    this.#key = id;
    if (domain === "node" || domain === "all") this.#nodeKeys.declare(line, id, name);
    if (domain === "edge" || domain === "all") this.#edgeKeys.declare(line, id, name);
  }

  #openGraph(line: number, { edgedefault }: XmlElement["attributes"]): void {
    if (this.#directed !== undefined) throw unsupported(`line ${line}`, "one graph", "a second one");
    if (edgedefault !== "directed" && edgedefault !== "undirected") {
      throw invalidLine(line, 'edgedefault to be "directed" or "undirected"', edgedefault);
    }
    this.#directed = edgedefault === "directed";
  }

  #openNode(line: number, { id }: XmlElement["attributes"]): void {
    this.#vertex = this.#graph.vertex(line, id);
    const { fallback } = this.#nodeKeys;
    if (fallback) this.#graph.label(this.#vertex, fallback.text.trim());
  }

  #openEdge(line: number, { source, target, directed: given }: XmlElement["attributes"]): void {
    const directed = given === undefined ? this.#directed : DIRECTIONS.get(given);
    if (directed === undefined) throw invalidLine(line, 'directed to be "true" or "false"', given);
    const { fallback } = this.#edgeKeys;
    this.#edge = { line, source, target, directed };
    if (fallback) this.#edge.weight = weightAt(fallback.line, fallback.text.trim());
    this.#graph.edge(this.#edge);
  }
}
