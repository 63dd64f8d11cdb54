import * as v from "valibot";
import { decodeBase64, encodeBase64 } from "../engine/base64.ts";
import type { GraphTopology } from "../engine/structure.ts";
import { badInput, PercolationError } from "../errors.ts";
import { asObject, check, integer } from "./check.ts";
import { type EdgesInput, endsOfPairs, type GraphEnds } from "./edges.ts";
import { type Rates, rateFields, ratesOf } from "./rates.ts";

/** Nodes and edges: plain data, to be made by {@link graph}. */
export interface GraphNetwork extends Rates {
  readonly kind: "graph";
  /** Number of nodes. */
  readonly nodes: number;
  /** The edges in their order, each as two 32-bit node numbers, little-endian, all as base64 text. */
  readonly edges: string;
  readonly directed: boolean;
  /** One weight an edge, 64-bit floats, little-endian, as base64 text. */
  readonly weights?: string;
  /** One label a node. */
  readonly labels?: readonly string[];
}

/** What {@link graph} takes. */
export interface GraphOptions extends Rates {
  /** Number of nodes, 0..2147483647; as many as the edges name unless given. Nodes without edges are kept. */
  readonly nodes?: number;
  /**
   * Pairs of node numbers or labels, or the numbers of all pairs in a row. Numbers are 0 to nodes - 1;
   * when pairs hold a string, all ends are labels, numbered as they first appear unless `labels` is given.
   */
  readonly edges: EdgesInput;
  /** Whether edges lead from the first node to the second only; false unless given. */
  readonly directed?: boolean;
  /** One finite number an edge. Percolation does not use them; attacks by weight do. */
  readonly weights?: ArrayLike<number>;
  /** One label a node, all different. */
  readonly labels?: readonly string[];
}

const MAX_NODES = 2 ** 31 - 1;
/** What fits into a text as base64. */
export const MAX_EDGES = 2 ** 25;
const BASE64 = "base64 text";

export const graphSchema = v.strictObject({
  kind: v.literal("graph"),
  nodes: integer(0, MAX_NODES),
  edges: v.string(BASE64),
  directed: v.optional(v.boolean("true or false"), false),
  weights: v.optional(v.string(BASE64)),
  labels: v.optional(v.array(v.string("a string"), "an array of strings")),
  ...rateFields,
});

/** Graphs already checked, so that one in use is decoded once: all that the check looked at, and what came of it. */
interface Known {
  readonly nodes: number;
  readonly edges: string;
  readonly weights: string | undefined;
  readonly labels: readonly string[] | undefined;
  readonly ends: Uint32Array;
}

const known = new WeakMap<object, Known>();

/**
 * Describes a graph. Self-loops are kept and join nothing; parallel edges are kept and fail independently;
 * nodes without edges are clusters of one.
 *
 * @param options - Edges as pairs or flat; `nodes`, `directed`, `weights`, `labels`; and what is removed,
 *   see {@link Rates}.
 * @returns A plain, JSON-serialisable object that holds the edges as base64 text, see {@link edgesOf}.
 * @throws PercolationError `invalid-input` for ends that are not nodes, an odd number of ends, a wrong number
 *   of weights or labels, a label twice; `too-large` for more than 2^25 edges.
 *
 * @example
 * import { edgesOf, graph } from "percolation";
 * const bridge = graph({ edges: [["s", "a"], ["s", "b"], ["a", "b"], ["a", "t"], ["b", "t"]] });
 * bridge.labels; // => ["s", "a", "b", "t"]
 * edgesOf(bridge).slice(0, 4); // => new Uint32Array([0, 1, 0, 2])
 * graph({ nodes: 5, edges: [0, 1, 1, 2] }).nodes; // => 5
 */
export function graph(options: GraphOptions): GraphNetwork {
  const { edges, weights, nodes, labels, directed = false, ...rates } = asObject(options, "options");
  const read: GraphEnds = endsOfPairs(edges, nodes, labels);
  if (read.ends.length > 2 * MAX_EDGES) {
    const message = `edges: expected at most ${MAX_EDGES} edges, got ${read.ends.length / 2}`;
    throw new PercolationError("too-large", message, { field: "edges" });
  }
  const network = checkGraph({
    ...rates,
    kind: "graph",
    nodes: read.nodes,
    edges: encodeBase64(new Uint8Array(read.ends.buffer, read.ends.byteOffset, read.ends.byteLength)),
    directed,
    ...(weights === undefined ? {} : { weights: encodeWeights(weights, read.ends.length / 2) }),
    ...(read.labels === undefined ? {} : { labels: read.labels }),
  });
  return network;
}

