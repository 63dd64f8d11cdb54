import { show } from "../../errors.ts";
import type { ModelLayer } from "../../networks/model/layer-types.ts";
import { Budget, fromTensor } from "./constants.ts";
import { invalidFile, isJoining, unsupported } from "./failures.ts";
import { fold } from "./fold.ts";
import { type InputShapes, placeInputs } from "./inputs.ts";
import { type Graph, isStandardDomain, type Model, type Node, type TensorDeclaration } from "./model.ts";
import { openWidth } from "./open-width.ts";
import { FOLDED_ONLY, needsSizes, OPERATORS } from "./operators.ts";
import { isOpen, layerOf, shapeOf } from "./signal.ts";
import { nodeLabel, type Rule, type Value, Walk } from "./walk.ts";

/** The layers of a model in the order of its nodes, and the names of those that are its outputs. */
interface GraphLayers {
  readonly layers: readonly ModelLayer[];
  readonly outputs: readonly string[];
}

/**
 * The layers of a model. Each tensor is worked out node by node in file order: a constant, or a signal that a layer
 * makes. Only layers that lead to an output are kept. Costs one pass over the nodes and one over each weight tensor.
 *
 * @throws PercolationError `unsupported-model` naming the node that has no layer, `invalid-file` when the graph
 * contradicts itself.
 */
export function graphLayers(file: Model, shapes: InputShapes): GraphLayers {
  try {
    return walkGraph(file, shapes, true);
  } catch (error) {
    // Where samples are joined, what stands at axis 0 was no batch, unless its size is open.
    if (!isJoining(error) || file.graph.inputs.every(({ shape }) => shape?.[0] === undefined)) throw error;
    return walkGraph(file, shapes, false);
  }
}

function walkGraph({ graph, opset }: Model, shapes: InputShapes, batches: boolean): GraphLayers {
  if (graph.hasSparseInitializer) throw unsupported("graph.sparse_initializer", "dense initializers", "a sparse one");
  const rules = graph.nodes.map(ruleOf);
  const walk = new Walk(opset, new Budget());
  for (const tensor of graph.initializers) walk.values.set(tensor.name, fromTensor(tensor));
  placeInputs(graph, walk, shapes, batches);
  const declared = new Map([...graph.declared, ...graph.outputs].map((each) => [each.name, each]));
  for (const [index, node] of graph.nodes.entries()) {
    const result = valuesOf(node, walk, rules[index] ?? ruleOf(node));
    for (const [position, name] of node.outputs.entries()) {
      define(walk, node, name, result[position] ?? { kind: "side output", label: nodeLabel(node) }, declared.get(name));
    }
  }
  return living(walk, outputLayers(graph, walk));
}

function valuesOf(node: Node, walk: Walk, rule: Rule): readonly Value[] {
  const inputs = node.inputs.flatMap((name) => (name === "" ? [] : (walk.values.get(name) ?? [])));
  if (inputs.length > 0 && inputs.length === node.inputs.filter((name) => name !== "").length) {
    const folded = inputs.every(({ kind }) => kind === "constant") ? fold(node, walk) : undefined;
    if (folded !== undefined) return [folded].flat();
  }
  for (const input of inputs) {
    if (input.kind === "signal" && isOpen(input) && needsSizes(node.operator)) throw openWidth(node, walk, input);
  }
  return [rule(node, walk)].flat();
}

function ruleOf(node: Node): Rule {
  const isStandard = isStandardDomain(node.domain);
  const rule = isStandard ? OPERATORS.get(node.operator) : undefined;
  if (rule !== undefined) return rule;
  const name = isStandard ? node.operator : `${node.domain}.${node.operator}`;
  const folds = isStandard && FOLDED_ONLY.has(node.operator);
  const refusal = () => unsupported(nodeLabel(node), expectationFor(node, folds), name.slice(0, 80));
  if (!folds) throw refusal();
  return () => {
    throw refusal();
  };
}

function expectationFor(node: Node, folds: boolean): string {
  if (folds) return `constants for ${node.operator}`;
  const subgraphs = node.attributes.flatMap(({ name, subgraphs }) => subgraphs.map((nodes) => ({ name, nodes })));
  if (subgraphs.length === 0)
    return "an operator of feed-forward networks (Conv, Gemm, MatMul, Add, Relu, Dropout, ...)";
  const places = subgraphs.slice(0, 4).map(({ name, nodes }) => `${name.slice(0, 40)} (${nodes} nodes)`);
  return `a network outside of subgraphs, not in ${places.join(" and ")}`;
}

function define(walk: Walk, node: Node, name: string, value: Value, declared: TensorDeclaration | undefined): void {
  if (name === "") return;
  if (walk.values.has(name)) throw invalidFile(nodeLabel(node), "a new output name", `${show(name)} again`);
  checkDeclared(node, value, declared);
  walk.values.set(name, value);
}

/** Where the file states a shape, the one worked out has to be the same, but for the batch. */
function checkDeclared(node: Node, value: Value, declared: TensorDeclaration | undefined): void {
  const shape = declared?.shape;
  if (shape === undefined || value.kind !== "signal" || isOpen(value)) return;
  const { dims, batch } = value;
  const fits = shape.every((size, axis) => axis === batch || size === undefined || size === dims[axis]);
  if (shape.length === dims.length && fits) return;
  const stated = shapeOf(shape.map((size) => size ?? -1));
  throw invalidFile(nodeLabel(node), `an output of shape ${stated}, as the file states`, shapeOf(dims));
}

function outputLayers(graph: Graph, walk: Walk): string[] {
  if (graph.outputs.length === 0) throw unsupported("graph.output", "an output", "none");
  const layers = graph.outputs.map(({ name }) => {
    const where = `output ${show(name)}`;
    const value = walk.values.get(name);
    if (value === undefined) throw invalidFile(where, "to come from a node", "an unknown name");
    if (value.kind !== "signal") throw unsupported(where, "to depend on the graph's input", `a ${value.kind}`);
    const place: Node = {
      index: 0,
      name: where,
      operator: "output",
      domain: "",
      inputs: [],
      outputs: [],
      attributes: [],
    };
    return layerOf(place, value);
  });
  return [...new Set(layers)];
}

/** The layers that lead to an output. The others made the statistics, gates and masks that are no paths. */
function living(walk: Walk, outputs: readonly string[]): GraphLayers {
  const alive = new Set(outputs);
  for (const layer of [...walk.layers].reverse()) {
    if (alive.has(layer.name)) for (const source of layer.from) alive.add(source);
  }
  const layers = walk.layers.filter(({ name }) => alive.has(name)).map((layer): ModelLayer => finished(walk, layer));
  if (layers.length < 2) throw unsupported("graph.output", "an output that a node makes", "the input itself");
  return { layers, outputs };
}

function finished(walk: Walk, layer: Walk["layers"][number]): ModelLayer {
  if (layer.type !== "input") return layer;
  const { from: _, ...input } = layer;
  const open = walk.openInputs.get(layer.name);
  if (open === undefined) return input;
  if (open.dims.includes(-1)) {
    const expected = "known sizes besides the batch (option inputShape)";
    throw unsupported(`input ${show(open.name)}`, expected, "an open dimension that no dense layer tells");
  }
  return { ...input, shape: open.dims.slice(1) };
}
