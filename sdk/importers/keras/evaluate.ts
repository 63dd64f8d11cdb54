import { show } from "../../errors.ts";
import { Fields } from "../fields.ts";
import { invalidFile, unsupported } from "../onnx/failures.ts";
import type { CallArguments, Reference } from "./arguments.ts";
import type { LayerCall } from "./call.ts";
import { type LayerConfig, layersOf, modelKind, tooLarge } from "./config.ts";
import { type FunctionalGraph, functionalGraph } from "./functional.ts";
import type { InputShapes } from "./inputs.ts";
import { isOrderFree } from "./order.ts";
import { ruleOf } from "./rules.ts";
import type { KerasBuilder, KerasTensor } from "./tensor.ts";

/** What a run over the layers of a file shares. */
export interface Run {
  readonly build: KerasBuilder;
  readonly inputs: InputShapes;
  /** Layers gone through so far: models within models may call each other more often than the file is long. */
  layers: number;
}

/** A model, or a model that is a layer of another: then `given` are the tensors it reads. */
interface Frame {
  readonly prefix: string;
  readonly depth: number;
  readonly given?: readonly KerasTensor[];
}

const MAX_DEPTH = 32;
const MAX_LAYERS = 500_000;

/** Builds the network of a model of the file, and gives its outputs. */
export function runModel(model: Fields, run: Run, frame: Frame = { prefix: "", depth: 0 }): KerasTensor[] {
  if (frame.depth > MAX_DEPTH) throw tooLarge(model.place, `at most ${MAX_DEPTH} models within each other`, "more");
  const kind = modelKind(model);
  if (kind === undefined) {
    const className = show(model.get("class_name"));
    throw unsupported(model.place, "a Sequential or Functional model, whose layers the file lists", className);
  }
  return kind === "sequential" ? [runSequential(model, run, frame)] : runFunctional(model, run, frame);
}

function runSequential(model: Fields, run: Run, frame: Frame): KerasTensor {
  const layers = layersOf(model);
  countLayers(layers.length, model, run);
  const [first, ...rest] = layers;
  if (first === undefined) throw invalidFile(model.place, "at least one layer", "none");
  if (frame.given !== undefined && frame.given.length !== 1) {
    throw invalidFile(model.place, "one tensor for a Sequential model", `${frame.given.length}`);
  }
  const isInput = first.className === "InputLayer";
  let tensor = frame.given?.[0] ?? run.inputs.forSequential(first, model, run.build, frame.prefix);
  const others = isInput ? rest : layers;
  others.forEach((layer, index) => {
    const orderFree = () => frame.depth === 0 && isOrderFree(others.slice(index + 1));
    tensor = single(callLayer(layer, noArguments(layer), [tensor], run, frame, orderFree), layer.place, 0);
  });
  return tensor;
}

function countLayers(count: number, { place }: Fields, run: Run): void {
  run.layers += count + 1;
  if (run.layers > MAX_LAYERS) throw tooLarge(place, `at most ${MAX_LAYERS} layers`, "more");
}

function noArguments(layer: LayerConfig): CallArguments {
  return { inputs: [], named: new Map(), constants: [], keywords: new Fields(layer.place, {}) };
}

function runFunctional(model: Fields, run: Run, frame: Frame): KerasTensor[] {
  const graph = functionalGraph(model);
  countLayers(graph.layers.size, model, run);
  const values = new Map<string, readonly KerasTensor[]>();
  if (frame.given !== undefined) bindInputs(graph, frame.given, values);
  else {
    for (const layer of graph.layers.values()) {
      if (layer.className !== "InputLayer") continue;
      values.set(`${layer.name}/0`, [run.inputs.forInput(layer, run.build, frame.prefix)]);
    }
  }
  return graph.outputs.map((output) => resolveValue(output, graph, values, run, frame));
}

function bindInputs(
  graph: FunctionalGraph,
  given: readonly KerasTensor[],
  values: Map<string, readonly KerasTensor[]>,
): void {
  if (given.length !== graph.inputs.length) {
    throw invalidFile(graph.place, `${graph.inputs.length} tensors to read`, `${given.length}`);
  }
  graph.inputs.forEach((input, index) => {
    const tensor = given[index];
    if (tensor !== undefined) values.set(`${input.layer}/${input.node}`, [tensor]);
  });
}

/** The value of one tensor, after all it depends on; without recursion, since models may be long. */
function resolveValue(
  wanted: Reference,
  graph: FunctionalGraph,
  values: Map<string, readonly KerasTensor[]>,
  run: Run,
  frame: Frame,
): KerasTensor {
  const stack = [wanted];
  const open = new Set<string>();
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const key = keyOf(top);
    if (values.has(key)) {
      stack.pop();
      continue;
    }
    const { layer, call } = graph.find(top);
    const missing = call.inputs.filter((input) => !values.has(keyOf(input)));
    if (missing.length === 0) {
      const read = (input: Reference) => single(values.get(keyOf(input)) ?? [], layer.place, input.tensor);
      const orderFree = () => frame.depth === 0 && graph.isOrderFree(layer.name);
      values.set(key, callLayer(layer, call, call.inputs.map(read), run, frame, orderFree));
      stack.pop();
    } else if (open.has(key)) {
      throw invalidFile(layer.place, "layers without a cycle", "a layer that reads its own output");
    } else {
      open.add(key);
      stack.push(...missing.reverse());
    }
  }
  return single(values.get(keyOf(wanted)) ?? [], graph.place, wanted.tensor);
}

function keyOf({ layer, node }: Reference): string {
  return `${layer}/${node}`;
}

function single(tensors: readonly KerasTensor[], place: string, number: number): KerasTensor {
  const tensor = tensors[number];
  if (tensor !== undefined) return tensor;
  throw unsupported(place, `tensors that are made by layers read here`, `output ${number} of ${tensors.length}`);
}

function callLayer(
  layer: LayerConfig,
  call: CallArguments,
  inputs: readonly KerasTensor[],
  run: Run,
  frame: Frame,
  isOrderFree: () => boolean,
): readonly KerasTensor[] {
  const name = frame.prefix + layer.name;
  if (modelKind(layer.entry) !== undefined) {
    return runModel(layer.entry, run, { prefix: `${name.slice(-100)}/`, depth: frame.depth + 1, given: inputs });
  }
  const named = new Map<string, KerasTensor>();
  for (const [keyword, reference] of call.named) {
    const tensor = inputs[call.inputs.indexOf(reference)];
    if (tensor !== undefined) named.set(keyword, tensor);
  }
  const whole: LayerCall = {
    ...{ name, place: layer.place, className: layer.className, fields: layer.fields },
    ...{ inputs, named, constants: call.constants, keywords: call.keywords },
    get orderFree() {
      return isOrderFree();
    },
  };
  return [ruleOf(whole)(whole, run.build)];
}
