import type { GraphNetwork } from "../../networks/graph.ts";
import { Edges } from "./edges.ts";
import { invalid, invalidLine } from "./failures.ts";
import { linesOf } from "./lines.ts";
import { integerAt, weightAt } from "./numbers.ts";
import { checkOptions, type GraphReadOptions } from "./options.ts";
import { type GraphText, textOf } from "./text.ts";

/** What {@link readMetis} takes besides the text. */
export type MetisOptions = GraphReadOptions;

/**
 * Reads a graph in the format of METIS (also of Chaco): a header `n m [fmt [ncon]]`, then one line of
 * neighbours per vertex, and `%` comments. Vertex v of the file has number v - 1; there are no labels. Each
 * edge, which the file gives from both ends, is taken once, in the order of first mention.
 *
 * Weights of edges are read; sizes and weights of vertices are checked and ignored. The format is one of
 * undirected graphs without loops and parallel edges, and both are refused.
 *
 * Costs one pass; memory is one table entry per edge.
 *
 * @param text - The content of the file.
 * @param options - Rates.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the line for a bad header, a neighbour out of range, an edge given
 * from one end only, twice or with two weights, a loop, a missing weight, too few or too many lines, or a
 * number of edges that is not that of the header; `invalid-input` for bad options.
 *
 * @example
 * import { readMetis } from "percolation/importers";
 * const network = readMetis("3 2\n2\n1 3\n2\n"); // the path 1 - 2 - 3
 * [network.nodes, network.directed, network.labels]; // => [3, false, undefined]
 */
export function readMetis(text: GraphText, options: MetisOptions = {}): GraphNetwork {
  checkOptions(options, []);
  const reader = new MetisReader();
  for (const { text: line, number } of linesOf(textOf(text))) {
    const trimmed = line.trim();
    if (!trimmed.startsWith("%")) reader.line(trimmed, number);
  }
  return reader.toGraph(options);
}

/** With more, pairs of vertices would not be told apart by a double. */
const MOST_VERTICES = 2 ** 26;

interface Header {
  readonly line: number;
  readonly nodes: number;
  readonly edges: number;
  /** How many entries of a vertex come before its neighbours. */
  readonly skipped: number;
  readonly hasWeights: boolean;
}

/** An edge that was given from its smaller end and has to come again. */
interface HalfEdge {
  readonly line: number;
  readonly weight: number | undefined;
}

class MetisReader {
  readonly #edges = new Edges();
  readonly #halves = new Map<number, HalfEdge>();
  #header: Header | undefined;
  #vertex = 0;

  line(line: string, number: number): void {
    const entries = line === "" ? [] : line.split(/\s+/);
    if (this.#header === undefined) {
      if (line !== "") this.#header = headerOf(entries, number);
    } else if (this.#vertex < this.#header.nodes) {
      this.#vertex++;
      this.#neighbours(this.#header, entries, number);
    } else if (line !== "") throw invalidLine(number, `${this.#header.nodes} vertices`, line);
  }

  toGraph(options: MetisOptions): GraphNetwork {
    if (this.#header === undefined) throw invalid("text", "a header of METIS", "none");
    const { line, nodes, edges } = this.#header;
    if (this.#vertex < nodes) throw invalid("text", `lines of ${nodes} vertices`, `${this.#vertex}`);
    for (const [key, half] of this.#halves) {
      const low = Math.floor(key / (nodes + 1));
      const high = key % (nodes + 1);
      throw invalid(`line ${half.line}`, `vertex ${high} to name ${low} too`, "an edge given from one end only");
    }
    if (this.#edges.count !== edges) throw invalid(`line ${line}`, `${edges} edges`, `${this.#edges.count}`);
    return this.#edges.toGraph({ nodes }, options);
  }

  #neighbours({ nodes, skipped, hasWeights }: Header, entries: readonly string[], number: number): void {
    for (let at = 0; at < skipped; at++) integerAt(number, entries[at], 0, Number.MAX_SAFE_INTEGER, "a vertex weight");
    for (let at = skipped; at < entries.length; at += hasWeights ? 2 : 1) {
      const neighbour = integerAt(number, entries[at], 1, nodes, "a vertex");
      const weight = hasWeights ? weightAt(number, entries[at + 1] ?? "") : undefined;
      if (neighbour === this.#vertex) throw invalidLine(number, "another vertex, no loop", entries[at]);
      if (neighbour > this.#vertex) this.#first(neighbour, weight, number);
      else this.#second(neighbour, weight, number);
    }
  }

  #first(neighbour: number, weight: number | undefined, line: number): void {
    const key = this.#key(this.#vertex, neighbour);
    if (this.#halves.has(key)) throw invalidLine(line, "each neighbour once", String(neighbour));
    this.#halves.set(key, { line, weight });
    this.#edges.add(this.#vertex - 1, neighbour - 1, false, weight);
  }

  #second(neighbour: number, weight: number | undefined, line: number): void {
    const key = this.#key(neighbour, this.#vertex);
    const half = this.#halves.get(key);
    if (half === undefined) {
      throw invalid(
        `line ${line}`,
        `vertex ${neighbour} to name ${this.#vertex} once too`,
        "an edge from one end only",
      );
    }
    if (half.weight !== weight) {
      throw invalid(`line ${line}`, `weight ${half.weight} as on line ${half.line}`, String(weight));
    }
    this.#halves.delete(key);
  }

  #key(low: number, high: number): number {
    return low * ((this.#header?.nodes ?? 0) + 1) + high;
  }
}

/** `n m [fmt [ncon]]`; the digits of fmt say whether there are vertex sizes, vertex weights and edge weights. */
function headerOf(entries: readonly string[], line: number): Header {
  const [nodes, edges, format = "0", constraints] = entries;
  if (entries.length > 4) throw invalidLine(line, "a header n m [fmt [ncon]]", entries.join(" "));
  if (!/^[01]{1,3}$/.test(format)) throw invalidLine(line, "fmt of up to three digits 0 or 1", format);
  const [sizes, vertexWeights, edgeWeights] = format.padStart(3, "0");
  const weights = constraints === undefined ? 1 : integerAt(line, constraints, 0, 1000, "ncon");
  return {
    line,
    nodes: integerAt(line, nodes, 1, MOST_VERTICES, "a number of vertices"),
    edges: integerAt(line, edges, 0, Number.MAX_SAFE_INTEGER, "a number of edges"),
    skipped: (sizes === "1" ? 1 : 0) + (vertexWeights === "1" ? weights : 0),
    hasWeights: edgeWeights === "1",
  };
}
