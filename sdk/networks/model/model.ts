import * as v from "valibot";
import type { Rate } from "../../engine/layers.ts";
import { badInput, PercolationError } from "../../errors.ts";
import { check } from "../check.ts";
import { CERTAIN, dropping, keeping } from "../removal.ts";
import type { LayerType, ModelLayer, RemovalLayer } from "./layer-types.ts";
import { layerTypes, schemaOf } from "./schemas.ts";
import { product, type Shape, type ShapeRule, shapeText } from "./shapes/rule.ts";
import { shapeRules } from "./shapes.ts";

/** A network of layers of any kind, each reading layers before it: plain data, to be made by {@link model}. */
export interface ModelNetwork {
  readonly kind: "model";
  readonly layers: readonly ModelLayer[];
  /** Names of the layers whose elements are outputs. */
  readonly outputs: readonly string[];
}

/** What {@link model} takes besides the layers. */
export interface ModelOptions {
  /** The layer or layers whose elements are outputs, by name; the last layer unless given. */
  readonly outputs?: string | readonly string[];
}

const MAX_LAYERS = 100_000;
/** Elements of one layer: their words have to fit in 2 GiB. */
const MAX_ELEMENTS = 2 ** 27;

const LAYERS = `an array of 1..${MAX_LAYERS} layers`;
const OUTPUTS = "the name of a layer or an array of them";

export const modelSchema = v.strictObject({
  kind: v.literal("model"),
  layers: v.pipe(v.array(v.unknown(), LAYERS), v.minLength(1, LAYERS), v.maxLength(MAX_LAYERS, LAYERS)),
  outputs: v.optional(
    v.lazy((input) => (Array.isArray(input) ? v.array(v.string(OUTPUTS), OUTPUTS) : v.string(OUTPUTS))),
  ),
});

/**
 * Describes a network of layers of any kind: convolutions, residual connections, attention, and every kind
 * of removal by its own name.
 *
 * A layer reads the layer before it in the list unless `from` names others, which must stand before it.
 * Shapes are [channels, ...space] without a batch: a vector [features], a sequence [features, tokens], an
 * image [channels, height, width]. A weight or window that is used at many positions is stored once; no list of
 * connections is ever built. Signals that are constant, such as biases, are no paths.
 *
 * @param layers - 1 to 100000 layers, of which at least one is an input.
 * @param options - Which layers are outputs; the last one unless given.
 * @returns A plain, JSON-serialisable object, to be put into any query, with names, sources and defaults
 *   filled in.
 * @throws PercolationError `invalid-input`, naming the layer: unknown types and fields, values out of range,
 *   shapes that do not fit; `too-large` for a layer of more than 2^27 elements.
 *
 * @example
 * import { model, pathProbability } from "percolation";
 * const network = model([
 *   { type: "input", shape: [3, 32, 32] },
 *   { type: "conv2d", channels: 16, kernel: 3, padding: 1, name: "stem" },
 *   { type: "conv2d", channels: 16, kernel: 3, padding: 1 },
 *   { type: "channel-dropout", drop: 0.5 },
 *   { type: "add", from: ["stem", "channel-dropout-3"] },
 *   { type: "global-pool" },
 *   { type: "dense", units: 10 },
 * ]);
 * pathProbability(network).probability; // => 1
 */
export function model(layers: readonly ModelLayer[], options: ModelOptions = {}): ModelNetwork {
  if (typeof options !== "object" || options === null) throw badInput("options", "an object", options);
  return checkModel({ ...options, kind: "model", layers });
}

/** What was found of models when they were checked. */
const found = new WeakMap<ModelNetwork, ResolvedModel>();

/** A model in canonical form. */
export function checkModel(value: unknown): ModelNetwork {
  const model = resolveModel(value);
  found.set(model.network, model);
  return model.network;
}

/** A model in canonical form as it was when it was checked: enough for estimates, without checking it again. */
export function checkedModel(network: ModelNetwork): ResolvedModel {
  return found.get(network) ?? resolveModel(network);
}

/** A checked model with the shape of every layer's output. */
export interface ResolvedModel {
  readonly network: ModelNetwork;
  readonly shapes: readonly Shape[];
  /** Of each layer, the numbers of those it reads. */
  readonly sources: readonly (readonly number[])[];
  /** The numbers of the output layers. */
  readonly outputs: readonly number[];
}

export function resolveModel(value: unknown): ResolvedModel {
  const { layers: given, outputs: named } = check(modelSchema, value, "network");
  const numbers = new Map<string, number>();
  const layers: ModelLayer[] = [];
  const shapes: Shape[] = [];
  const sources: number[][] = [];
  given.forEach((each, index) => {
    const layer = checkLayer(each, index);
    const field = fieldOf(layer);
    if (numbers.has(nameOf(layer)))
      throw badInput(`network.layers[${index}].name`, "a name no other layer has", nameOf(layer));
    const from = sourcesOf(layer, layers, numbers, field);
    const { shape, filled } = resolve(
      layer,
      from.map((source) => shapes[source] ?? []),
      field,
    );
    if (product(shape) > MAX_ELEMENTS) throw tooLarge(field, shape);
    numbers.set(nameOf(layer), index);
    const read = layer.type === "input" ? {} : { from: from.map((source) => nameOf(layers[source])) };
    layers.push(canonical({ ...layer, ...read, ...filled }));
    shapes.push(shape);
    sources.push(from);
  });
  if (!layers.some(({ type }) => type === "input")) throw badInput("network.layers", "at least one input", given);
  const outputs = outputsOf(named, layers, numbers);
  const network: ModelNetwork = { kind: "model", layers, outputs: outputs.map((output) => nameOf(layers[output])) };
  return { network, shapes, sources, outputs };
}

