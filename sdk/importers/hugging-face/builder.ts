import type { BareLayer, Built, ModelBuilder } from "../model-builder.ts";

/** Builds the layers of one part of a network, whose names begin with that of the part. */
export class PartBuilder {
  readonly #model: ModelBuilder;
  readonly #prefix: string;

  constructor(model: ModelBuilder, prefix = "") {
    this.#model = model;
    this.#prefix = prefix;
  }

  part(name: string): PartBuilder {
    return new PartBuilder(this.#model, `${this.#prefix}${name}/`);
  }

  add(name: string, layer: BareLayer, ...inputs: Built[]): Built {
    return this.#model.add(this.#prefix + name, this.#prefix + name, layer, inputs);
  }

  dense(name: string, units: number, input: Built): Built {
    return this.add(name, { type: "dense", units }, input);
  }

  activation(name: string, input: Built): Built {
    return this.add("activation", { type: "activation", function: name }, input);
  }

  normalization(name: string, input: Built): Built {
    return this.add(name, { type: "normalization" }, input);
  }

  /** Dropout, unless its rate is 0. */
  dropout(name: string, drop: number, input: Built): Built {
    return drop === 0 ? input : this.add(name, { type: "dropout", drop }, input);
  }

  /** The features of one token. */
  token(name: string, position: number, input: Built): Built {
    const [features = 1] = input.shape;
    const slice = this.add(`${name}-token`, { type: "slice", axis: 1, start: position, end: position + 1 }, input);
    return this.add(name, { type: "reshape", shape: [features] }, slice);
  }
}
