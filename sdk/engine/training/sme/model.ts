import { layOut } from "../../arena.ts";
import { halves } from "../../seeds.ts";
import type { TrainingExports } from "../exports.ts";
import { withTraining } from "../instance.ts";
import { activations, type Samples } from "../run.ts";

// The record and arrays of a network of one hidden layer: see assembly/training/sme/model.ts.

/** A network of one hidden layer, what it is trained on, and with which dropout: checked. */
export interface Model {
  readonly inputs: number;
  readonly width: number;
  readonly keep: number;
  readonly drop: number;
  readonly activation: keyof typeof activations;
  /** How many numbers of each unit are trained: all, or the first, its weight to the output. */
  readonly size: number;
  readonly samples: Samples;
}

const RECORD = 112;

/** Arrays that some kernels alone need. */
export interface Needs {
  readonly effects?: boolean;
  readonly masks?: boolean;
  readonly seed?: bigint;
}

/** Pointers to a model in the arena, and to the room asked for besides. */
export interface Laid<Room extends string> {
  readonly module: TrainingExports;
  readonly model: number;
  readonly parameters: number;
  readonly room: Readonly<Record<Room, number>>;
}

/** How many numbers are trained. */
export function dimensionOf({ width, size }: Model): number {
  return width * size;
}

/** Runs `use` with a model laid out in the arena, and `room` of so many doubles under each name. */
export function withModel<Room extends string, T>(
  model: Model,
  parameters: Float64Array,
  { effects = false, masks = false, seed = 0n }: Needs,
  room: Readonly<Record<Room, number>>,
  use: (laid: Laid<Room>) => T,
): T {
  return withTraining((module) => {
    const { inputs, width, size, samples, activation, keep, drop } = model;
    const dimension = dimensionOf(model);
    const sizes = {
      rows: samples.inputs.length,
      targets: samples.count,
      parameters: parameters.length,
      values: samples.count * width,
      slopes: samples.count * width,
      errors: samples.count,
      gradient: dimension,
      product: dimension,
      noise: dimension,
      tangents: width,
      reaches: width,
      feature: size,
      words: masks ? 2 * width : 0,
      mask: masks ? width : 0,
      effects: effects ? width * dimension : 0,
      normals: effects ? (width * (width + 1)) / 2 + 3 : 0,
    };
    const all: Readonly<Record<string, number>> = { ...sizes, ...room };
    const bytes = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, 8 * count]));
    const pointers: Readonly<Record<string, number>> = layOut<string>(module, { ...bytes, record: RECORD });
    const at = (name: string) => pointers[name] ?? 0;
    const { buffer } = module.memory;
    const words = new Uint32Array(buffer, at("record"), RECORD / 4);
    words.set([inputs, width, samples.count, activations[activation], size, ...halves(seed)]);
    words.set(Object.keys(sizes).map(at), 7);
    new Float64Array(buffer, at("record"), RECORD / 8).set([keep, drop], 12);
    new Float64Array(buffer, at("rows"), samples.inputs.length).set(samples.inputs);
    new Float64Array(buffer, at("targets"), samples.count).set(samples.targets);
    new Float64Array(buffer, at("parameters"), parameters.length).set(parameters);
    const asked = Object.fromEntries(Object.keys(room).map((name) => [name, at(name)])) as Record<Room, number>;
    return use({ module, model: at("record"), parameters: at("parameters"), room: asked });
  });
}