function checkLayer(value: unknown, index: number): ModelLayer {
  const at = `network.layers[${index}]`;
  if (typeof value !== "object" || value === null) throw badInput(at, "a layer", value);
  const type = "type" in value ? value.type : undefined;
  if (typeof type !== "string" || !(layerTypes as string[]).includes(type)) {
    throw badInput(`${at}.type`, `one of ${layerTypes.map((each) => JSON.stringify(each)).join(", ")}`, type);
  }
  const named = { ...value, name: "name" in value && value.name !== undefined ? value.name : `${type}-${index}` };
  const field = typeof named.name === "string" ? `network.layers[${JSON.stringify(named.name.slice(0, 60))}]` : at;
  const layer = check(schemaOf(type as LayerType), named, field) as unknown as ModelLayer;
  checkRates(layer, field);
  return layer;
}

/** Of each pair of drop and keep at most one is given, and exactly one where a layer only removes. */
function checkRates(layer: ModelLayer, field: string): void {
  for (const kind of ["", "Bonds", "Attention"]) {
    const [drop, keep] = [`drop${kind}`, `keep${kind}`] as const;
    const given = layer as unknown as Readonly<Record<string, number | undefined>>;
    if (given[drop] !== undefined && given[keep] !== undefined) {
      throw badInput(`${field}.${keep}`, `none, since ${drop} is given`, given[keep]);
    }
  }
  if (isRemoval(layer) && layer.drop === undefined && layer.keep === undefined) {
    throw badInput(`${field}.drop`, "a number in 0..1, or keep", undefined);
  }
}

const REMOVALS: readonly string[] = ["dropout", "channel-dropout", "drop-block", "stochastic-depth"];

/** Whether a layer removes at random and does nothing else. */
export function isRemoval(layer: ModelLayer): layer is RemovalLayer {
  return REMOVALS.includes(layer.type);
}

/** The rate of a layer's elements, weights or attention weights, whichever of drop and keep is given. */
export function rateOf(drop: number | undefined, keep: number | undefined): Rate {
  if (drop !== undefined) return dropping(drop);
  return keep === undefined ? CERTAIN : keeping(keep);
}

/** The name of a checked layer. */
export function nameOf(layer: ModelLayer | undefined): string {
  return layer?.name ?? "";
}

/** How messages call a layer. */
export function fieldOf(layer: ModelLayer): string {
  return `network.layers[${JSON.stringify(nameOf(layer).slice(0, 60))}]`;
}

/** The numbers of the layers that a layer reads. */
function sourcesOf(
  layer: ModelLayer,
  before: readonly ModelLayer[],
  numbers: ReadonlyMap<string, number>,
  field: string,
): number[] {
  if (layer.type === "input") {
    if (layer.from !== undefined) throw badInput(`${field}.from`, "none for an input", layer.from);
    return [];
  }
  const names = layer.from ?? before.slice(-1).map(nameOf);
  const given = typeof names === "string" ? [names] : names;
  if (given.length === 0) throw badInput(`${field}.from`, "a layer before it", layer.from);
  return given.map((each, index) => {
    const number = numbers.get(each);
    const at = typeof names === "string" ? `${field}.from` : `${field}.from[${index}]`;
    if (number === undefined) throw badInput(at, "the name of a layer before it", each);
    return number;
  });
}

/** The shape of one layer behind others of these shapes. */
export function resolveShape(layer: ModelLayer, inputs: readonly Shape[]): Shape {
  const checked = checkLayer(layer, 0);
  return resolve(checked, inputs, fieldOf(checked)).shape;
}

function resolve(layer: ModelLayer, inputs: readonly Shape[], field: string) {
  const rule = shapeRules[layer.type] as ShapeRule<LayerType>;
  return rule(layer, inputs, field);
}

function outputsOf(
  named: string | readonly string[] | undefined,
  layers: readonly ModelLayer[],
  numbers: ReadonlyMap<string, number>,
): number[] {
  if (named === undefined) return [layers.length - 1];
  const names = typeof named === "string" ? [named] : named;
  if (names.length === 0) throw badInput("network.outputs", "at least one name", names);
  const seen = new Set<number>();
  return names.map((each, index) => {
    const number = numbers.get(each);
    const at = `network.outputs${typeof named === "string" ? "" : `[${index}]`}`;
    if (number === undefined) throw badInput(at, "the name of a layer", each);
    if (seen.has(number)) throw badInput(at, "each layer once", each);
    seen.add(number);
    return number;
  });
}

/**
 * Fields that are not given or empty are left out of the canonical form. The others are in the order of the schema: however a
 * layer was written, the canonical form is the same text.
 */
function canonical(layer: Readonly<Record<string, unknown>>): ModelLayer {
  const names = Object.keys(schemaOf(layer.type as LayerType).entries);
  const entries = names.map((name) => [name, layer[name]]).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as unknown as ModelLayer;
}

function tooLarge(field: string, shape: Shape): PercolationError {
  const message = `${field}: expected at most ${MAX_ELEMENTS} elements, got shape ${shapeText(shape)}`;
  return new PercolationError("too-large", message, { field });
}
