import { show } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { Edges } from "./edges.ts";
import { invalid, invalidLine } from "./failures.ts";
import { firstDouble } from "./labels.ts";
import type { DirectedReadOptions } from "./options.ts";

/** An edge as it stands in the file; the weight may come after the ends. */
export interface DeclaredEdge {
  readonly line: number;
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly directed: boolean;
  weight?: number;
}

/**
 * A graph whose vertices are declared by id, as XML formats do it. Edges may come before the vertices they
 * join, so ids are looked up at the end.
 */
export class DeclaredGraph {
  readonly #numbers = new Map<string, number>();
  readonly #labels: string[] = [];
  readonly #lines: number[] = [];
  readonly #edges: DeclaredEdge[] = [];

  /** The number of a new vertex. Its label is its id unless another is set. */
  vertex(line: number, id: string | undefined): number {
    if (id === undefined) throw invalidLine(line, "a node with an id", undefined);
    if (this.#numbers.has(id)) throw invalidLine(line, "a new id of a node", id);
    this.#numbers.set(id, this.#labels.length);
    this.#lines.push(line);
    return this.#labels.push(id) - 1;
  }

  label(vertex: number, label: string): void {
    this.#labels[vertex] = label;
  }

  edge(edge: DeclaredEdge): void {
    this.#edges.push(edge);
  }

  /** Where two vertices have the same label, the ids are the labels of all, unless the labels were asked for. */
  toGraph(options: DirectedReadOptions & { readonly label?: string }, directedByDefault: boolean): GraphNetwork {
    const double = firstDouble(this.#labels);
    if (double !== undefined && options.label !== undefined) {
      throw invalidLine(this.#lines[double] ?? 0, "a node with a label of its own", this.#labels[double]);
    }
    const labels = double === undefined ? this.#labels : [...this.#numbers.keys()];
    const edges = new Edges();
    for (const { line, source, target, directed, weight } of this.#edges) {
      edges.add(this.#numberOf(line, "source", source), this.#numberOf(line, "target", target), directed, weight);
    }
    return edges.toGraph({ nodes: labels.length, labels }, options, directedByDefault);
  }

  #numberOf(line: number, end: string, id: string | undefined): number {
    const number = id === undefined ? undefined : this.#numbers.get(id);
    if (number === undefined) {
      throw invalid(`line ${line}`, `the id of a node as ${end}`, id === undefined ? "none" : show(id));
    }
    return number;
  }
}
