import { badInput, show } from "../../errors.ts";
import { unsupported } from "./failures.ts";
import type { Graph, TensorDeclaration } from "./model.ts";
import { type Signal, shapeOf } from "./signal.ts";
import { MOST_AXES } from "./tensor.ts";
import type { Walk } from "./walk.ts";

/** Sizes of the axes of inputs, without the batch. */
export interface InputShapes {
  /** Of the only input. */
  readonly inputShape?: readonly number[] | undefined;
  /** Of each input that is named. */
  readonly inputShapes?: Readonly<Record<string, readonly number[]>> | undefined;
}

/**
 * Places the inputs of a graph, which are not initializers, among the values.
 *
 * @param batches - Whether axis 0 is the batch even where the file states its size.
 */
export function placeInputs(graph: Graph, walk: Walk, given: InputShapes, batches: boolean): void {
  // Before version 4 of the format, initializers were listed among the inputs too.
  const inputs = graph.inputs.filter(({ name }) => !walk.values.has(name));
  if (inputs.length === 0) throw unsupported("graph.input", "an input", "none");
  checkGiven(inputs, given);
  for (const input of inputs) {
    const shape = given.inputShapes?.[input.name] ?? given.inputShape;
    walk.values.set(input.name, inputSignal(walk, input, shape, batches));
  }
}

function checkGiven(inputs: readonly TensorDeclaration[], { inputShape, inputShapes }: InputShapes): void {
  if (inputShape !== undefined) {
    if (inputs.length > 1) throw badInput("options.inputShape", `inputShapes, for ${inputs.length} inputs`, inputShape);
    checkShape(inputShape, "options.inputShape");
  }
  if (inputShapes === undefined) return;
  if (inputShapes === null || typeof inputShapes !== "object") {
    throw badInput("options.inputShapes", "an object with a shape for each input", inputShapes);
  }
  for (const [name, shape] of Object.entries(inputShapes)) {
    if (!inputs.some((input) => input.name === name)) {
      const names = inputs.slice(0, 8).map((input) => show(input.name));
      throw badInput("options.inputShapes", `names of inputs (${names.join(", ")})`, name);
    }
    checkShape(shape, `options.inputShapes[${show(name)}]`);
  }
}

function checkShape(shape: unknown, field: string): void {
  const isSize = (size: unknown) => Number.isInteger(size) && Number(size) >= 1 && Number(size) <= 2 ** 24;
  if (!Array.isArray(shape) || shape.length > MOST_AXES || !shape.every(isSize)) {
    throw badInput(field, "an array of sizes, without the batch", shape);
  }
}

function inputSignal(
  walk: Walk,
  { name, shape }: TensorDeclaration,
  given: readonly number[] | undefined,
  batches: boolean,
): Signal {
  const dims = dimsOf(name, shape, given);
  const hasBatch = batches || shape?.[0] === undefined;
  const order = [...dims.keys()].slice(hasBatch || dims[0] === 1 ? 1 : 0);
  if (order.length > 6) throw unsupported("graph.input", "at most 6 dimensions besides the batch", `${order.length}`);
  const sizes = order.map((axis) => dims[axis] ?? 1);
  const layer = walk.emit(name || "input", { type: "input", shape: sizes.length === 0 ? [1] : sizes }, []);
  if (dims.includes(-1)) walk.openInputs.set(layer, { name, dims });
  return {
    kind: "signal",
    dims,
    batch: hasBatch && dims.length > 0 ? 0 : -1,
    layer,
    order,
    core: layer,
    label: `input ${show(name)}`,
    gate: false,
    shift: 0,
    statisticOf: null,
    softmax: null,
    causal: false,
  };
}

/** The dims of an input with a batch of one sample where the file leaves it open. */
function dimsOf(name: string, shape: TensorDeclaration["shape"], given: readonly number[] | undefined): number[] {
  if ((shape?.length ?? 0) > MOST_AXES) {
    throw unsupported("graph.input", `at most ${MOST_AXES} dimensions`, `${shape?.length}`);
  }
  if (shape === undefined) return given === undefined ? [1, -1] : [1, ...given];
  if (shape.length === 0) return [];
  const [batch = 1, ...declared] = shape;
  if (given !== undefined) {
    const fits =
      given.length === declared.length && declared.every((size, axis) => (size ?? given[axis]) === given[axis]);
    if (!fits)
      throw badInput("options.inputShape", `sizes for ${textOf(declared)}, as input ${show(name)}`, textOf(given));
    return [batch, ...given];
  }
  const open = declared.flatMap((size, axis) => (size === undefined ? [axis + 1] : []));
  if (open.length === 0) return [batch, ...declared.map((size) => size ?? 1)];
  if (declared.length === 1) return [batch, -1];
  const actual = `dimension ${open.join(" and ")} open in ${textOf(shape)}`;
  throw unsupported(`input ${show(name)}`, "known sizes besides the batch (option inputShape)", actual);
}

function textOf(sizes: readonly (number | undefined)[]): string {
  return shapeOf(sizes.map((size) => size ?? -1));
}
