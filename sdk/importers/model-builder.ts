import { PercolationError } from "../errors.ts";
import type { LayerType, ModelLayer } from "../networks/model/layer-types.ts";
import { type ModelNetwork, model } from "../networks/model/model.ts";
import type { Shape, ShapeRule } from "../networks/model/shapes/rule.ts";
import { shapeRules } from "../networks/model/shapes.ts";
import { invalidFile } from "./onnx/failures.ts";

/** A layer of any type without its name and sources. */
export type BareLayer = ModelLayer extends infer Layer
  ? Layer extends ModelLayer
    ? Omit<Layer, "name" | "from">
    : never
  : never;

/** A tensor of the model that is being built: the layer that makes it, and its shape without batch, channels first. */
export interface Built {
  readonly layer: string;
  readonly shape: Shape;
}

const MAX_LAYERS = 100_000;
const MAX_NAME = 180;

/** Collects the layers of a model; each must be built after those it reads. */
export class ModelBuilder {
  readonly #layers = new Map<string, ModelLayer>();
  /** Of each name asked for more than once, the number that was tried last. */
  readonly #numbers = new Map<string, number>();

  /**
   * Adds a layer. `name` is made unique and short enough; `place` is how errors call the part of the file it
   * comes from.
   */
  add(place: string, name: string, layer: BareLayer, inputs: readonly Built[]): Built {
    if (this.#layers.size >= MAX_LAYERS) {
      const message = `${place}: expected at most ${MAX_LAYERS} layers, got more`;
      throw new PercolationError("too-large", message, { field: place });
    }
    const fresh = this.#freshName(name);
    const from = layer.type === "input" ? {} : { from: inputs.map((input) => input.layer) };
    const named = { ...layer, name: fresh, ...from } as ModelLayer;
    const shape = shapeOf(place, named, inputs);
    this.#layers.set(fresh, named);
    return { layer: fresh, shape };
  }

  /** The model of all layers that an output depends on. */
  finish(outputs: readonly Built[]): ModelNetwork {
    const names = [...new Set(outputs.map(({ layer }) => layer))];
    const needed = new Set<string>(names);
    for (const [name, layer] of [...this.#layers].reverse()) {
      if (needed.has(name)) for (const source of [layer.from ?? []].flat()) needed.add(source);
    }
    const layers = [...this.#layers].flatMap(([name, layer]) => (needed.has(name) ? [layer] : []));
    if (layers.length < 2) throw invalidFile("model", "a layer between inputs and outputs", "none");
    return model(layers, { outputs: names });
  }

  #freshName(wanted: string): string {
    const short = (wanted === "" ? "layer" : wanted).slice(0, MAX_NAME);
    let name = short;
    let number = this.#numbers.get(short) ?? 1;
    while (this.#layers.has(name)) name = `${short}-${++number}`;
    this.#numbers.set(short, number);
    return name;
  }
}

/** The shape that a layer makes; shapes that do not fit are a contradiction in the file. */
function shapeOf(place: string, layer: ModelLayer, inputs: readonly Built[]): Shape {
  const rule = shapeRules[layer.type] as ShapeRule<LayerType>;
  try {
    const shapes = inputs.map(({ shape }) => shape);
    return rule(layer as never, shapes, place).shape;
  } catch (error) {
    if (!(error instanceof PercolationError) || error.code !== "invalid-input") throw error;
    throw new PercolationError("invalid-file", error.message, { field: error.field, cause: error });
  }
}
