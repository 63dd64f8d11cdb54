import * as v from "valibot";
import { type Draws, withDraws } from "../../engine/draws.ts";
import { badInput } from "../../errors.ts";
import { asObject, check, integer } from "../check.ts";
import { type GraphNetwork, graph } from "../graph.ts";
import {
  keyOfPair,
  MAX_DISTINCT,
  MAX_NODES,
  nodes,
  type RandomGraphOptions,
  randomFields,
  ratesGiven,
  requireEdges,
} from "./options.ts";
import { shuffle } from "./shuffle.ts";

export interface RandomRegularOptions extends RandomGraphOptions {
  /** Number of nodes, 0..2^26. */
  readonly nodes: number;
  /** Degree of every node, 0..nodes - 1; nodes times degree is even. */
  readonly degree: number;
}

/**
 * A random regular graph without loops and parallel edges. Up to degree 4 (or nodes - 5 and more) all are equally
 * likely: half-edges are paired until none of these occurs. Others by the pairing of A. Steger and N. Wormald
 * (Combin. Probab. Comput. 8 (1999) 377), uniform in the limit of many nodes. O(nodes * degree^2).
 *
 * @example
 * import { edgesOf, randomRegular } from "percolation";
 * edgesOf(randomRegular({ nodes: 100, degree: 3 })).length; // => 300
 */
export function randomRegular(options: RandomRegularOptions): GraphNetwork {
  const schema = v.strictObject({ nodes, degree: integer(0, MAX_NODES), ...randomFields });
  const { nodes: count, degree, seed, ...rates } = check(schema, asObject(options, "options"), "");
  if (degree > Math.max(0, count - 1)) throw badInput("degree", `an integer in 0..${Math.max(0, count - 1)}`, degree);
  if ((count * degree) % 2 !== 0) throw badInput("degree", "an even product of nodes and degree", degree);
  requireEdges((count * degree) / 2, MAX_DISTINCT, "degree");
  // Where more pairs are joined than not, those that are not are drawn: pairing half-edges would fail for ever.
  const dense = 2 * degree > count - 1;
  const drawn = withDraws(BigInt(seed), (draws) => {
    let pairs = pairStubs(draws, count, dense ? count - 1 - degree : degree);
    while (pairs === undefined) pairs = pairStubs(draws, count, dense ? count - 1 - degree : degree);
    return pairs;
  });
  const ends = dense ? complement(drawn, count) : drawn;
  return graph({ ...ratesGiven(rates), nodes: count, edges: ends });
}

/** Degrees up to which pairings are drawn until one has no loop and no parallel edges: some e^((d^2 - 1) / 4) tries. */
const UNIFORM_DEGREE = 4;

/** Pairs half-edges at random, those left over by loops and parallels again; undefined at a dead end. */
function pairStubs(draws: Draws, count: number, degree: number): number[] | undefined {
  const edges = new Set<number>();
  const ends: number[] = [];
  let stubs = Array.from({ length: count * degree }, (_, stub) => Math.floor(stub / degree));
  while (stubs.length > 0) {
    shuffle(stubs, draws);
    const left: number[] = [];
    for (let at = 0; at < stubs.length; at += 2) {
      const [one, other] = [stubs[at] as number, stubs[at + 1] as number];
      const key = keyOfPair(one, other);
      if (one === other || edges.has(key)) {
        if (degree <= UNIFORM_DEGREE) return undefined;
        left.push(one, other);
      } else {
        edges.add(key);
        ends.push(one, other);
      }
    }
    if (left.length === stubs.length && !canGoOn(left, edges)) return undefined;
    stubs = left;
  }
  return ends;
}

/** All pairs of nodes but those given. */
function complement(ends: readonly number[], count: number): number[] {
  const left = new Set<number>();
  for (let at = 0; at < ends.length; at += 2) left.add(keyOfPair(ends[at] as number, ends[at + 1] as number));
  const others: number[] = [];
  for (let low = 0; low < count; low++) {
    for (let high = low + 1; high < count; high++) if (!left.has(keyOfPair(low, high))) others.push(low, high);
  }
  return others;
}

/** Whether any two of the nodes left may still be joined. */
function canGoOn(stubs: readonly number[], edges: ReadonlySet<number>): boolean {
  const nodes = [...new Set(stubs)].sort((a, b) => a - b);
  return nodes.some((low, index) => nodes.slice(index + 1).some((high) => !edges.has(keyOfPair(low, high))));
}
