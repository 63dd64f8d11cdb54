// Random small models: graphs of layers of every kind, with shapes that fit.

import fc from "fast-check";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { layerOf } from "./arbitrary-layers.ts";
import { MOST_ELEMENTS } from "./enumerate.ts";
import { randomElements } from "./plain-masks.ts";
import { type PlainModel, product, type Shape, shapesOf } from "./plain-shapes.ts";

/** What is drawn for one layer; which of the numbers are used depends on its type. */
export interface Choice {
  readonly type: ModelLayer["type"];
  readonly rate: number;
  readonly given: "drop" | "keep";
  readonly back: number;
  readonly other: number;
  readonly numbers: readonly number[];
  readonly flags: readonly boolean[];
}

/** A layer that others may read. */
export interface Made {
  readonly name: string;
  readonly shape: Shape;
}

/** Those that remove something are named more often. */
const TYPES: readonly ModelLayer["type"][] = [
  "input",
  "dense",
  "conv1d",
  "conv2d",
  "attention",
  "dropout",
  "dropout",
  "dropout",
  "channel-dropout",
  "drop-block",
  "dense",
  "conv1d",
  "conv2d",
  "conv3d",
  "pool",
  "global-pool",
  "reduce",
  "flatten",
  "reshape",
  "transpose",
  "upsample",
  "pad",
  "add",
  "multiply",
  "concat",
  "slice",
  "attention",
  "embedding",
  "activation",
  "normalization",
  "dropout",
  "channel-dropout",
  "drop-block",
  "stochastic-depth",
  "mask",
];

const choice: fc.Arbitrary<Choice> = fc.record({
  type: fc.constantFrom(...TYPES),
  rate: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(0.5, 0.25, 0.7, 0.4, 0.3, 0.6) },
    fc.constantFrom(0, 1, 0.01),
  ),
  given: fc.constantFrom("drop" as const, "keep" as const),
  back: fc.constantFrom(0, 0, 0, 1, 2),
  other: fc.nat({ max: 11 }),
  numbers: fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 }),
  flags: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});

/** How large models get. */
interface Limits {
  /** Of an axis of the first input. */
  readonly size: number;
  /** Elements of a layer. */
  readonly elements: number;
  /** Random elements of the model. */
  readonly random: number;
}

const shapeOf = ({ size, elements }: Limits): fc.Arbitrary<Shape> =>
  fc
    .array(fc.integer({ min: 1, max: size }), { minLength: 1, maxLength: 4 })
    .map((sizes) => (product(sizes) <= elements ? sizes : sizes.map((each) => Math.min(each, 2))));

function isWithin(limits: Limits, layers: readonly ModelLayer[]): boolean {
  const shapes = [...shapesOf({ layers }).values()];
  const last = shapes[shapes.length - 1] as Shape;
  const fits = last.length > 0 && last.length <= 4 && last.every((size) => size >= 1);
  return fits && product(last) <= limits.elements && randomElements({ layers }).length <= limits.random;
}

/** Layers that do not fit are left out. */
function build(limits: Limits, input: Shape, choices: readonly Choice[], outputs: readonly number[]): PlainModel {
  let layers: ModelLayer[] = [{ type: "input", shape: input, name: "in" }];
  for (const each of choices) {
    const made = [...shapesOf({ layers })].map(([name, shape]) => ({ name, shape }));
    const layer = layerOf(each, made);
    if (layer === undefined) continue;
    const next = [...layers, { ...layer, name: `${layer.type}-${layers.length}` }];
    if (isWithin(limits, next)) layers = next;
  }
  if (layers.length === 1) layers = [...layers, { type: "stochastic-depth", drop: 0.5, name: "out" }];
  const names = outputs.map((back) => layers[layers.length - 1 - (back % layers.length)]?.name ?? "in");
  return { layers, outputs: [...new Set(names)] };
}

const modelsWithin = (limits: Limits): fc.Arbitrary<PlainModel> =>
  fc
    .record({
      input: shapeOf(limits),
      choices: fc.array(choice, { minLength: 2, maxLength: 14 }),
      outputs: fc.oneof(fc.constant([0]), fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 })),
    })
    .map(({ input, choices, outputs }) => build(limits, input, choices, outputs));

/** Models of up to 15 layers that can be enumerated. */
export const models = modelsWithin({ size: 5, elements: 40, random: MOST_ELEMENTS });

/** Larger ones. */
export const largerModels = modelsWithin({ size: 14, elements: 600, random: 2000 });
