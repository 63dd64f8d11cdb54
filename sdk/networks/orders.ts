import { badInput } from "../errors.ts";
import { betweenness } from "./betweenness.ts";
import { endsOf, type GraphNetwork, weightsOf } from "./graph.ts";
import type { Medium } from "./medium.ts";

/** How elements are attacked: by a property of theirs, the greatest first, or in a given order. */
export type Attack = "degree" | "betweenness" | "weight" | readonly number[];

/** Checks that `order` holds elements, none twice; `what` names them. O(elements). */
export function checkOrder(order: ArrayLike<number>, elements: number, what: string, field: string): Uint32Array {
  const seen = new Uint8Array(elements);
  const numbers = new Uint32Array(order.length);
  for (let index = 0; index < order.length; index++) {
    const element = order[index] as number;
    if (!(Number.isInteger(element) && element >= 0 && element < elements)) {
      throw badInput(`${field}[${index}]`, `a ${what} in 0..${elements - 1}`, element);
    }
    if (seen[element]) throw badInput(`${field}[${index}]`, `a ${what} that does not come before`, element);
    seen[element] = 1;
    numbers[index] = element;
  }
  return numbers;
}

/**
 * The order in which a sweep adds elements so that, run backwards, it removes them as the attack does.
 * Elements that a given attack leaves out come first: they are never removed.
 */
export function orderOfAttack(attack: Attack, medium: Medium, kind: "site" | "bond", elements: number): Uint32Array {
  const removed =
    typeof attack === "string" ? rank(scores(attack, medium, kind)) : checkOrder(attack, elements, kind, "attack");
  const listed = new Uint8Array(elements);
  for (const element of removed) listed[element] = 1;
  const order = new Uint32Array(elements);
  let added = 0;
  for (let element = 0; element < elements; element++) if (!listed[element]) order[added++] = element;
  for (let index = removed.length - 1; index >= 0; index--) order[added++] = removed[index] as number;
  return order;
}

/** Elements by falling score, those of equal score by rising number. */
function rank(score: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: score.length }, (_, index) => index);
  return order.sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
}

/** Refuses an attack by a property that the medium does not have. Does none of the work. */
export function checkAttack(attack: Attack, medium: Medium): void {
  if (typeof attack !== "string") return;
  if (medium.kind !== "graph") throw badInput("attack", "an array of elements, for a lattice", attack);
  if (attack === "weight" && medium.weights === undefined) {
    throw badInput("attack", "a graph with weights, for an attack by weight", attack);
  }
}

function scores(attack: "degree" | "betweenness" | "weight", medium: Medium, kind: "site" | "bond"): ArrayLike<number> {
  checkAttack(attack, medium);
  if (medium.kind !== "graph") return [];
  if (attack === "betweenness") return betweenness(medium)[kind === "site" ? "nodes" : "edges"];
  const ends = endsOf(medium);
  if (attack === "degree") {
    const degrees = sumAtNodes(medium, ends, () => 1);
    if (kind === "site") return degrees;
    return Float64Array.from({ length: ends.length / 2 }, (_, edge) => {
      return (degrees[ends[2 * edge] as number] as number) * (degrees[ends[2 * edge + 1] as number] as number);
    });
  }
  const weights = weightsOf(medium) ?? [];
  return kind === "bond" ? weights : sumAtNodes(medium, ends, (edge) => weights[edge] as number);
}

/** For every node the sum over the ends of edges at it: a loop counts twice. */
function sumAtNodes({ nodes }: GraphNetwork, ends: Uint32Array, ofEdge: (edge: number) => number): Float64Array {
  const sums = new Float64Array(nodes);
  for (let end = 0; end < ends.length; end++) {
    const node = ends[end] as number;
    sums[node] = (sums[node] as number) + ofEdge(end >> 1);
  }
  return sums;
}
