import { badInput } from "../errors.ts";

/** Edges as a caller may give them: pairs of nodes, or the ends of all in a row. */
export type EdgesInput =
  | readonly number[]
  | Uint32Array
  | Int32Array
  | Uint16Array
  | Uint8Array
  | readonly (readonly [number | string, number | string])[];

/** Edges by numbers of nodes. */
export interface GraphEnds {
  readonly nodes: number;
  readonly ends: Uint32Array;
  readonly labels?: readonly string[];
}

const MAX_NODES = 2 ** 31 - 1;

/** Brings edges in any form to flat numbers of nodes. */
export function endsOfPairs(
  edges: EdgesInput,
  nodes: number | undefined,
  labels: readonly string[] | undefined,
): GraphEnds {
  if (nodes !== undefined && !(Number.isInteger(nodes) && nodes >= 0 && nodes <= MAX_NODES)) {
    throw badInput("nodes", `an integer in 0..${MAX_NODES}`, nodes);
  }
  if (labels !== undefined && !(Array.isArray(labels) && labels.every((label) => typeof label === "string"))) {
    throw badInput("labels", "an array of strings", labels);
  }
  if (!Array.isArray(edges) && !ArrayBuffer.isView(edges)) throw badInput("edges", "pairs, or ends in a row", edges);
  const first: unknown = edges[0];
  if (typeof first === "object" && first !== null) {
    const pairs = edges as readonly (readonly (number | string)[])[];
    pairs.forEach((pair, index) => {
      if (!Array.isArray(pair) || pair.length !== 2) throw badInput(`edges[${index}]`, "a pair of nodes", pair);
    });
    const labelled = pairs.some(([a, b]) => typeof a === "string" || typeof b === "string");
    return labelled ? byLabel(pairs, nodes, labels) : byNumber(pairs.flat(), nodes, labels, 2);
  }
  return byNumber(edges as ArrayLike<number | string>, nodes, labels, 1);
}

/** `width` is 2 where the caller gave pairs, for the messages. */
function byNumber(
  given: ArrayLike<number | string>,
  nodes: number | undefined,
  labels: readonly string[] | undefined,
  width: 1 | 2,
): GraphEnds {
  if (given.length % 2 !== 0) throw badInput("edges", "an even number of ends", Array.from(given));
  const limit = nodes ?? labels?.length ?? MAX_NODES;
  const ends = new Uint32Array(given.length);
  let last = -1;
  for (let index = 0; index < given.length; index++) {
    const node = given[index] as number;
    if (!(Number.isInteger(node) && node >= 0 && node < limit)) {
      const field = width === 2 ? `edges[${index >> 1}][${index & 1}]` : `edges[${index}]`;
      throw badInput(field, limit === MAX_NODES ? "the number of a node" : `a node in 0..${limit - 1}`, node);
    }
    ends[index] = node;
    if (node > last) last = node;
  }
  return { nodes: nodes ?? labels?.length ?? last + 1, ends, ...(labels === undefined ? {} : { labels }) };
}

function byLabel(
  pairs: readonly (readonly (number | string)[])[],
  nodes: number | undefined,
  labels: readonly string[] | undefined,
): GraphEnds {
  const names = labels === undefined ? [] : [...labels];
  const numbers = new Map(names.map((label, index) => [label, index]));
  const ends = new Uint32Array(2 * pairs.length);
  pairs.forEach((pair, index) => {
    for (let side = 0; side < 2; side++) {
      const label = String(pair[side]);
      let node = numbers.get(label);
      if (node === undefined) {
        if (labels !== undefined) throw badInput(`edges[${index}][${side}]`, "one of the labels", pair[side]);
        node = names.push(label) - 1;
        numbers.set(label, node);
      }
      ends[2 * index + side] = node;
    }
  });
  if (nodes !== undefined && names.length !== nodes) {
    throw badInput("nodes", `${names.length}, the number of labels`, nodes);
  }
  return { nodes: names.length, ends, labels: names };
}
