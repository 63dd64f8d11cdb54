import { PercolationError, show } from "../../errors.ts";
import type { ModelLayer } from "../../networks/model/layer-types.ts";
import { type Budget, type Constant, checkConstant, numbersOf } from "./constants.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Attribute, Node } from "./model.ts";
import type { Signal } from "./signal.ts";

/** What a tensor name stands for. */
export type Value = Signal | Constant | RemovalMask | { readonly kind: "side output"; readonly label: string };

/** What a Dropout makes of a constant: a random mask, to be multiplied with a signal. */
export interface RemovalMask {
  readonly kind: "removal mask";
  readonly dims: readonly number[];
  readonly drop: number;
}

/** A layer without its name and sources. */
type LayerSpec = Unnamed<ModelLayer>;
type Unnamed<Layer> = Layer extends ModelLayer ? Omit<Layer, "name" | "from"> : never;

/** Gives the values of a node's outputs, or of the first one. */
export type Rule = (node: Node, walk: Walk) => Value | readonly Value[];

/** The most layers that are made, those that no output needs included. */
const MOST_LAYERS = 100_000;
/** The longest name of a layer. */
const LONGEST_NAME = 180;

/** The state of the pass over the nodes. */
export class Walk {
  readonly opset: number;
  readonly budget: Budget;
  readonly values = new Map<string, Value>();
  readonly layers: (LayerSpec & { readonly name: string; readonly from: readonly string[] })[] = [];
  /** The dims of inputs whose width is not known before a dense layer reads them, by the input's layer. */
  readonly openInputs = new Map<string, { readonly name: string; readonly dims: number[] }>();
  readonly #names = new Map<string, number>();
  /** How often a name was wanted, so that finding a free one does not begin anew. */
  readonly #copies = new Map<string, number>();
  readonly #arranged = new Map<string, string>();

  constructor(opset: number, budget: Budget) {
    this.opset = opset;
    this.budget = budget;
  }

  /** Adds a layer under a name that no other has, and returns that name. */
  emit(wanted: string, layer: LayerSpec, from: readonly string[]): string {
    if (this.layers.length === MOST_LAYERS) {
      throw new PercolationError("too-large", `model: expected at most ${MOST_LAYERS} layers, got more`, {
        field: "model",
      });
    }
    const name = this.#uniqueName(wanted.slice(0, LONGEST_NAME));
    this.#names.set(name, this.layers.length);
    this.layers.push({ ...layer, name, from });
    return name;
  }

  /** Adds a layer that only arranges another anew, once for all who ask for it. */
  emitOnce(wanted: string, layer: LayerSpec, from: string): string {
    const key = JSON.stringify([from, layer]);
    const name = this.#arranged.get(key) ?? this.emit(wanted, layer, [from]);
    this.#arranged.set(key, name);
    return name;
  }

  /** The number of a layer, which rises in the order of their making. */
  numberOf(layer: string): number {
    return this.#names.get(layer) ?? -1;
  }

  #uniqueName(wanted: string): string {
    let name = wanted;
    let number = this.#copies.get(wanted) ?? 1;
    while (this.#names.has(name)) name = `${wanted}-${++number}`;
    this.#copies.set(wanted, number);
    return name;
  }
}

/** How a node's layers are called: as the node, or as its first output where it has no name. */
export function layerName(node: Node): string {
  return node.name || node.outputs.find((output) => output !== "") || `${node.operator}-${node.index}`;
}

export function nodeLabel(node: Node): string {
  return `node ${node.name === "" ? `#${node.index}` : show(node.name)} (${node.operator.slice(0, 40)})`;
}

export function hasInput(node: Node, position: number): boolean {
  return (node.inputs[position] ?? "") !== "";
}

export function valueAt(node: Node, walk: Walk, position: number): Signal | Constant | RemovalMask {
  const name = node.inputs[position] ?? "";
  if (name === "") throw invalidFile(nodeLabel(node), `an input at position ${position}`, "none");
  const value = walk.values.get(name);
  if (value === undefined) {
    const expected = `input ${show(name)} to come from an earlier node, an initializer or the graph's input`;
    throw invalidFile(nodeLabel(node), expected, "a cycle, a node out of order or an unknown name");
  }
  if (value.kind !== "side output") return value;
  const actual = `${show(name)}, a side output of ${value.label}`;
  throw unsupported(nodeLabel(node), "the first output of another node", actual);
}

export function signalAt(node: Node, walk: Walk, position: number): Signal {
  const value = valueAt(node, walk, position);
  if (value.kind === "signal") return value;
  const actual = value.kind === "constant" ? "a constant" : "a random mask";
  throw unsupported(nodeLabel(node), `input ${position} to depend on the graph's input`, actual);
}

export function constantAt(node: Node, walk: Walk, position: number): Constant {
  const value = valueAt(node, walk, position);
  if (value.kind === "constant") return value;
  const actual = `${show(node.inputs[position])}, a computed tensor`;
  throw unsupported(nodeLabel(node), `a constant as input ${position}`, actual);
}

/** The numbers of an input that is there and constant. */
export function numbersAt(node: Node, walk: Walk, position: number, most = 4096): readonly number[] {
  return numbersOf(constantAt(node, walk, position), walk.budget, most);
}

/** Numbers that are an input in newer versions of an operator and an attribute in older ones. */
export function listAt(node: Node, walk: Walk, position: number, attribute: string): readonly number[] | undefined {
  if (hasInput(node, position)) return numbersAt(node, walk, position, 64);
  const found = attributeOf(node, attribute);
  return found === undefined ? undefined : found.integers;
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

export function textAttribute(node: Node, name: string, fallback: string): string {
  const attribute = attributeOf(node, name);
  return attribute === undefined ? fallback : (attribute.text ?? "");
}

/** An axis counted from the front. */
export function axisOf(node: Node, axis: number, rank: number): number {
  const found = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(found) && found >= 0 && found < rank) return found;
  throw invalidFile(nodeLabel(node), `an axis of ${rank}`, String(axis));
}

/** Checks the constants among a node's inputs from `position` on, such as biases, whose numbers do not matter. */
export function checkConstants(node: Node, walk: Walk, position: number): void {
  for (let at = position; at < node.inputs.length; at++) {
    if (hasInput(node, at)) checkConstant(constantAt(node, walk, at), walk.budget);
  }
}
