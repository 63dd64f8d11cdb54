// Written from docs/determinism.md, "Models": the masks of a model, drawn in plain TypeScript without the engine.

import {
  fixedMasks,
  type LayerMask,
  type Masks,
  type RandomElement,
  randomElements,
  weightShapeOf,
} from "../models/plain-masks.ts";
import { namesOf, type PlainModel, product, shapesOf } from "../models/plain-shapes.ts";
import { Stream } from "./from-words.ts";

/** One block of 128 trials: the word of each random element, by its place among them. */
type Words = readonly (readonly boolean[])[];

/** The words of a model by block, each block drawn once. */
export class ModelWords {
  readonly #model: PlainModel;
  readonly #seed: bigint;
  readonly #elements: readonly RandomElement[];
  readonly #blocks = new Map<bigint, Words>();
  /** Of each layer with bonds, how many places there are into one output. */
  readonly #rows = new Map<string, number>();
  /** The layers' numbers in the list. */
  readonly #numbers = new Map<string, number>();
  /** Layers whose mask is that of the step. */
  readonly #perStep = new Set<string>();

  constructor(model: PlainModel, seed: bigint) {
    this.#model = model;
    this.#seed = seed;
    this.#elements = randomElements(model);
    const shapes = shapesOf(model);
    namesOf(model).forEach((layer, number) => {
      const weights = weightShapeOf(layer, shapes.get(layer.from[0] ?? "") ?? []);
      this.#numbers.set(layer.name, number);
      if (weights) this.#rows.set(layer.name, product(weights.slice(layer.type === "attention" ? 2 : 1)));
      if (layer.type === "stochastic-depth" && layer.per === "step") this.#perStep.add(layer.name);
    });
  }

  /** What survives in a trial, of a batch if the samples of a step share some masks. */
  masks(trial: number, batch = 1): Masks {
    const masks = new Map<string, { sites?: Uint8Array; bonds?: Uint8Array }>(fixedMasks(this.#model));
    this.#elements.forEach(({ layer, kind, entries }, element) => {
      const own = this.#perStep.has(layer) ? Math.floor(trial / batch) : trial;
      if (this.#block(BigInt(Math.floor(own / 128)))[element]?.[own % 128]) return;
      for (const entry of entries) masks.get(layer)?.[kind]?.fill(0, entry, entry + 1);
    });
    return masks as ReadonlyMap<string, LayerMask>;
  }

  #block(block: bigint): Words {
    const known = this.#blocks.get(block);
    if (known) return known;
    const streams = new Map<string, Stream>();
    const words = this.#elements.map((element) => {
      const { layer, kind, entries, keep, drop } = element;
      const target = kind === "sites" ? 0 : Math.floor((entries[0] as number) / (this.#rows.get(layer) as number));
      const number = this.#numbers.get(layer) as number;
      const purpose = kind === "sites" ? 1 : 2;
      const stream =
        streams.get(`${layer} ${target}`) ?? new Stream({ seed: this.#seed, purpose, block, layer: number, target });
      streams.set(`${layer} ${target}`, stream);
      return stream.next(keep, drop);
    });
    this.#blocks.set(block, words);
    return words;
  }
}
