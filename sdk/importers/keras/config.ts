import { PercolationError, show } from "../../errors.ts";
import { contentOf, Fields, type ModelJson } from "../fields.ts";
import { parseJson } from "../graphs/json.ts";
import { invalidFile, unsupported } from "../onnx/failures.ts";
import { type CallArguments, readArguments } from "./arguments.ts";

/** A layer as the file describes it. */
export interface LayerConfig {
  readonly name: string;
  readonly className: string;
  /** What errors call it. */
  readonly place: string;
  /** The whole entry, and its `config`. */
  readonly entry: Fields;
  readonly fields: Fields;
  readonly calls: readonly CallArguments[];
}

const LAYERS_MODEL = "model JSON of Keras or a TF.js layers-model";

/** The model in a file: the whole of Keras JSON, or the topology of a TF.js layers-model. */
export function modelOf(json: ModelJson): Fields {
  const file = new Fields("file", contentOf(json));
  const topology = file.has("modelTopology") ? file.child("modelTopology") : file;
  if (file.get("format") === "graph-model" || topology.has("node")) {
    const advice = "a TF.js graph-model; convert the model it was made from to ONNX and use readOnnx";
    throw unsupported("file", "a TF.js layers-model", advice);
  }
  const model = topology.has("model_config") ? modelConfig(topology) : topology;
  if (typeof model.get("class_name") === "string") return model;
  throw invalidFile("file", LAYERS_MODEL, `an object without class_name, modelTopology or model_config`);
}

/** HDF5 attributes hold it as text. */
function modelConfig(topology: Fields): Fields {
  const config = topology.get("model_config");
  return new Fields("model_config", typeof config === "string" ? parseJson(config) : config);
}

/** Which kind of model an entry is, if it is one. */
export function modelKind(entry: Fields): "sequential" | "functional" | undefined {
  const className = entry.get("class_name");
  if (className === "Sequential") return "sequential";
  if (className === "Functional" || className === "Model") return "functional";
  const config = entry.get("config");
  if (typeof config !== "object" || config === null || Array.isArray(config)) return undefined;
  // A class of one's own that extends Model is written like one.
  const own = new Fields("config", config);
  return Array.isArray(own.get("layers")) && own.has("output_layers") ? "functional" : undefined;
}

/** The layers of a model. Keras 1 and the first versions of 2 have a list in place of a Sequential's config. */
export function layersOf(model: Fields): LayerConfig[] {
  const config = model.get("config");
  const layers = Array.isArray(config) ? config : model.child("config").array("layers");
  return layers.map((layer, index) => layerConfig(new Fields(`${model.place}.layers[${index}]`, layer)));
}

function layerConfig(entry: Fields): LayerConfig {
  const className = entry.text("class_name");
  const isList = Array.isArray(entry.get("config"));
  const given = isList ? new Fields(entry.place, {}) : entry.child("config");
  const name = entry.text("name", typeof given.get("name") === "string" ? given.text("name") : className);
  const place = layerPlace(name, className);
  const nodes = entry.has("inbound_nodes") ? entry.array("inbound_nodes") : [];
  return {
    name,
    className,
    place,
    entry,
    fields: isList ? given : new Fields(place, entry.get("config")),
    calls: nodes.map((node, index) => readArguments(`${place}.inbound_nodes[${index}]`, node)),
  };
}

export function layerPlace(name: string, className: string): string {
  return `layer ${show(name)} (${className.slice(0, 40)})`;
}

export function tooLarge(place: string, expected: string, actual: string): PercolationError {
  return new PercolationError("too-large", `${place}: expected ${expected}, got ${actual}`, { field: place });
}
