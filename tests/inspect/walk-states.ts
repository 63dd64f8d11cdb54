// All states of a small model's random elements, 32 states a word: what is reached, and what reaches an output.

import { type Compiled, type CompiledEdge, compile } from "../models/enumerate.ts";
import { fixedMasks } from "../models/plain-masks.ts";
import { type PlainModel, product, shapesOf } from "../models/plain-shapes.ts";

/** Shares of the elements of one layer. */
export interface Shares {
  readonly reached: number;
  readonly reaching: number;
  readonly effective: number;
}

/** Words of all states: of each vertex and of each edge with a weight. */
export interface States {
  readonly open: Int32Array;
  readonly reached: readonly Int32Array[];
  readonly reaching: readonly Int32Array[];
  readonly bonds: ReadonlyMap<string, ReadonlyMap<number, Int32Array>>;
}

/** State s of elements 0 to 4 is bit s of these words. */
const LOWEST = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

/** A model whose states are walked through. */
export class Walk {
  readonly #model: PlainModel;
  readonly #vertices: Compiled["vertices"];
  readonly #into: Compiled["into"];
  readonly #outOf: Compiled["outOf"];

  constructor(model: PlainModel) {
    this.#model = model;
    ({ vertices: this.#vertices, into: this.#into, outOf: this.#outOf } = compile(model));
  }

  run(elements: number): States {
    const count = Math.max(1, 2 ** (elements - 5));
    const rows = () => this.#vertices.map(() => new Int32Array(count));
    const states = { open: new Int32Array(count), reached: rows(), reaching: rows(), bonds: this.#bondRows(count) };
    for (let index = 0; index < count; index++) {
      const words = Array.from({ length: elements }, (_, bit) => LOWEST[bit] ?? ((index >> (bit - 5)) & 1 ? -1 : 0));
      this.#step(states, index, words);
    }
    return states;
  }

  #bondRows(count: number): Map<string, Map<number, Int32Array>> {
    const bonds = new Map<string, Map<number, Int32Array>>();
    for (const { bond } of this.#into.flat()) {
      if (bond === undefined) continue;
      const rows = bonds.get(bond.layer) ?? new Map<number, Int32Array>();
      rows.set(bond.entry, new Int32Array(count));
      bonds.set(bond.layer, rows);
    }
    return bonds;
  }

  #step(states: States, index: number, words: readonly number[]): void {
    const survive = (needs: readonly number[]) => needs.reduce((all, element) => all & (words[element] as number), -1);
    const on: number[] = [];
    this.#vertices.forEach(({ needs, removed, isInput, needsAll, isOutput }, vertex) => {
      let arrives = isInput || needsAll ? -1 : 0;
      for (const edge of this.#into[vertex] ?? []) {
        const carried = (on[edge.from] as number) & survive(edge.needs);
        arrives = needsAll ? arrives & carried : arrives | carried;
      }
      on.push(removed ? 0 : arrives & survive(needs));
      (states.reached[vertex] as Int32Array)[index] = on[vertex] as number;
      if (isOutput) states.open[index] = (states.open[index] as number) | (on[vertex] as number);
    });
    /** Where the element reaches an output, and is not removed itself. */
    const goesOn = on.map(() => 0);
    for (let vertex = on.length - 1; vertex >= 0; vertex--) {
      const { needs, removed, isOutput } = this.#vertices[vertex] as Compiled["vertices"][number];
      let leaves = isOutput ? -1 : 0;
      for (const edge of this.#outOf[vertex] ?? []) {
        leaves |= (goesOn[edge.to] as number) & survive(edge.needs) & this.#others(edge, on);
      }
      (states.reaching[vertex] as Int32Array)[index] = leaves;
      goesOn[vertex] = removed ? 0 : leaves & survive(needs);
    }
    for (const { from, to, bond, needs } of this.#into.flat()) {
      const row = bond && states.bonds.get(bond.layer)?.get(bond.entry);
      if (row) row[index] = (row[index] as number) | ((on[from] as number) & (goesOn[to] as number) & survive(needs));
    }
  }

  /** A product passes on what one factor carries where the others are reached. */
  #others(edge: CompiledEdge, on: readonly number[]): number {
    if (!this.#vertices[edge.to]?.needsAll) return -1;
    let skipped = false;
    return (this.#into[edge.to] ?? []).reduce((all, { from }) => {
      if (from === edge.from && !skipped) {
        skipped = true;
        return all;
      }
      return all & (on[from] as number);
    }, -1);
  }

  sharesOf(states: States, weights: Float64Array): Map<string, Shares> {
    const shares = new Map<string, Shares>();
    const sizes = new Map([...shapesOf(this.#model)].map(([name, shape]) => [name, product(shape)]));
    this.#vertices.forEach(({ layer }, vertex) => {
      const [arrives, leaves] = [states.reached[vertex] as Int32Array, states.reaching[vertex] as Int32Array];
      const both = arrives.map((word, at) => word & (leaves[at] as number));
      const { reached, reaching, effective } = shares.get(layer) ?? { reached: 0, reaching: 0, effective: 0 };
      const size = sizes.get(layer) as number;
      shares.set(layer, {
        reached: reached + weigh(arrives, weights) / size,
        reaching: reaching + weigh(leaves, weights) / size,
        effective: effective + weigh(both, weights) / size,
      });
    });
    return shares;
  }

  effectiveWeights(states: States, weights: Float64Array): Map<string, number> {
    const fixed = fixedMasks(this.#model);
    return new Map(
      [...states.bonds].map(([layer, rows]) => {
        const existing = fixed.get(layer)?.bonds?.reduce((sum, bit) => sum + bit, 0) ?? 0;
        const alive = [...rows.values()].reduce((sum, row) => sum + weigh(row, weights), 0);
        return [layer, alive / Math.max(1, existing)];
      }),
    );
  }
}

/** The probability of the states that words have. */
export function weigh(words: Int32Array, weights: Float64Array): number {
  let total = 0;
  words.forEach((word, index) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      total += weights[32 * index + 31 - Math.clz32(rest & -rest)] ?? 0;
    }
  });
  return total;
}
