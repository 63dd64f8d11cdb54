import { show } from "../../errors.ts";
import { invalidFile, unsupported } from "./failures.ts";
import { type Graph, isStandardDomain, type Model, type Node } from "./model.ts";
import { OPERATORS } from "./operators.ts";
import { MOST_AXES } from "./shape.ts";
import { type DenseLayer, nodeLabel, type Rule, type Value, type Walk } from "./walk.ts";

/**
 * The dense layers of a model, in order. Each tensor is placed in the layer whose neurons it describes, node
 * by node in file order; a dense operator opens the next layer, and every other operator must stay in its own.
 * Costs one pass over the nodes and one over each weight matrix.
 *
 * @throws PercolationError `unsupported-model` naming the node that has no place in such a chain,
 * `invalid-file` when the graph contradicts itself.
 */
export function denseLayers({ graph, opset }: Model): readonly DenseLayer[] {
  if (graph.hasSparseInitializer) throw unsupported("graph.sparse_initializer", "dense initializers", "a sparse one");
  const walk: Walk = { opset, values: initialValues(graph), layers: [], elements: 0 };
  for (const node of graph.nodes) {
    const value = ruleOf(node)(node, walk);
    for (const [position, name] of node.outputs.entries()) {
      define(walk, node, name, position === 0 ? value : { kind: "side output", label: nodeLabel(node) });
    }
  }
  checkOutput(graph, walk);
  return walk.layers;
}

function initialValues(graph: Graph): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const tensor of graph.initializers) values.set(tensor.name, { kind: "constant", tensor });
  // Before version 4 of the format, initializers were listed among the inputs too.
  const inputs = graph.inputs.filter(({ name }) => !values.has(name));
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) throw unsupported("graph.input", "one input", `${inputs.length}`);
  const rank = input.shape?.length ?? 0;
  if (rank > MOST_AXES) throw unsupported("graph.input", `at most ${MOST_AXES} dimensions`, `${rank}`);
  const shape = rank === 0 ? undefined : input.shape;
  values.set(input.name, { kind: "signal", layer: 0, content: "neurons", shape });
  return values;
}

function ruleOf(node: Node): Rule {
  const rule = isStandardDomain(node.domain) ? OPERATORS.get(node.operator) : undefined;
  if (rule !== undefined) return rule;
  const name = isStandardDomain(node.domain) ? node.operator : `${node.domain}.${node.operator}`;
  throw unsupported(
    nodeLabel(node),
    "a dense-layer operator (Gemm, MatMul, Add, Relu, Dropout, ...)",
    name.slice(0, 80),
  );
}

function define(walk: Walk, node: Node, name: string, value: Value): void {
  if (name === "") return;
  if (walk.values.has(name)) throw invalidFile(nodeLabel(node), "a new output name", `${show(name)} again`);
  walk.values.set(name, value);
}

function checkOutput(graph: Graph, walk: Walk): void {
  const [output] = graph.outputs;
  if (output === undefined || graph.outputs.length > 1) {
    throw unsupported("graph.output", "one output", `${graph.outputs.length}`);
  }
  const where = `output ${show(output.name)}`;
  const value = walk.values.get(output.name);
  if (value === undefined) throw invalidFile(where, "to come from a node", "an unknown name");
  const last = walk.layers.length;
  if (value.kind !== "signal" || value.content !== "neurons" || value.layer !== last || last === 0) {
    throw unsupported(
      where,
      "the neurons of the last dense layer",
      `${last === 0 ? "no dense layer" : "another tensor"}`,
    );
  }
  if (value.dropout !== undefined) {
    throw unsupported(value.dropout.label, "a Dropout on inputs or hidden neurons", "one on the outputs");
  }
}
