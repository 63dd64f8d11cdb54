import { badInput, show } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { type ColumnOptions, type Columns, columnsOf } from "./columns.ts";
import { Edges, MOST_NODES } from "./edges.ts";
import { invalid, invalidLine } from "./failures.ts";
import { integerAt, weightAt } from "./numbers.ts";
import { checkOptions, type DirectedReadOptions } from "./options.ts";
import { type Field, type Row, rowsOf } from "./rows.ts";
import { SEPARATORS, type Separator, separatorName, separatorOf } from "./separator.ts";
import { type GraphText, textOf } from "./text.ts";

/** What {@link readEdgeList} takes besides the text. */
export interface EdgeListOptions extends DirectedReadOptions, ColumnOptions {
  /** What separates fields; a blank means any run of blanks and tabs. By default the file decides. */
  readonly separator?: Separator;
  /** False: ids are node numbers from 0, not labels. */
  readonly labels?: boolean;
}

const OPTIONS = ["directed", "header", "source", "target", "weight", "separator", "labels"];

/**
 * Reads a list of edges, one per line, as a graph: two ids and perhaps a weight, separated by blanks, tabs,
 * commas or semicolons; CSV and TSV with or without a header.
 *
 * **Lines.** Blank lines and lines that begin with `#` or `%` are comments. A field in double quotes may hold
 * anything (RFC 4180). A line with a single id declares a vertex, perhaps an isolated one. Further columns are
 * ignored.
 *
 * **Separator.** Unless given, the first line that has one outside quotes decides: tabs (without blanks
 * beside them) before commas before semicolons before blanks. Then an id that another separator would tear
 * apart (a lone `New York`, or `1 2`) has to be in quotes.
 *
 * **Vertices.** Ids are labels, numbered in the order of first appearance; with `labels: false` they are the
 * numbers themselves, and the graph has as many vertices as the largest plus one. Edges are undirected unless
 * `directed` is true; loops and parallel edges are kept.
 *
 * **Weights.** See {@link ColumnOptions}; 1 where the field is empty, missing or `{}`.
 *
 * Costs one pass; memory is that of the vertices and edges.
 *
 * @param text - The content of the file.
 * @param options - Rates, direction, columns and form of the file.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-file` with the line for an edge without two ids, a weight that is no finite
 * number, an open quote, with `labels: false` an id that is no node number, and for a file without ids;
 * `invalid-input` for bad options, also for a named column the header does not have.
 *
 * @example
 * import { readEdgeList } from "percolation/importers";
 * const network = readEdgeList("# roads\nGenoa Turin 170\nTurin Milan 145\nCagliari\n", { dropBonds: 0.1 });
 * network.labels; // => ["Genoa", "Turin", "Milan", "Cagliari"]
 * readEdgeList("from,to,km\n0,1,170\n1,4,145\n", { weight: "km", labels: false }).nodes; // => 5
 */
export function readEdgeList(text: GraphText, options: EdgeListOptions = {}): GraphNetwork {
  checkOptions(options, OPTIONS);
  const { separator, labels = true } = options;
  if (separator !== undefined && !SEPARATORS.includes(separator)) {
    throw badInput("options.separator", 'one of ",", ";", "\\t", " "', separator);
  }
  if (typeof labels !== "boolean") throw badInput("options.labels", "true or false", labels);
  const content = textOf(text);
  const reader = new EdgeListReader(options, labels, separator ?? separatorOf(content));
  for (const row of rowsOf(content, reader.separator)) reader.row(row);
  return reader.toGraph();
}

/** What an id on a line of its own does not look like unless it is in quotes. */
const SEPARATED = /[\s,;]/;

/** Several numbers in one field: a line that was meant to be separated by blanks. */
const NUMBERS = /^[\d.+-]+\s[\d\s.+-]+$/;

class EdgeListReader {
  readonly separator: Separator;
  readonly #options: EdgeListOptions;
  readonly #edges = new Edges();
  readonly #numbers: Map<string, number> | undefined;
  #columns: Columns | undefined;
  #nodes = 0;

  constructor(options: EdgeListOptions, hasLabels: boolean, separator: Separator) {
    this.#options = options;
    this.separator = separator;
    this.#numbers = hasLabels ? new Map() : undefined;
  }

  row(row: Row): void {
    if (this.#columns === undefined) {
      this.#columns = columnsOf(this.#options, row);
      if (this.#columns.header) return;
    }
    const [first] = row.fields;
    if (row.fields.length > 1 || first === undefined) this.#edgeRow(row, this.#columns);
    else this.#vertex(row.line, first, SEPARATED);
  }

  toGraph(): GraphNetwork {
    const numbers = this.#numbers;
    const vertices = numbers ? { nodes: numbers.size, labels: [...numbers.keys()] } : { nodes: this.#nodes };
    return this.#edges.toGraph(vertices, this.#options, this.#options.directed);
  }

  #edgeRow({ line, fields }: Row, columns: Columns): void {
    const ids = [fields[columns.source], fields[columns.target]].filter((id) => id !== undefined && id.text !== "");
    const [source, target] = ids;
    if (source === undefined || target === undefined) throw invalidLine(line, "two ids", source?.text);
    const weight = columns.weight === undefined ? "" : (fields[columns.weight]?.text ?? "");
    this.#edges.add(
      this.#vertex(line, source, NUMBERS),
      this.#vertex(line, target, NUMBERS),
      this.#options.directed === true,
      weight === "" || weight === "{}" ? undefined : weightAt(line, weight),
    );
  }

  /** `torn` is what an id looks like that is none when fields are separated otherwise. */
  #vertex(line: number, { text: id, isQuoted }: Field, torn: RegExp): number {
    if (!isQuoted && this.#options.separator === undefined && torn.test(id)) {
      throw invalidLine(line, `ids separated by ${separatorName(this.separator)}, or in quotes`, id);
    }
    if (this.#numbers === undefined) return this.#numbered(line, id);
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    if (id === "") throw invalid(`line ${line}`, "an id", show(id));
    this.#numbers.set(id, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #numbered(line: number, id: string): number {
    const number = integerAt(line, id, 0, MOST_NODES - 1, "a node number");
    this.#nodes = Math.max(this.#nodes, number + 1);
    return number;
  }
}
