// What `inspect` says of a small model, by all states of its random elements: 32 states a word, weighted afterwards, so
// that probabilities at any rates come from one walk. Written without the engine.

import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { randomElements } from "../models/plain-masks.ts";
import { blocksOf, namesOf, outputsOf, type PlainModel, type Shape, shapesOf } from "../models/plain-shapes.ts";
import { type Shares, Walk, weigh } from "./walk-states.ts";

/** Drop rates that take the place of the model's own, by layer. */
export type Rates = ReadonlyMap<string, number>;

export interface EnumeratedInspection {
  readonly theta: (rates?: Rates) => number;
  readonly failure: (rates?: Rates) => number;
  /** Minus the derivative of theta by the layer's drop rate: of rates of blocks only up to where blocks are certain. */
  readonly importance: (layer: string) => number;
  readonly shares: ReadonlyMap<string, Shares>;
  /** Share of the weights that exist which survive and lead on from a reached element to one that reaches an output. */
  readonly effectiveWeights: ReadonlyMap<string, number>;
  /** Layers that remove, with their rates of removal. */
  readonly removals: ReadonlyMap<string, number>;
  readonly elements: number;
}

/** Random elements of a model, those too that are removed for certain. */
export function countElements(model: PlainModel): number {
  return randomElements(halved(model)).length;
}

export function enumerateInspection(model: PlainModel): EnumeratedInspection {
  const open = halved(model);
  const elements = randomElements(open);
  const walk = new Walk(open);
  const states = walk.run(elements.length);
  const removals = removalsOf(model);
  const dropOf = rateRule(model);
  const weightsAt = (rates: Rates = new Map()): Float64Array =>
    weightsOf(elements.map(({ layer }) => dropOf(layer, rates.get(layer) ?? (removals.get(layer) as number))));
  const own = weightsAt();
  const none = states.open.map((word) => ~word);
  const importance = (layer: string): number => {
    const slope = dropOf(layer, 1e-3) / 1e-3;
    const drops = elements.map((element) => dropOf(element.layer, removals.get(element.layer) as number));
    const thetaAt = (element: number, drop: number) =>
      weigh(states.open, weightsOf(drops.map((each, other) => (other === element ? drop : each))));
    return elements.reduce((total, element, bit) => {
      return element.layer === layer ? total + slope * (thetaAt(bit, 0) - thetaAt(bit, 1)) : total;
    }, 0);
  };
  return {
    theta: (rates) => weigh(states.open, weightsAt(rates)),
    failure: (rates) => weigh(none, weightsAt(rates)),
    importance,
    shares: walk.sharesOf(states, own),
    effectiveWeights: walk.effectiveWeights(states, own),
    removals,
    elements: elements.length,
  };
}

/** The model with rates of 1 made random, so that their elements are told apart. */
function halved(model: PlainModel): PlainModel {
  const pairs = [
    ["drop", "keep"],
    ["dropBonds", "keepBonds"],
    ["dropAttention", "keepAttention"],
  ] as const;
  const layers = namesOf(model).map((layer) => {
    const given: Record<string, unknown> = { ...layer };
    for (const [drop, keep] of pairs) {
      if (given[drop] === 1 || given[keep] === 0) {
        delete given[keep];
        given[drop] = 0.5;
      }
    }
    if (layer.type === "input") delete given.from;
    return given as unknown as ModelLayer;
  });
  return { layers, outputs: outputsOf(model) };
}

/** Layers that remove something at random, with their rates. */
function removalsOf(model: PlainModel): Map<string, number> {
  const found = new Map<string, number>();
  for (const layer of namesOf(model)) {
    const given = layer as unknown as Readonly<Record<string, unknown>>;
    for (const kind of ["", "Bonds", "Attention"]) {
      const [drop, keep] = [given[`drop${kind}`], given[`keep${kind}`]];
      const rate = typeof drop === "number" ? drop : typeof keep === "number" ? 1 - keep : 0;
      if (rate > 0) found.set(layer.name, rate);
    }
  }
  return found;
}

/** The probability with which an element of a layer is removed, from the layer's rate: that of blocks is another. */
function rateRule(model: PlainModel): (layer: string, drop: number) => number {
  const shapes = shapesOf(model);
  const blocks = new Map(namesOf(model).flatMap((layer) => (layer.type === "drop-block" ? [[layer.name, layer]] : [])));
  return (name, drop) => {
    const block = blocks.get(name);
    if (block === undefined) return drop;
    const { keep: _, ...rest } = block;
    return blocksOf({ ...rest, drop }, shapes.get(name) as Shape).gamma;
  };
}

/** The probability of every state: bit i of its number is set where element i survives. */
function weightsOf(drops: readonly number[]): Float64Array {
  const weights = new Float64Array(2 ** drops.length).fill(1);
  let size = 1;
  for (const drop of drops) {
    for (let state = 0; state < size; state++) {
      weights[size + state] = (weights[state] as number) * (1 - drop);
      weights[state] = (weights[state] as number) * drop;
    }
    size *= 2;
  }
  return weights;
}
