import { PercolationError, show } from "../../errors.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Attribute, Node, Tensor } from "./model.ts";
import type { Shape } from "./shape.ts";
import { elementCount } from "./tensor.ts";

/** A tensor computed from the network's input, placed in the layer whose neurons it describes. */
export interface Signal {
  kind: "signal";
  /** 0 for the inputs; each dense layer adds one. */
  layer: number;
  /** One value per neuron, or a statistic over the neurons of the layer, such as a mean. */
  content: "neurons" | "statistic";
  shape: Shape;
  /** What the Dropout nodes passed in this layer add up to; absent when there was none. */
  dropout?: { rate: number; label: string };
}

/** What a tensor name stands for. */
export type Value = Signal | { kind: "constant"; tensor: Tensor } | { kind: "side output"; label: string };

export interface DenseLayer {
  fanIn: number;
  fanOut: number;
  connections: Uint8Array | null;
  /** The dropout rate of the neurons that the layer reads. */
  dropRate: number | undefined;
}

/** The state of the pass over the nodes. */
export interface Walk {
  readonly opset: number;
  readonly values: Map<string, Value>;
  readonly layers: DenseLayer[];
  /** How many elements of constants were read so far. */
  elements: number;
}

/** Gives the value of a node's first output. */
export type Rule = (node: Node, walk: Walk) => Value;

export function nodeLabel(node: Node): string {
  return `node ${node.name === "" ? `#${node.index}` : show(node.name)} (${node.operator.slice(0, 40)})`;
}

export function hasInput(node: Node, position: number): boolean {
  return (node.inputs[position] ?? "") !== "";
}

export function valueAt(node: Node, walk: Walk, position: number): Value {
  const name = node.inputs[position] ?? "";
  if (name === "") throw invalidFile(nodeLabel(node), `an input at position ${position}`, "none");
  const value = walk.values.get(name);
  if (value === undefined) {
    const expected = `input ${show(name)} to come from an earlier node, an initializer or the graph's input`;
    throw invalidFile(nodeLabel(node), expected, "a cycle, a node out of order or an unknown name");
  }
  if (value.kind !== "side output") return value;
  throw unsupported(
    nodeLabel(node),
    "the first output of another node",
    `${show(name)}, a side output of ${value.label}`,
  );
}

export function signalAt(node: Node, walk: Walk, position: number): Signal {
  const value = valueAt(node, walk, position);
  if (value.kind === "signal") return value;
  throw unsupported(nodeLabel(node), `input ${position} to depend on the graph's input`, "a constant");
}

export function neuronsAt(node: Node, walk: Walk, position: number): Signal {
  const signal = signalAt(node, walk, position);
  if (signal.content === "neurons") return signal;
  throw unsupported(nodeLabel(node), "one value per neuron", `a statistic over layer ${signal.layer}`);
}

export function constantAt(node: Node, walk: Walk, position: number): Tensor {
  const value = valueAt(node, walk, position);
  if (value.kind === "constant") return value.tensor;
  throw unsupported(
    nodeLabel(node),
    `a constant as input ${position}`,
    `${show(node.inputs[position])}, a computed tensor`,
  );
}

/** A file that uses one large tensor many times would otherwise cost far more time than its size says. */
const MOST_ELEMENTS = 2 ** 28;

/** Counts a constant that is about to be read. */
export function countElements(walk: Walk, tensor: Tensor): void {
  walk.elements += elementCount(tensor);
  if (walk.elements <= MOST_ELEMENTS) return;
  const message = `model: expected at most ${MOST_ELEMENTS} weights and other constants in all, got more`;
  throw new PercolationError("too-large", message, { field: "model" });
}

export function attributeOf(node: Node, name: string): Attribute | undefined {
  return node.attributes.find((attribute) => attribute.name === name);
}

/** An integer attribute. Writers of protobuf 3 leave out the value when it is 0. */
export function integerAttribute(node: Node, name: string, fallback: number): number {
  const attribute = attributeOf(node, name);
  return attribute === undefined ? fallback : (attribute.integer ?? 0);
}

export function floatAttribute(node: Node, name: string, fallback: number): number {
  const attribute = attributeOf(node, name);
  return attribute === undefined ? fallback : (attribute.float ?? 0);
}
