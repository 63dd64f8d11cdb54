import * as v from "valibot";
import { withDraws } from "../../engine/draws.ts";
import { badInput } from "../../errors.ts";
import { asObject, check } from "../check.ts";
import { type GraphNetwork, graph, MAX_EDGES } from "../graph.ts";
import { keyOfPair, MAX_DISTINCT, type RandomGraphOptions, randomFields, ratesGiven, requireEdges } from "./options.ts";
import { shuffle } from "./shuffle.ts";

export interface ConfigurationModelOptions extends RandomGraphOptions {
  /** Whether loops are removed and of parallel edges all but one, so that some degrees fall; false unless given. */
  readonly erased?: boolean;
}

/**
 * The configuration model: half-edges, as many at each node as its degree, joined in pairs uniformly at
 * random. Loops and parallel edges occur, unless `erased`. O(edges).
 *
 * @param degrees - Degree of each node, with an even sum.
 * @see M. Newman, S. Strogatz, D. Watts, Phys. Rev. E 64, 026118 (2001).
 *
 * @example
 * import { configurationModel, threshold } from "percolation";
 * const cubic = configurationModel(new Array(1000).fill(3), { seed: 1 });
 * threshold(cubic, { kind: "bond", method: "molloy-reed" }).keep; // => 0.5
 */
export function configurationModel(degrees: ArrayLike<number>, options: ConfigurationModelOptions = {}): GraphNetwork {
  const schema = v.strictObject({ erased: v.optional(v.boolean("true or false"), false), ...randomFields });
  const { erased, seed, ...rates } = check(schema, asObject(options, "options"), "");
  const stubs = listStubs(degrees);
  withDraws(BigInt(seed), (draws) => shuffle(stubs, draws));
  return graph({ ...ratesGiven(rates), nodes: degrees.length, edges: erased ? erase(stubs) : stubs });
}

/** Every node as often as its degree. */
function listStubs(degrees: ArrayLike<number>): Uint32Array {
  if (!Array.isArray(degrees) && !ArrayBuffer.isView(degrees))
    throw badInput("degrees", "an array of degrees", degrees);
  let count = 0;
  for (let node = 0; node < degrees.length; node++) {
    const degree = degrees[node] as number;
    if (!(Number.isInteger(degree) && degree >= 0)) throw badInput(`degrees[${node}]`, "an integer, 0 or more", degree);
    count += degree;
  }
  if (count % 2 !== 0) throw badInput("degrees", "an even sum", count);
  requireEdges(count / 2, MAX_EDGES, "degrees");
  const stubs = new Uint32Array(count);
  let filled = 0;
  for (let node = 0; node < degrees.length; node++) {
    stubs.fill(node, filled, filled + (degrees[node] as number));
    filled += degrees[node] as number;
  }
  return stubs;
}

function erase(ends: Uint32Array): number[] {
  requireEdges(ends.length / 2, MAX_DISTINCT, "degrees");
  const seen = new Set<number>();
  const kept: number[] = [];
  for (let at = 0; at < ends.length; at += 2) {
    const [from, to] = [ends[at] as number, ends[at + 1] as number];
    const key = keyOfPair(from, to);
    if (from === to || seen.has(key)) continue;
    seen.add(key);
    kept.push(from, to);
  }
  return kept;
}
