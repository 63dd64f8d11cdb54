import { PbfWriter } from "pbf";
import { type OnnxOptions, readOnnx } from "../../sdk/importers/index.ts";
import type { LayeredNetwork } from "../../sdk/networks/layered.ts";
import type { ModelNetwork } from "../../sdk/networks/model/model.ts";

/** A tensor to be written; data goes to `raw` unless a field of protobuf numbers is named. */
export interface TensorSpec {
  name?: string;
  dims: number[];
  dataType?: number;
  raw?: Uint8Array;
  floatData?: number[];
  doubleData?: number[];
  int32Data?: number[];
  int64Data?: number[];
  external?: boolean;
  /** Where data outside the file lies. */
  place?: Record<string, string>;
}

export interface AttributeSpec {
  name: string;
  f?: number;
  i?: number;
  t?: TensorSpec;
  floats?: number[];
  ints?: number[];
  s?: string;
  /** A graph of so many empty nodes. */
  graphNodes?: number;
}

export interface NodeSpec {
  op: string;
  inputs?: string[];
  outputs?: string[];
  name?: string;
  domain?: string;
  attributes?: AttributeSpec[];
}

export interface Declaration {
  name: string;
  dims?: (number | string)[];
}

export interface ModelSpec {
  nodes: NodeSpec[];
  initializers?: TensorSpec[];
  /** Each input's name and dims; a string is a symbolic dimension. */
  inputs?: Declaration[];
  outputs?: (string | Declaration)[];
  /** Shapes the file states for tensors between its nodes. */
  declared?: Declaration[];
  opset?: number;
  sparse?: boolean;
}

/** Weights or other numbers as a float32 tensor with raw data. */
export function floats(name: string, dims: number[], values?: number[]): TensorSpec {
  const count = dims.reduce((product, size) => product * size, 1);
  const numbers = values ?? Array.from({ length: count }, (_, index) => index + 1);
  return { name, dims, dataType: 1, raw: new Uint8Array(Float32Array.from(numbers).buffer) };
}

export function integers(name: string, values: number[], dims = [values.length]): TensorSpec {
  return { name, dims, dataType: 7, int64Data: values };
}

/** A file that runs `x` of `[batch, width]` through the nodes to `y`. */
export function onnxFile(spec: ModelSpec): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(1, 8);
  writer.writeMessage(7, writeGraph, spec);
  writer.writeMessage(8, (version, pbf) => pbf.writeVarintField(2, version), spec.opset ?? 17);
  return writer.finish();
}

function writeGraph(spec: ModelSpec, pbf: PbfWriter): void {
  for (const node of spec.nodes) pbf.writeMessage(1, writeNode, node);
  for (const tensor of spec.initializers ?? []) pbf.writeMessage(5, writeTensor, tensor);
  for (const input of spec.inputs ?? [{ name: "x" }]) pbf.writeMessage(11, writeInput, input);
  for (const output of spec.outputs ?? ["y"]) {
    pbf.writeMessage(12, writeInput, typeof output === "string" ? { name: output } : output);
  }
  for (const tensor of spec.declared ?? []) pbf.writeMessage(13, writeInput, tensor);
  if (spec.sparse) pbf.writeBytesField(15, new Uint8Array(0));
}

function writeNode(node: NodeSpec, pbf: PbfWriter): void {
  for (const name of node.inputs ?? ["x"]) pbf.writeStringField(1, name);
  for (const name of node.outputs ?? ["y"]) pbf.writeStringField(2, name);
  if (node.name !== undefined) pbf.writeStringField(3, node.name);
  pbf.writeStringField(4, node.op);
  for (const attribute of node.attributes ?? []) pbf.writeMessage(5, writeAttribute, attribute);
  if (node.domain !== undefined) pbf.writeStringField(7, node.domain);
}

function writeAttribute(attribute: AttributeSpec, pbf: PbfWriter): void {
  pbf.writeStringField(1, attribute.name);
  if (attribute.f !== undefined) pbf.writeFloatField(2, attribute.f);
  if (attribute.i !== undefined) pbf.writeVarintField(3, attribute.i);
  if (attribute.s !== undefined) pbf.writeStringField(4, attribute.s);
  if (attribute.t !== undefined) pbf.writeMessage(5, writeTensor, attribute.t);
  if (attribute.graphNodes !== undefined) pbf.writeMessage(6, writeEmptyNodes, attribute.graphNodes);
  for (const value of attribute.floats ?? []) pbf.writeFloatField(7, value);
  for (const value of attribute.ints ?? []) pbf.writeVarintField(8, value);
}

function writeEmptyNodes(count: number, pbf: PbfWriter): void {
  for (let node = 0; node < count; node++) pbf.writeMessage(1, writeNode, { op: "Relu" });
}

function writeEntry([key, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeTensor(tensor: TensorSpec, pbf: PbfWriter): void {
  for (const size of tensor.dims) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, tensor.dataType ?? 1);
  if (tensor.floatData) pbf.writePackedFloat(4, tensor.floatData);
  if (tensor.int32Data) pbf.writePackedVarint(5, tensor.int32Data);
  if (tensor.int64Data) pbf.writePackedVarint(7, tensor.int64Data);
  if (tensor.name !== undefined) pbf.writeStringField(8, tensor.name);
  if (tensor.raw) pbf.writeBytesField(9, tensor.raw);
  if (tensor.doubleData) pbf.writePackedDouble(10, tensor.doubleData);
  for (const entry of Object.entries(tensor.place ?? {})) pbf.writeMessage(13, writeEntry, entry);
  if (tensor.external) pbf.writeVarintField(14, 1);
}

function writeInput(input: Declaration, pbf: PbfWriter): void {
  pbf.writeStringField(1, input.name);
  const { dims } = input;
  if (dims === undefined) return;
  const shape = (_: null, out: PbfWriter) => {
    for (const size of dims) out.writeMessage(1, writeDimension, size);
  };
  const tensorType = (_: null, out: PbfWriter) => out.writeMessage(2, shape, null);
  const type = (_: null, out: PbfWriter) => out.writeMessage(1, tensorType, null);
  pbf.writeMessage(2, type, null);
}

function writeDimension(size: number | string, pbf: PbfWriter): void {
  if (typeof size === "number") pbf.writeVarintField(1, size);
  else pbf.writeStringField(2, size);
}

/** A file that is a chain of dense layers. */
export function readDense(bytes: Uint8Array | ArrayBuffer, options?: OnnxOptions): LayeredNetwork {
  const network = readOnnx(bytes, options);
  if (network.kind !== "layered") throw new Error(`a model of ${network.layers.length} layers`);
  return network;
}

/** A file that is more than that. */
export function readModel(bytes: Uint8Array | ArrayBuffer, options?: OnnxOptions): ModelNetwork {
  const network = readOnnx(bytes, options);
  if (network.kind !== "model") throw new Error(`dense layers of widths ${network.widths}`);
  return network;
}