function encodeWeights(weights: ArrayLike<number>, count: number): string {
  const isList = Array.isArray(weights) || ArrayBuffer.isView(weights);
  if (!isList || weights.length !== count) throw badInput("weights", `${count} numbers, one per edge`, weights);
  requireFinite(weights, "weights");
  return encodeBase64(new Uint8Array(Float64Array.from(weights).buffer));
}

/** A graph in canonical form. */
export function checkGraph(value: unknown): GraphNetwork {
  const { kind, nodes, edges, directed, weights, labels, ...rates } = check(graphSchema, value, "network");
  const optional = { ...(weights === undefined ? {} : { weights }), ...(labels === undefined ? {} : { labels }) };
  const network = { kind, nodes, edges, directed, ...optional, ...rates } as GraphNetwork;
  ratesOf(network);
  const given = value as GraphNetwork;
  const before = known.get(given);
  // The labels of `given`, not those that the check has copied: they are the same array as before, or others.
  const isKnown =
    before?.nodes === nodes && before.edges === edges && before.weights === weights && before.labels === given.labels;
  const ends = isKnown ? before.ends : decodeEnds(edges, nodes);
  if (!isKnown) {
    checkWeights(weights, ends.length / 2);
    if (labels !== undefined) checkLabels(labels, nodes);
  }
  known.set(given, { nodes, edges, weights, labels: given.labels, ends });
  known.set(network, { nodes, edges, weights, labels, ends });
  return network;
}

function checkWeights(text: string | undefined, edges: number): void {
  if (text === undefined) return;
  const bytes = decode(text, "network.weights");
  if (bytes.length !== 8 * edges) {
    throw badInput("network.weights", `${8 * edges} bytes, 8 per edge`, `${bytes.length} bytes`);
  }
  requireFinite(new Float64Array(bytes.buffer), "network.weights");
}

function requireFinite(weights: ArrayLike<number>, field: string): void {
  for (let edge = 0; edge < weights.length; edge++) {
    if (!Number.isFinite(weights[edge])) throw badInput(`${field}[${edge}]`, "a finite number", weights[edge]);
  }
}

function checkLabels(labels: readonly string[], nodes: number): void {
  if (labels.length !== nodes) throw badInput("network.labels", `${nodes} labels, one per node`, labels);
  const seen = new Set<string>();
  labels.forEach((label, index) => {
    if (seen.has(label)) throw badInput(`network.labels[${index}]`, "a label of its own", label);
    seen.add(label);
  });
}

function decode(text: string, field: string): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(text);
  } catch (cause) {
    throw Object.assign(badInput(field, BASE64, text), { cause });
  }
}

function decodeEnds(text: string, nodes: number): Uint32Array {
  const bytes = decode(text, "network.edges");
  if (bytes.length % 8 !== 0) throw badInput("network.edges", "8 bytes per edge", `${bytes.length} bytes`);
  const ends = new Uint32Array(bytes.buffer);
  const bad = ends.findIndex((node) => node >= nodes);
  if (bad >= 0) {
    throw badInput(`network.edges[${bad >> 1}]`, `nodes in 0..${nodes - 1}`, ends[bad]);
  }
  return ends;
}

/** What the kernels see of a checked graph. */
export function topologyOfGraph(network: GraphNetwork): GraphTopology {
  return { kind: "graph", sites: network.nodes, ends: endsOf(network), directed: network.directed };
}

/** The ends of the edges of a checked graph, shared: not to be changed. */
export function endsOf(network: GraphNetwork): Uint32Array {
  return known.get(network)?.ends ?? decodeEnds(network.edges, network.nodes);
}

/** The weights of a graph's edges, if it has any. */
export function weightsOf(network: GraphNetwork): Float64Array | undefined {
  return network.weights === undefined
    ? undefined
    : new Float64Array(decode(network.weights, "network.weights").buffer);
}
