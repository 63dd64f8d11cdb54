import { badInput } from "../errors.ts";
import type { LayeredNetwork } from "../networks/layered.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import type { Fields, ModelJson } from "./fields.ts";
import { layersOf, modelKind, modelOf } from "./keras/config.ts";
import { runModel } from "./keras/evaluate.ts";
import { type GivenShapes, InputShapes } from "./keras/inputs.ts";
import { KerasBuilder } from "./keras/tensor.ts";
import { ModelBuilder } from "./model-builder.ts";
import { checkModelOptions, type ModelRates, withRates } from "./options.ts";

/** Rates that take the place of the file's, and sizes that it leaves open. */
export interface KerasOptions extends ModelRates {
  /** The sizes of the only input in the file's own order of axes, without the batch. */
  readonly inputShape?: readonly number[];
  /** The same by the names of the inputs. */
  readonly inputShapes?: Readonly<Record<string, readonly number[]>>;
}

/**
 * Reads the description of a Keras model as a network: what `model.to_json()` gives in Keras 2 and 3, the
 * `config.json` inside a .keras file, and the `model.json` of a TF.js layers-model.
 *
 * **Models.** Sequential and Functional ones; a model that is a layer of another is read as its layers, their
 * names below its own. A layer that is called twice is two layers, whose weights are removed each on its own. What
 * leads to no output, such as what only gates or asks (see below), is left out.
 *
 * **Weights** are not in these files or not read: every weight is taken to exist.
 *
 * **Axes.** Keras has channels last unless `data_format` says otherwise, the network has them first; elements are
 * transposed where a Reshape or another order of axes asks for it. Behind a Flatten that leads to dense layers
 * alone the elements stand in another order than in Keras, on which nothing depends.
 *
 * **Layers.** Dense, convolutions (depthwise, separable, transposed), pooling, Flatten, Reshape, Permute,
 * RepeatVector, UpSampling, ZeroPadding, Cropping, Concatenate, Embedding, MultiHeadAttention; Add, Subtract,
 * Average, Maximum and Minimum as sums; activations and normalisations; the common functions of TensorFlow and
 * operations of Keras 3. Multiply is reached where all its operands are; an operand made by a sigmoid, hard
 * sigmoid, softmax, softplus or exponential is a gate that is never 0, and cuts nothing. Query and key of an
 * attention are no paths: the softmax keeps weights positive.
 *
 * **Rates.** Dropout and AlphaDropout, with one mask along the axes where `noise_shape` is 1; SpatialDropout as
 * channel dropout; the `dropout` of attention. GaussianNoise and GaussianDropout remove nothing. Stochastic depth
 * is a Dropout whose `noise_shape` is 1 along all axes but the batch, as in EfficientNet, and layers of the class
 * StochasticDepth, DropPath or DropConnect, with rates such as `drop_connect_rate`: in these files "drop connect"
 * always means stochastic depth, never dropconnect.
 *
 * Costs one pass over the JSON, which is held in memory; a TF.js file's weights are files of their own, and not
 * read.
 *
 * @param json - The text, its bytes, or the object it holds.
 * @param options - Rates as for `withRemoval`, which replace the file's, and `inputShape` or `inputShapes` where
 *   the file leaves sizes open.
 * @returns A layered network for a plain chain of dense layers, otherwise a model.
 * @throws PercolationError `invalid-file` when the JSON is broken or contradicts itself; `unsupported-model`,
 *   naming the layer and its class, for recurrent and custom layers and whatever else is not read, and for TF.js
 *   graph-models; `too-large` for more than 100,000 layers in the network or 500,000 in the file; `invalid-input`
 *   for bad options and for a size that is missing.
 *
 * @example
 * import { readKeras } from "percolation/importers";
 * const layers = [
 *   { class_name: "InputLayer", config: { name: "image", batch_input_shape: [null, 28, 28, 1] } },
 *   { class_name: "Conv2D", config: { name: "conv", filters: 8, kernel_size: [3, 3], activation: "relu" } },
 *   { class_name: "Dropout", config: { name: "drop", rate: 0.25 } },
 *   { class_name: "GlobalAveragePooling2D", config: { name: "pool" } },
 *   { class_name: "Dense", config: { name: "digit", units: 10 } },
 * ];
 * const network = readKeras({ class_name: "Sequential", config: { layers } });
 * network.kind; // => "model"
 * const chain = [
 *   { class_name: "Dense", config: { units: 300, batch_input_shape: [null, 784] } },
 *   { class_name: "Dense", config: { units: 10 } },
 * ];
 * readKeras({ class_name: "Sequential", config: chain }); // => { kind: "layered", widths: [784, 300, 10] }
 */
export function readKeras(json: ModelJson, options: KerasOptions = {}): LayeredNetwork | ModelNetwork {
  checkModelOptions(options, ["inputShape", "inputShapes"]);
  const { inputShape, inputShapes } = options;
  if (inputShapes !== undefined && (typeof inputShapes !== "object" || inputShapes === null)) {
    throw badInput("options.inputShapes", "an object of shapes by the names of the inputs", inputShapes);
  }
  const given: GivenShapes = {
    ...(inputShape === undefined ? {} : { inputShape }),
    ...(inputShapes === undefined ? {} : { inputShapes }),
  };
  const model = modelOf(json);
  const builder = new ModelBuilder();
  const inputs = new InputShapes(given, hasChannelsFirst(model));
  const outputs = runModel(model, { build: new KerasBuilder(builder), inputs, layers: 0 });
  inputs.checkUsed();
  return withRates(builder.finish(outputs), options);
}

/** Whether the layers of a model have images with their channels first, so that its inputs do too. */
function hasChannelsFirst(model: Fields, depth = 0): boolean {
  if (depth > 8 || modelKind(model) === undefined) return false;
  return layersOf(model).some(
    ({ fields, entry }) => fields.get("data_format") === "channels_first" || hasChannelsFirst(entry, depth + 1),
  );
}
