import { show } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { Edges, MOST_NODES } from "./edges.ts";
import { invalid, invalidLine, tooLarge, unsupported } from "./failures.ts";
import { firstDouble } from "./labels.ts";
import { linesOf } from "./lines.ts";
import { integerAt, weightAt } from "./numbers.ts";
import { checkOptions, type DirectedReadOptions } from "./options.ts";
import { type GraphText, textOf } from "./text.ts";

/** What {@link readPajek} takes besides the text. */
export type PajekOptions = DirectedReadOptions;

type Section = "network" | "vertices" | "arcs" | "edges" | "arcslist" | "edgeslist";

const SECTIONS: ReadonlyMap<string, Section> = new Map(
  (["network", "vertices", "arcs", "edges", "arcslist", "edgeslist"] as const).map((name) => [name, name]),
);

/** A few bytes can claim any number of vertices; with one label, all would get one. */
const MOST_LABELS = 2 ** 22;

/** The number of a vertex and its label, quoted or a word; what follows (a position, a shape) is not read. */
const VERTEX = /^(\d+)(?:\s+(?:"([^"]*)"|([^\s"]\S*)))?(?!\s*")(?=\s|$)/;

/**
 * Reads a Pajek network (`.net`) as a graph: `*Vertices`, `*Arcs`, `*Edges`, `*Arcslist` and `*Edgeslist`, in
 * any case, with `%` comments. Vertex v of the file has number v - 1 and as label its text in the file, or v
 * where it has none. When two labels are the same, v is the label of all; when no vertex has a text there are none.
 *
 * **Direction.** Arcs are directed, edges are not. Among both an edge becomes two arcs, which then are two
 * bonds. Several sections, also of several relations (`*Arcs :2 "name"`), are read as one graph.
 *
 * **Weights.** The third entry of a line, 1 where there is none, and for all of a list. Positions, shapes and
 * colours are ignored, loops and parallel edges kept.
 *
 * Costs one pass; memory is that of the vertices and edges.
 *
 * @param text - The content of the file.
 * @param options - Rates, and whether edges are directed whatever the file says.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the line for a vertex out of range, given twice or with an open
 * quote, an edge without two vertices, a weight that is no finite number, or a line outside all
 * sections; `unsupported-model` for a matrix, a second network, and sections of project files (partitions, vectors);
 * `too-large` for more than 2^22 vertices with labels;
 * `invalid-input` for bad options.
 *
 * @example
 * import { readPajek } from "percolation/importers";
 * const network = readPajek('*Vertices 3\n1 "Turin"\n2 "Genoa"\n*Edges\n1 2 0.5\n2 3\n');
 * [network.nodes, network.directed, network.labels]; // => [3, false, ["Turin", "Genoa", "3"]]
 */
export function readPajek(text: GraphText, options: PajekOptions = {}): GraphNetwork {
  checkOptions(options, ["directed"]);
  const reader = new PajekReader();
  for (const { text: line, number } of linesOf(textOf(text))) reader.line(line.trim(), number);
  return reader.toGraph(options);
}

class PajekReader {
  readonly #edges = new Edges();
  readonly #labels = new Map<number, string>();
  readonly #declared = new Set<number>();
  #section: Section | undefined;
  #nodes: number | undefined;
  #directedByDefault = false;

  line(line: string, number: number): void {
    if (line === "" || line.startsWith("%")) return;
    if (line.startsWith("*")) this.#openSection(line, number);
    else if (this.#section === "vertices") this.#vertex(line, number);
    else if (this.#section === undefined || this.#section === "network") {
      throw invalidLine(number, "*Vertices", line);
    } else this.#edge(this.#section, line.split(/\s+/), number);
  }

  toGraph(options: PajekOptions): GraphNetwork {
    if (this.#nodes === undefined) throw invalid("text", "a line *Vertices", "none");
    const nodes = this.#nodes;
    const vertices = this.#labels.size === 0 ? { nodes } : { nodes, labels: this.#allLabels(nodes) };
    return this.#edges.toGraph(vertices, options, this.#directedByDefault);
  }

  #allLabels(nodes: number): readonly string[] {
    if (nodes > MOST_LABELS) throw tooLarge("*Vertices", `at most ${MOST_LABELS} vertices with labels`, `${nodes}`);
    const numbers = Array.from({ length: nodes }, (_, vertex) => String(vertex + 1));
    const labels = numbers.map((number, vertex) => this.#labels.get(vertex + 1) ?? number);
    return firstDouble(labels) === undefined ? labels : numbers;
  }

  #openSection(line: string, number: number): void {
    const [keyword = "", count] = line.slice(1).trim().split(/\s+/, 2);
    const section = SECTIONS.get(keyword.toLowerCase());
    if (section === undefined)
      throw unsupported(`line ${number}`, "a network of vertices and edges", show(`*${keyword}`));
    const isHeading = section === "network" || section === "vertices";
    if (isHeading && this.#nodes !== undefined) throw unsupported(`line ${number}`, "one network", "a second one");
    if (!isHeading && this.#nodes === undefined) throw invalidLine(number, "*Vertices before edges", line);
    if (section === "vertices") this.#nodes = integerAt(number, count, 1, MOST_NODES, "a number of vertices");
    if (section.startsWith("arcs")) this.#directedByDefault = true;
    this.#section = section;
  }

  #vertex(line: string, number: number): void {
    const match = VERTEX.exec(line);
    if (match === null) throw invalidLine(number, "a vertex with at most one quoted label", line);
    const vertex = this.#vertexAt(match[1], number);
    if (this.#declared.has(vertex)) throw invalidLine(number, "a new vertex", match[1]);
    this.#declared.add(vertex);
    const label = match[2] ?? match[3];
    if (label !== undefined) this.#labels.set(vertex, label);
  }

  #edge(section: Section, entries: readonly string[], number: number): void {
    const source = this.#vertexAt(entries[0], number);
    const directed = section.startsWith("arcs");
    const isList = section.endsWith("list");
    if (entries.length < 2) throw invalidLine(number, "two vertices", entries[0]);
    for (const entry of isList ? entries.slice(1) : entries.slice(1, 2)) {
      const weight = isList || entries[2] === undefined ? undefined : weightAt(number, entries[2]);
      this.#edges.add(source - 1, this.#vertexAt(entry, number) - 1, directed, weight);
    }
  }

  #vertexAt(entry: string | undefined, number: number): number {
    return integerAt(number, entry, 1, this.#nodes ?? 0, "a vertex");
  }
}
