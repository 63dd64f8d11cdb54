import { PercolationError } from "../../errors.ts";
import { invalidFile } from "./failures.ts";
import { type OnField, Wire } from "./wire.ts";

/** A tensor as the file holds it; its data stays undecoded views of the file. */
export interface Tensor {
  name: string;
  dims: number[];
  dataType: number;
  rawData?: Uint8Array;
  floatData?: Uint8Array;
  doubleData?: Uint8Array;
  int32Data?: Uint8Array;
  int64Data?: Uint8Array;
  uint64Data?: Uint8Array;
  external: boolean;
  /** Where data outside the file lies: location, offset and length, as the file writes them. */
  place: Map<string, string>;
  /** What is known of data that was passed over, in the place of the data. */
  note?: Note;
}

/** What a pass over a tensor's data found. */
export interface Note {
  /** The elements that are exactly 0 or -0; null when there are none. */
  zeros: Uint8Array | null;
  /** The elements so far below zero that a softmax makes nothing of them; null when there are none. */
  masked: Uint8Array | null;
}

export interface Attribute {
  name: string;
  float?: number;
  integer?: number;
  text?: string;
  tensor?: Tensor;
  /** Of each graph the attribute holds, how many nodes it has. */
  subgraphs: number[];
  floats: number[];
  integers: number[];
}

export interface Node {
  /** The position in the file, which names a node that has no name. */
  index: number;
  name: string;
  operator: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Attribute[];
}

/** The dimensions of a graph's input; `undefined` where the file leaves one open. */
export interface TensorDeclaration {
  name: string;
  shape?: (number | undefined)[];
}

export interface Graph {
  nodes: Node[];
  initializers: Tensor[];
  inputs: TensorDeclaration[];
  outputs: TensorDeclaration[];
  /** Shapes the file states for tensors between its nodes. */
  declared: TensorDeclaration[];
  hasSparseInitializer: boolean;
}

export interface Model {
  /** The version of the standard operators. */
  opset: number;
  graph: Graph;
}

interface ModelRecord {
  opset?: number;
  graph?: Graph;
}

/**
 * Decodes the structure of an ONNX file. Costs one pass over the structure; tensor data is not touched.
 *
 * @param notes - For a copy of the file without its large data: what stood there, by number.
 */
export function decodeModel(bytes: Uint8Array, notes: readonly Note[] = []): Model {
  const { opset, graph } = decodeRecord(bytes);
  for (const tensor of graph === undefined ? [] : tensorsOf(graph)) {
    const { noteNumber } = tensor as NotedTensor;
    const note = noteNumber === undefined ? undefined : notes[noteNumber];
    if (note !== undefined) tensor.note = note;
  }
  if (graph === undefined) throw invalidFile("model", "an ONNX file", `${describe(bytes)} without a graph`);
  if (opset === undefined) throw invalidFile("model.opset_import", "the version of the standard operators", "none");
  return { opset, graph };
}

/** All tensors of a graph, those of its nodes included. */
export function tensorsOf({ nodes, initializers }: Graph): Tensor[] {
  const ofNodes = nodes.flatMap(({ attributes }) => attributes.flatMap(({ tensor }) => tensor ?? []));
  return [...initializers, ...ofNodes];
}

function decodeRecord(bytes: Uint8Array): ModelRecord {
  try {
    return new Wire(bytes).fields({}, modelField);
  } catch (cause) {
    if (cause instanceof PercolationError) throw cause;
    throw invalidFile("model", "an ONNX file", `${describe(bytes)} that cannot be decoded`, cause);
  }
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `${bytes.length} bytes starting with ${start}`;
}

const modelField: OnField<ModelRecord> = (field, model, wire) => {
  if (field === 7) {
    model.graph ??= { nodes: [], initializers: [], inputs: [], outputs: [], declared: [], hasSparseInitializer: false };
    wire.message(model.graph, graphField);
  } else if (field === 8) {
    const { domain, version } = wire.message({ domain: "", version: 0 }, operatorSetField);
    if (isStandardDomain(domain)) model.opset = version;
  }
};

export function isStandardDomain(domain: string): boolean {
  return domain === "" || domain === "ai.onnx";
}

const operatorSetField: OnField<{ domain: string; version: number }> = (field, set, wire) => {
  if (field === 1) set.domain = wire.text();
  else if (field === 2) set.version = wire.integer();
};

const graphField: OnField<Graph> = (field, graph, wire) => {
  if (field === 1) graph.nodes.push(readNode(wire, graph.nodes.length));
  else if (field === 5) graph.initializers.push(readTensor(wire));
  else if (field === 11) graph.inputs.push(wire.message({ name: "" }, declarationField));
  else if (field === 12) graph.outputs.push(wire.message({ name: "" }, declarationField));
  else if (field === 13) graph.declared.push(wire.message({ name: "" }, declarationField));
  else if (field === 15) graph.hasSparseInitializer = true;
};

