import { badInput, show } from "../../errors.ts";
import { MAX_SIZE } from "../../networks/model/schemas.ts";
import { type Fields, isInteger } from "../fields.ts";
import { invalidFile, unsupported } from "../onnx/failures.ts";
import type { LayerConfig } from "./config.ts";
import { asInFile, type KerasBuilder, type KerasTensor, lastFirst } from "./tensor.ts";

/** Sizes that the options give, by the name of the input or for the only one. */
export interface GivenShapes {
  readonly inputShape?: readonly number[];
  readonly inputShapes?: Readonly<Record<string, readonly number[]>>;
}

/** Makes the inputs of the network, with open sizes filled in from the options. */
export class InputShapes {
  readonly #given: GivenShapes;
  /** Whether the images of the file have their channels first. */
  readonly #channelsFirst: boolean;
  readonly #made: string[] = [];

  constructor(given: GivenShapes, channelsFirst: boolean) {
    this.#given = given;
    this.#channelsFirst = channelsFirst;
  }

  /** The input that an InputLayer is. */
  forInput(layer: LayerConfig, build: KerasBuilder, prefix: string): KerasTensor {
    return this.#make(layer.name, layer.place, declaredShape(layer.fields), build, prefix);
  }

  /** The input of a Sequential model: its InputLayer, or what its first layer says that it reads. */
  forSequential(first: LayerConfig, model: Fields, build: KerasBuilder, prefix: string): KerasTensor {
    const declared = declaredShape(first.fields) ?? builtShape(model);
    return this.#make(first.className === "InputLayer" ? first.name : "input", first.place, declared, build, prefix);
  }

  /** Refuses options for inputs that the model does not have. */
  checkUsed(): void {
    const { inputShape, inputShapes = {} } = this.#given;
    if (inputShape !== undefined && this.#made.length !== 1) {
      throw badInput("options.inputShape", `inputShapes, by the names ${this.#made.map(show).join(", ")}`, inputShape);
    }
    for (const name of Object.keys(inputShapes)) {
      if (!this.#made.includes(name)) {
        throw badInput(`options.inputShapes.${name}`, `only ${this.#made.map(show).join(", ")}`, name);
      }
    }
  }

  #make(
    name: string,
    place: string,
    declared: readonly unknown[] | undefined,
    build: KerasBuilder,
    prefix: string,
  ): KerasTensor {
    this.#made.push(name);
    const shape = this.#shape(name, place, declared);
    if (shape.length < 1 || shape.length > 6) {
      throw unsupported(place, "1 to 6 axes besides the batch", `${shape.length}`);
    }
    const axes = this.#channelsFirst ? asInFile(shape.length) : lastFirst(shape.length);
    const sizes = axes.map((axis) => shape[axis] ?? 1);
    return { ...build.model.add(place, prefix + name, { type: "input", shape: sizes }, []), axes, gate: false };
  }

  #shape(name: string, place: string, declared: readonly unknown[] | undefined): number[] {
    const { inputShape, inputShapes = {} } = this.#given;
    const own = Object.hasOwn(inputShapes, name) ? inputShapes[name] : undefined;
    const given = own ?? inputShape;
    const field = own === undefined ? "options.inputShape" : `options.inputShapes.${name}`;
    if (given === undefined) {
      if (declared?.every((size) => isInteger(size, 1, MAX_SIZE))) return [...(declared as number[])];
      const wrong = declared?.find((size) => size !== null && !isInteger(size, 1, MAX_SIZE));
      if (wrong !== undefined) throw invalidFile(place, `sizes in 1..${MAX_SIZE} or null`, show(wrong));
      throw badInput(field, `the sizes of input ${show(name)}, which the file has as ${shapeText(declared)}`, given);
    }
    const fits =
      Array.isArray(given) &&
      given.every((size) => isInteger(size, 1, MAX_SIZE)) &&
      (declared === undefined ||
        (given.length === declared.length &&
          declared.every((size, axis) => typeof size !== "number" || size === given[axis])));
    if (!fits) throw badInput(field, `sizes that fit input ${show(name)} of shape ${shapeText(declared)}`, given);
    return [...given];
  }
}

function shapeText(declared: readonly unknown[] | undefined): string {
  if (declared === undefined) return "unknown";
  return `[${declared.map((size) => (typeof size === "number" ? size : "?")).join(", ")}]`;
}

/** The shape behind the batch, as the layers of Keras 2, Keras 3 and TF.js declare it. */
function declaredShape(fields: Fields): readonly unknown[] | undefined {
  const name = fields.nameOf("batch_input_shape", "batch_shape", "shape", "input_shape");
  if (!fields.has(name)) return undefined;
  const shape = fields.array(name);
  const behind = name.startsWith("batch") ? shape.slice(1) : shape;
  const length = fields.get("input_length");
  // An Embedding knows the number of its tokens apart from its shape.
  return behind.length === 1 && behind[0] === null && typeof length === "number" ? [length] : behind;
}

/** The shape that a Sequential model without an input was built for. */
function builtShape(model: Fields): readonly unknown[] | undefined {
  const config = model.get("config");
  if (typeof config !== "object" || config === null || Array.isArray(config)) return undefined;
  const built = model.child("config").get("build_input_shape");
  return Array.isArray(built) ? built.slice(1) : undefined;
}
