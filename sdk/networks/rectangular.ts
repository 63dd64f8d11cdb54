import * as v from "valibot";
import type { Layer } from "../engine/layers.ts";
import { asObject, check, integer } from "./check.ts";
import { width } from "./layered.ts";
import { CERTAIN, type Removal, resolveRates, uniformRemovalFields } from "./removal.ts";

/** A {@link Removal} with the same rates in all layers. */
export interface UniformRemoval extends Removal {
  readonly dropSites?: number;
  readonly keepSites?: number;
  readonly dropBonds?: number;
  readonly keepBonds?: number;
}

/** The shape of a rectangular network. */
export interface RectangularShape {
  /** Neurons in each hidden layer, 1..1048576. */
  readonly width: number;
  /** Number of hidden layers, 1..1e15. */
  readonly depth: number;
  /** Neurons in the input layer, 1..1048576; `width` unless given. */
  readonly inputs?: number;
  /** Neurons in the output layer, 1..1048576; `width` unless given. */
  readonly outputs?: number;
}

/** Hidden layers of one width, fully connected: plain data, to be made by {@link rectangular}. */
export interface RectangularNetwork extends RectangularShape, UniformRemoval {
  readonly kind: "rectangular";
}

const MAX_DEPTH = 1e15;

export const shapeFields = { width, inputs: v.optional(width), outputs: v.optional(width) };

export const rectangularSchema = v.strictObject({
  kind: v.literal("rectangular"),
  width,
  depth: integer(1, MAX_DEPTH),
  inputs: shapeFields.inputs,
  outputs: shapeFields.outputs,
  ...uniformRemovalFields,
});

/**
 * Describes the rectangular layered network of the papers: `depth` hidden layers of one width between
 * inputs and outputs, consecutive layers fully connected. A run of layers costs no more than those after which its chain settles,
 * so its depth hardly matters.
 *
 * @param shape - `width` and `depth` of the hidden layers; `inputs` and `outputs` are `width` unless given.
 * @param removal - What is removed at random; by default nothing.
 * @returns A plain, JSON-serialisable object, to be put into any query.
 * @throws PercolationError `invalid-input` as in {@link layered}.
 * @see Devlin and Sanders, "Dropout neural network training viewed from a percolation perspective", arXiv:2512.13853.
 *
 * @example
 * import { pathProbability, rectangular } from "percolation";
 * const network = rectangular({ width: 4, depth: 11 }, { dropSites: 0.5 });
 * pathProbability(network).probability < 0.5; // => true
 */
export function rectangular(shape: RectangularShape, removal: UniformRemoval = {}): RectangularNetwork {
  return checkRectangular({ ...asObject(shape, "shape"), ...asObject(removal, "removal"), kind: "rectangular" });
}

/** A rectangular network in canonical form. */
export function checkRectangular(value: unknown): RectangularNetwork {
  const { kind, width, depth, inputs = width, outputs = width, ...rates } = check(rectangularSchema, value, "network");
  const network = { kind, width, depth, inputs, outputs, ...rates } as RectangularNetwork;
  layersOfRectangular(network);
  return network;
}

/** The layers of a checked network, as the kernels take them. */
export function layersOfRectangular(network: Omit<RectangularNetwork, "kind">, at?: string): Layer[] {
  const { width, depth, inputs = width, outputs = width } = network;
  const [sites = CERTAIN] = resolveRates("Sites", network.dropSites, network.keepSites, 1, at);
  const [bonds = CERTAIN] = resolveRates("Bonds", network.dropBonds, network.keepBonds, 1, at);
  const [inputSites = CERTAIN] = resolveRates("Inputs", network.dropInputs, network.keepInputs, 1, at);
  return [
    { width: inputs, sites: inputSites, bonds: CERTAIN, repeat: 1 },
    { width, sites, bonds, repeat: depth },
    { width: outputs, sites: CERTAIN, bonds, repeat: 1 },
  ];
}
