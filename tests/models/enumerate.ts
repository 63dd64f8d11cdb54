// Theta of a small model by all states of its random elements, 32 states a word.

import { type Edge, type Entry, edgesOfModel, groupBy, type Vertex } from "./plain-edges.ts";
import { fixedMasks, randomElements } from "./plain-masks.ts";
import type { PlainModel } from "./plain-shapes.ts";

/** What all states together say, each weighted with its probability. */
export interface EnumeratedModel {
  /** Probability that some output is reached. */
  readonly theta: number;
  /** 1 - theta, summed on its own. */
  readonly failure: number;
  /** Expected numbers of elements of each layer that are reached, that reach an output, and both. */
  readonly layers: ReadonlyMap<string, { reached: number; reaching: number; both: number }>;
  /** Of each layer, the sum over its elements of theta where it survives less theta where it is removed. */
  readonly pivotal: ReadonlyMap<string, number>;
  /** Of each layer, the expected number of weights on an open path. */
  readonly weights: ReadonlyMap<string, number>;
  /** Number of random elements. */
  readonly elements: number;
}

/** The most random elements that are enumerated. */
export const MOST_ELEMENTS = 18;

/** State s of elements 0 to 4 is bit s of these words. */
const LOWEST = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

/** Walks through all 2^elements states. */
export function enumerateModel(model: PlainModel): EnumeratedModel {
  const random = randomElements(model);
  if (random.length > MOST_ELEMENTS) throw new Error(`${random.length} random elements`);
  const { vertices, into, outOf } = compile(model);
  const sums = vertices.map(() => ({ reached: 0, reaching: 0, both: 0 }));
  const words = Array<number>(random.length).fill(0);
  const pivotal = new Map<string, number>();
  const weightsOn = new Map<string, number>();
  const ofWeights = edgesOfWeights(into.flat());
  let [theta, failure] = [0, 0];
  for (let first = 0; first < 2 ** random.length; first += 32) {
    random.forEach((_, bit) => {
      words[bit] = LOWEST[bit] ?? ((first >> bit) & 1 ? -1 : 0);
    });
    const weights = weightsOf(random, first);
    const reached = forward(vertices, into, words);
    const reaching = backward(vertices, outOf, words);
    vertices.forEach((_, vertex) => {
      const [arrives, leaves] = [reached[vertex] as number, reaching[vertex] as number];
      const sum = sums[vertex] as { reached: number; reaching: number; both: number };
      sum.reached += weigh(arrives, weights);
      sum.reaching += weigh(leaves, weights);
      sum.both += weigh(arrives & leaves, weights);
    });
    const open = vertices.reduce(
      (any, { isOutput }, vertex) => (isOutput ? any | (reached[vertex] as number) : any),
      0,
    );
    theta += weigh(open, weights);
    failure += weigh(~open, weights);
    random.forEach(({ layer, keep, drop }, element) => {
      const word = words[element] as number;
      const difference = weigh(open & word, weights) / keep - weigh(open & ~word, weights) / drop;
      pivotal.set(layer, (pivotal.get(layer) ?? 0) + difference);
    });
    for (const { layer, edges } of ofWeights) {
      const carries = ({ from, to, needs }: CompiledEdge) =>
        (reached[from] as number) & survive(needs, words) & (reaching[to] as number);
      const used = edges.reduce((any, edge) => any | carries(edge), 0);
      weightsOn.set(layer, (weightsOn.get(layer) ?? 0) + weigh(used, weights));
    }
  }
  return { theta, failure, layers: addUp(vertices, sums), pivotal, weights: weightsOn, elements: random.length };
}

/** A condition: the random elements that must survive. */
export interface Compiled {
  readonly vertices: readonly (Vertex & { readonly needs: readonly number[]; readonly removed: boolean })[];
  readonly into: readonly (readonly CompiledEdge[])[];
  readonly outOf: readonly (readonly CompiledEdge[])[];
}

export interface CompiledEdge extends Edge {
  readonly needs: readonly number[];
}

