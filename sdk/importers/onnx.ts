import { badInput } from "../errors.ts";
import { type LayeredNetwork, type LayeredOptions, layered } from "../networks/layered.ts";
import type { Removal } from "../networks/removal.ts";
import { denseLayers } from "./onnx/graph.ts";
import { decodeModel } from "./onnx/model.ts";
import type { DenseLayer } from "./onnx/walk.ts";

/** Rates that take the place of the file's. A file never gives one for bonds. */
export type OnnxOptions = Removal;

const RATES: readonly string[] = ["dropSites", "keepSites", "dropBonds", "keepBonds", "dropInputs", "keepInputs"];

/**
 * Reads an ONNX file of dense layers as a layered network.
 *
 * **Layers.** Gemm and MatMul with constant weights make the layers. An activation, Softmax, a constant
 * added or multiplied, LayerNormalization (also decomposed into ReduceMean, Sub, Pow, Sqrt, Div),
 * BatchNormalization, Cast, Flatten and a flattening Reshape leave a neuron the same neuron. What a
 * normalisation mixes in from the other neurons of its layer, a mean or a deviation, is no path.
 *
 * **Bonds.** A weight that is exactly 0 or -0 is a bond that does not exist; every other weight is one that
 * does. A layer without zeros is fully connected.
 *
 * **Rates.** A Dropout gives the rate of the layer it stands on: `dropInputs` before the first weights,
 * `dropSites` after; hidden layers without one get 0. Two on one layer multiply what they keep. The mode
 * (training or not) is ignored. A rate stored in a short floating-point type becomes the shortest decimal
 * that is stored the same: 0.2, not 0.20000000298. `options` replaces what the file says.
 *
 * **Not read.** Residual and other connections around a layer, branches, several inputs or outputs, a
 * Dropout on the outputs, convolutions and all other operators, quantised, sparse or external tensors. A
 * factor of 0 in a constant Mul, Div or Pow or in the scale of a normalisation is refused too: it silences a
 * neuron, which neither a rate nor a bond says.
 *
 * Costs one pass over the weights that are used; the file is not copied, and memory beyond it is one bit
 * per bond in layers with zeros.
 *
 * @param bytes - The content of the file.
 * @param options - Rates as for `layered`; a rate of sites replaces all rates of sites in the file, one of
 *   inputs the file's rate of inputs.
 * @returns The network as `layered` makes it.
 * @throws PercolationError `invalid-file` when the bytes are truncated, damaged, inconsistent or no ONNX file;
 * `unsupported-model` when they hold something not read, naming the node and its operator; `too-large` when
 * they have more than a million nodes, names and other entries, or more than 2^28 weights; `invalid-input` for bad
 * options, and for a model with more or wider layers than `layered` takes.
 *
 * @example
 * import { readFile } from "node:fs/promises";
 * import { readOnnx } from "percolation/importers";
 * const file = await readFile("node_modules/openwakeword-js/models/hello_deepa.onnx");
 * const network = readOnnx(file, { dropSites: 0.2 });
 * network.widths; // => [2400, 32, 32, 1]
 */
export function readOnnx(bytes: Uint8Array | ArrayBuffer, options: OnnxOptions = {}): LayeredNetwork {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  if (!(view instanceof Uint8Array)) throw badInput("bytes", "a Uint8Array or an ArrayBuffer", bytes);
  checkOptions(options);
  const layers = denseLayers(decodeModel(view));
  const widths = [...layers.slice(0, 1).map(({ fanIn }) => fanIn), ...layers.map(({ fanOut }) => fanOut)];
  return layered(widths, { ...ratesOf(layers, options), ...connectionsOf(layers) });
}

function checkOptions(options: OnnxOptions): void {
  if (options === null || typeof options !== "object") throw badInput("options", "an object", options);
  for (const name of Object.keys(options)) {
    if (!RATES.includes(name)) throw badInput(`options.${name}`, `only ${RATES.join(", ")}`, name);
  }
}

function ratesOf(layers: readonly DenseLayer[], options: OnnxOptions): LayeredOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, rate]) => rate !== undefined));
  const [inputs, ...hidden] = layers.map(({ dropRate }) => dropRate);
  const keepsInputs = inputs === undefined || "dropInputs" in given || "keepInputs" in given;
  const keepsSites = hidden.every((rate) => rate === undefined) || "dropSites" in given || "keepSites" in given;
  return {
    ...(keepsInputs ? {} : { dropInputs: inputs }),
    ...(keepsSites ? {} : { dropSites: hidden.map((rate) => rate ?? 0) }),
    ...given,
  };
}

function connectionsOf(layers: readonly DenseLayer[]): LayeredOptions {
  const connections = layers.map((layer) => layer.connections);
  return connections.every((bits) => bits === null) ? {} : { connections };
}
