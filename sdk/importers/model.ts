import { badInput, show } from "../errors.ts";
import { checkModel, type ModelNetwork } from "../networks/model/model.ts";
import type { Network } from "../networks/network.ts";
import { contentOf, Fields, type ModelJson } from "./fields.ts";
import { recordAt } from "./graphs/json.ts";
import { type HuggingFaceOptions, readHuggingFace } from "./hugging-face.ts";
import { type KerasOptions, readKeras } from "./keras.ts";
import { invalidFile, unsupported } from "./onnx/failures.ts";
import { type OnnxOptions, readOnnx } from "./onnx.ts";
import { checkModelOptions, type ModelRates, withLayeredRates, withModelRates } from "./options.ts";

/** What {@link readModel} takes besides the content: the options of the format's reader, and the file's name. */
export type ReadModelOptions = (OnnxOptions | KerasOptions | HuggingFaceOptions) & {
  /** The name of the file, for error messages. */
  readonly name?: string;
};

const FORMATS =
  "an ONNX file, Keras model JSON, a TF.js layers-model, a Hugging Face config.json or a network of this package";

/**
 * Reads a file with a neural network, in any of the formats this package knows, which the content tells.
 *
 * | content | read by |
 * | --- | --- |
 * | an ONNX file | {@link readOnnx} |
 * | JSON with `class_name`, `model_config` or `modelTopology`: Keras, a TF.js layers-model | {@link readKeras} |
 * | JSON with `model_type` or `architectures`: config.json of Hugging Face | {@link readHuggingFace} |
 * | JSON with `kind` `model`, `layered` or `rectangular`: a network of this package | checked as in a query |
 *
 * Costs what the reader of the format costs.
 *
 * @param content - Bytes, text, or the object that JSON holds.
 * @param options - The options of the reader; rates as for `withRemoval` are taken for every format, though rates
 *   of channels not for layered and rectangular networks.
 * @returns A layered network for a plain chain of dense layers, otherwise a model; what the file says for a
 *   network of this package.
 * @throws PercolationError `invalid-file` for any other content, and as the reader of the format does;
 *   `unsupported-model` for HDF5 and .keras files, which hold the JSON to be read; `invalid-input` also for an
 *   option that the reader does not have.
 *
 * @example
 * import { readFile } from "node:fs/promises";
 * import { readModel } from "percolation/importers";
 * const file = await readFile("node_modules/openwakeword-js/models/hello_deepa.onnx");
 * readModel(file, { dropSites: 0.2 }).kind; // => "layered"
 * readModel('{ "model_type": "bert" }', { tokens: 16 }).kind; // => "model"
 * readModel({ kind: "layered", widths: [3, 4, 2] }, { dropBonds: 0.1 }).dropBonds; // => 0.1
 */
export function readModel(content: ModelJson, options: ReadModelOptions = {}): Network | ModelNetwork {
  if (options === null || typeof options !== "object") throw badInput("options", "an object", options);
  const { name = "file", ...given } = options;
  // Each reader refuses what is no option of its own.
  const rest: object = given;
  if (typeof name !== "string") throw badInput("options.name", "the name of a file", name);
  const bytes = content instanceof ArrayBuffer ? new Uint8Array(content) : content;
  if (bytes instanceof Uint8Array && !isJson(bytes)) return readBinary(bytes, name, rest);
  // A network in memory may hold bytes, which JSON does not.
  const isOwn = typeof bytes === "object" && bytes !== null && Object.hasOwn(bytes, "kind");
  const record = isOwn ? recordAt(name, bytes) : contentOf(bytes);
  const json = new Fields(name, record);
  if (json.has("kind")) return readOwn(json, record, rest);
  const isKeras = ["modelTopology", "model_config", "class_name"].some((field) => json.has(field));
  if (isKeras || json.get("format") === "graph-model") return readKeras(record, rest);
  if (json.has("model_type") || json.has("architectures")) return readHuggingFace(record, rest);
  throw invalidFile(name, FORMATS, `an object with ${fieldList(json)}`);
}

function fieldList(json: Fields): string {
  const names = json.names();
  return names.length === 0 ? "no fields" : `the fields ${names.slice(0, 5).map(show).join(", ")}`;
}

/** Whether the first character that is no space is a brace or bracket, in any of the encodings of JSON. */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes
    .subarray(0, 1000)
    .find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xff, 0xfe, 0].includes(byte));
  return first === 0x7b || first === 0x5b;
}

/** The first bytes of the fields of an ONNX model. */
const ONNX_TAGS = [0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72, 0xa2, 0xca];

function readBinary(bytes: Uint8Array, name: string, options: object): Network | ModelNetwork {
  const [first = 0, second] = bytes;
  if (first === 0x50 && second === 0x4b) {
    throw unsupported(name, "the config.json inside a .keras file", "the archive itself");
  }
  if (first === 0x89 && second === 0x48) throw unsupported(name, "the JSON of model.to_json()", "an HDF5 file");
  if (bytes.length > 0 && ONNX_TAGS.includes(first)) return readOnnx(bytes, options);
  const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  throw invalidFile(
    name,
    FORMATS,
    bytes.length === 0 ? "an empty file" : `${bytes.length} bytes starting with ${start}`,
  );
}

function readOwn(json: Fields, content: object, options: ModelRates): Network | ModelNetwork {
  checkModelOptions(options, []);
  const kind = json.choice("kind", ["model", "layered", "rectangular"]);
  return kind === "model" ? withModelRates(checkModel(content), options) : withLayeredRates(content, options);
}