function readNode(wire: Wire, index: number): Node {
  const node = { index, name: "", operator: "", domain: "", inputs: [], outputs: [], attributes: [] };
  return wire.message(node, nodeField);
}

const nodeField: OnField<Node> = (field, node, wire) => {
  if (field === 1) node.inputs.push(wire.text());
  else if (field === 2) node.outputs.push(wire.text());
  else if (field === 3) node.name = wire.text();
  else if (field === 4) node.operator = wire.text();
  else if (field === 5) node.attributes.push(readAttribute(wire));
  else if (field === 7) node.domain = wire.text();
};

function readAttribute(wire: Wire): Attribute {
  return wire.message({ name: "", floats: [], integers: [], subgraphs: [] }, attributeField);
}

const attributeField: OnField<Attribute> = (field, attribute, wire) => {
  if (field === 1) attribute.name = wire.text();
  else if (field === 2) attribute.float = wire.float();
  else if (field === 3) attribute.integer = wire.integer();
  else if (field === 4) attribute.text = wire.text();
  else if (field === 5) attribute.tensor = readTensor(wire);
  else if (field === 6 || field === 11) attribute.subgraphs.push(wire.message({ nodes: 0 }, subgraphField).nodes);
  else if (field === 7) wire.floats(attribute.floats);
  else if (field === 8) wire.integers(attribute.integers);
};

const subgraphField: OnField<{ nodes: number }> = (field, graph) => {
  if (field === 1) graph.nodes++;
};

/** The field of a copied tensor that stands for data passed over; no field of ONNX has this number. */
export const NOTE_FIELD = 1000;

interface NotedTensor extends Tensor {
  noteNumber?: number;
}

function readTensor(wire: Wire): Tensor {
  return wire.message({ name: "", dims: [], dataType: 0, external: false, place: new Map() }, tensorField);
}

/** A tensor of which a stripped copy of a file holds no data, for its type and dims. */
export function headOf(bytes: Uint8Array): Tensor {
  const tensor: Tensor = { name: "", dims: [], dataType: 0, external: false, place: new Map() };
  return new Wire(bytes).fields(tensor, tensorField);
}

const tensorField: OnField<NotedTensor> = (field, tensor, wire) => {
  if (field === 1) wire.integers(tensor.dims);
  else if (field === 2) tensor.dataType = wire.integer();
  else if (field === 4) tensor.floatData = onlyRun(tensor.floatData, wire);
  else if (field === 5) tensor.int32Data = onlyRun(tensor.int32Data, wire);
  else if (field === 7) tensor.int64Data = onlyRun(tensor.int64Data, wire);
  else if (field === 8) tensor.name = wire.text();
  else if (field === 9) tensor.rawData = wire.bytes();
  else if (field === 10) tensor.doubleData = onlyRun(tensor.doubleData, wire);
  else if (field === 11) tensor.uint64Data = onlyRun(tensor.uint64Data, wire);
  else if (field === 13) readPlace(tensor, wire);
  else if (field === 14) tensor.external ||= wire.integer() === 1;
  else if (field === NOTE_FIELD) tensor.noteNumber = wire.integer();
};

function readPlace(tensor: Tensor, wire: Wire): void {
  const { key, value } = wire.message({ key: "", value: "" }, entryField);
  tensor.external = true;
  tensor.place.set(key, value);
}

const entryField: OnField<{ key: string; value: string }> = (field, entry, wire) => {
  if (field === 1) entry.key = wire.text();
  else if (field === 2) entry.value = wire.text();
};

/** Numbers in one packed run, as ONNX declares them: a run is a view, scattered numbers would be copies. */
function onlyRun(earlier: Uint8Array | undefined, wire: Wire): Uint8Array {
  if (earlier !== undefined) throw new RangeError("a tensor's numbers come in several runs");
  return wire.bytes();
}

const declarationField: OnField<TensorDeclaration> = (field, declaration, wire) => {
  if (field === 1) declaration.name = wire.text();
  else if (field === 2) wire.message(declaration, typeField);
};

const typeField: OnField<TensorDeclaration> = (field, declaration, wire) => {
  if (field === 1) wire.message(declaration, tensorTypeField);
};

const tensorTypeField: OnField<TensorDeclaration> = (field, declaration, wire) => {
  if (field === 2) declaration.shape = wire.message([], shapeField);
};

const shapeField: OnField<(number | undefined)[]> = (field, shape, wire) => {
  if (field === 1) shape.push(wire.message<{ size?: number }>({}, dimensionField).size);
};

const dimensionField: OnField<{ size?: number }> = (field, dimension, wire) => {
  if (field !== 1) return;
  const size = wire.integer();
  // Some writers put 0 or -1 where the size is open.
  if (size > 0) dimension.size = size;
};
