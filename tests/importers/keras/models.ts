import { readFileSync } from "node:fs";
import { PercolationError } from "../../../sdk/errors.ts";
import { type KerasOptions, readKeras } from "../../../sdk/importers/keras.ts";
import type { ModelLayer } from "../../../sdk/networks/model/layer-types.ts";
import { type ModelNetwork, resolveModel } from "../../../sdk/networks/model/model.ts";

export interface KerasLayer {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  inbound_nodes?: unknown;
}

/** A layer as Keras writes it; `from` are the layers it reads in a Functional model. */
export function layer(className: string, name: string, config: object = {}, from?: readonly string[]): KerasLayer {
  const read = from?.map((source) => [source, 0, 0, {}]);
  const inbound = read === undefined ? {} : { inbound_nodes: read.length === 0 ? [] : [read] };
  return { class_name: className, name, config: { name, ...config }, ...inbound };
}

export function input(name: string, shape: readonly (number | null)[]): KerasLayer {
  return layer("InputLayer", name, { batch_input_shape: [null, ...shape] }, []);
}

export function sequential(shape: readonly (number | null)[], ...layers: KerasLayer[]) {
  return { class_name: "Sequential", config: { name: "model", layers: [input("x", shape), ...layers] } };
}

export function functional(layers: readonly KerasLayer[], inputs: readonly string[], outputs: readonly string[]) {
  const tensors = (names: readonly string[]) => names.map((name) => [name, 0, 0]);
  const config = { name: "model", layers, input_layers: tensors(inputs), output_layers: tensors(outputs) };
  return { class_name: "Functional", config };
}

/** The model read from Keras JSON; a layered network fails the test. */
export function readAsModel(json: object | string | Uint8Array, options: KerasOptions = {}): ModelNetwork {
  const network = readKeras(json, options);
  if (network.kind !== "model") throw new Error("expected a model");
  return network;
}

/** A layer of a network, by its name. */
export function find(network: ModelNetwork, name: string): ModelLayer {
  const found = network.layers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no layer ${name} among ${network.layers.map((each) => each.name)}`);
  return found;
}

/** The shapes of all layers, by their names. */
export function shapesOf(network: ModelNetwork): Record<string, readonly number[]> {
  const { shapes } = resolveModel(network);
  return Object.fromEntries(network.layers.map((each, index) => [each.name ?? "", shapes[index] ?? []]));
}

export function countOf(network: ModelNetwork, type: ModelLayer["type"]): number {
  return network.layers.filter((each) => each.type === type).length;
}

/** Weights without biases, as published parameter counts have them. */
export function weightsOf(network: ModelNetwork): { convolutions: number; dense: number; outputs: number } {
  const { shapes, sources } = resolveModel(network);
  const sum = { convolutions: 0, dense: 0, outputs: 0 };
  network.layers.forEach((each, index) => {
    const channels = shapes[sources[index]?.[0] ?? 0]?.[0] ?? 1;
    if (each.type === "dense") {
      sum.dense += channels * each.units;
      sum.outputs += each.units;
    } else if (each.type === "conv1d" || each.type === "conv2d" || each.type === "conv3d") {
      const kernel = [each.kernel].flat().reduce((product, size) => product * size, 1);
      sum.convolutions += (channels / (each.groups ?? 1)) * each.channels * kernel;
      sum.outputs += each.channels;
    }
  });
  return sum;
}

/** The error's code and message as one line, or "network". Any other error fails the test. */
export function outcome(read: () => unknown): string {
  try {
    read();
    return "network";
  } catch (error) {
    if (error instanceof PercolationError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

export function data(name: string): string {
  return readFileSync(`tests/data/models/${name}`, "utf8");
}