/** The edges of a model with the random elements that each needs. */
export function compile(model: PlainModel): Compiled {
  const { vertices, edges } = edgesOfModel(model);
  const fixed = fixedMasks(model);
  const random = new Map<string, number[]>();
  const keyOf = ({ layer, kind, entry }: Entry) => JSON.stringify([layer, kind, entry]);
  randomElements(model).forEach(({ layer, kind, entries }, element) => {
    for (const entry of entries) {
      const key = keyOf({ layer, kind, entry });
      random.set(key, [...(random.get(key) ?? []), element]);
    }
  });
  const needsOf = (entry: Entry | undefined) => (entry && random.get(keyOf(entry))) ?? [];
  const compiled = (list: readonly Edge[]) => list.map((edge) => ({ ...edge, needs: needsOf(edge.bond) }));
  return {
    vertices: vertices.map((vertex) => ({
      ...vertex,
      needs: needsOf(vertex.site),
      removed: vertex.site !== undefined && fixed.get(vertex.layer)?.sites?.[vertex.element] === 0,
    })),
    into: groupBy(edges, vertices.length, "to").map(compiled),
    outOf: groupBy(edges, vertices.length, "from").map(compiled),
  };
}

/** The edges of each weight: one for every position at which it is used. */
function edgesOfWeights(edges: readonly CompiledEdge[]) {
  const weights = new Map<string, { layer: string; edges: CompiledEdge[] }>();
  for (const edge of edges) {
    if (edge.bond === undefined) continue;
    const { layer, entry } = edge.bond;
    const weight = weights.get(`${layer} ${entry}`) ?? { layer, edges: [] };
    weight.edges.push(edge);
    weights.set(`${layer} ${entry}`, weight);
  }
  return [...weights.values()];
}

const survive = (needs: readonly number[], words: readonly number[]): number =>
  needs.reduce((all, element) => all & (words[element] as number), -1);

function forward(vertices: Compiled["vertices"], into: Compiled["into"], words: readonly number[]): number[] {
  const on: number[] = [];
  vertices.forEach(({ needs, removed, isInput, needsAll }, vertex) => {
    let arrives = isInput || needsAll ? -1 : 0;
    for (const edge of into[vertex] as CompiledEdge[]) {
      const carried = (on[edge.from] as number) & survive(edge.needs, words);
      arrives = needsAll ? arrives & carried : arrives | carried;
    }
    on.push(removed ? 0 : arrives & survive(needs, words));
  });
  return on;
}

function backward(vertices: Compiled["vertices"], outOf: Compiled["outOf"], words: readonly number[]): number[] {
  const on = Array<number>(vertices.length).fill(0);
  for (let vertex = vertices.length - 1; vertex >= 0; vertex--) {
    let leaves = vertices[vertex]?.isOutput ? -1 : 0;
    for (const { to, needs } of outOf[vertex] as CompiledEdge[]) {
      const target = vertices[to] as Compiled["vertices"][number];
      if (!target.removed) leaves |= (on[to] as number) & survive(needs, words) & survive(target.needs, words);
    }
    on[vertex] = leaves;
  }
  return on;
}

/** Probabilities of 32 states from `first` on; 0 past the last. */
function weightsOf(random: readonly { keep: number; drop: number }[], first: number): number[] {
  return Array.from({ length: 32 }, (_, at) => {
    const state = first + at;
    if (state >= 2 ** random.length) return 0;
    return random.reduce((weight, { keep, drop }, bit) => weight * ((state >> bit) & 1 ? keep : drop), 1);
  });
}

function weigh(word: number, weights: readonly number[]): number {
  let sum = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) sum += weights[31 - Math.clz32(rest & -rest)] as number;
  return sum;
}

function addUp(vertices: readonly Vertex[], sums: readonly { reached: number; reaching: number; both: number }[]) {
  const layers = new Map<string, { reached: number; reaching: number; both: number }>();
  vertices.forEach(({ layer }, vertex) => {
    const { reached = 0, reaching = 0, both = 0 } = sums[vertex] ?? {};
    const total = layers.get(layer) ?? { reached: 0, reaching: 0, both: 0 };
    const sum = { reached: total.reached + reached, reaching: total.reaching + reaching, both: total.both + both };
    layers.set(layer, sum);
  });
  return layers;
}
