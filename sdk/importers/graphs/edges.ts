import { type GraphNetwork, graph } from "../../networks/graph.ts";
import { invalid } from "./failures.ts";
import { type DirectedReadOptions, givenRates } from "./options.ts";

/** The vertices of a file: how many, and their labels if they have any. */
export interface Vertices {
  readonly nodes: number;
  readonly labels?: readonly string[];
}

/** The largest number of vertices a graph may have. */
export const MOST_NODES = 2 ** 31 - 1;

/** Collects the edges of a file, in order, and makes the network of them. */
export class Edges {
  readonly #ends: number[] = [];
  readonly #weights: number[] = [];
  readonly #directed: boolean[] = [];
  #arcs = 0;
  #isWeighted = false;

  add(source: number, target: number, directed: boolean, weight: number | undefined): void {
    this.#ends.push(source, target);
    this.#directed.push(directed);
    this.#weights.push(weight ?? 1);
    if (directed) this.#arcs++;
    if (weight !== undefined) this.#isWeighted = true;
  }

  get count(): number {
    return this.#directed.length;
  }

  /**
   * The network. Edges of one kind stay as they are; among both kinds the network is directed, and an
   * undirected edge becomes two arcs of its weight (a loop one); the second ones follow after all others. A
   * file without edges is directed if `directedByDefault`. Weights are left out when no edge had one.
   */
  toGraph({ nodes, labels }: Vertices, options: DirectedReadOptions, directedByDefault = false): GraphNetwork {
    if (nodes === 0) throw invalid("text", "at least one vertex", "none");
    const directed = options.directed ?? (this.count === 0 ? directedByDefault : this.#arcs > 0);
    if (options.directed === undefined && directed) this.#doubleUndirected();
    return graph({
      nodes,
      edges: new Uint32Array(this.#ends),
      directed,
      ...(this.#isWeighted ? { weights: new Float64Array(this.#weights) } : {}),
      ...(labels === undefined ? {} : { labels }),
      ...givenRates(options),
    });
  }

  #doubleUndirected(): void {
    const count = this.count;
    for (let edge = 0; edge < count; edge++) {
      const [source = 0, target = 0] = [this.#ends[2 * edge], this.#ends[2 * edge + 1]];
      if (this.#directed[edge] || source === target) continue;
      this.#ends.push(target, source);
      this.#weights.push(this.#weights[edge] ?? 1);
    }
  }
}
