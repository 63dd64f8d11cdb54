import type { GraphNetwork } from "../../../sdk/networks/graph.ts";

/** A graph as a test states it: what a network holds in base64, decoded. */
export interface Contents {
  readonly nodes: number;
  readonly directed: boolean;
  readonly edges: readonly (readonly [number, number])[];
  readonly weights: readonly number[] | undefined;
  readonly labels: readonly string[] | undefined;
}

/** The flat ends of the edges, decoded independently of the SDK. */
export function endsIn(network: GraphNetwork): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(network.edges, "base64"));
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(4 * index, true));
}

export function weightsIn(network: GraphNetwork): number[] | undefined {
  if (network.weights === undefined) return undefined;
  const bytes = Uint8Array.from(Buffer.from(network.weights, "base64"));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 8 }, (_, index) => view.getFloat64(8 * index, true));
}

export function contentsOf(network: GraphNetwork): Contents {
  const ends = endsIn(network);
  const edges = Array.from({ length: ends.length / 2 }, (_, edge) => pairAt(ends, edge));
  const { nodes, directed, labels } = network;
  return { nodes, directed, edges, weights: weightsIn(network), labels };
}

function pairAt(ends: Uint32Array, edge: number): [number, number] {
  return [ends[2 * edge] ?? -1, ends[2 * edge + 1] ?? -1];
}
