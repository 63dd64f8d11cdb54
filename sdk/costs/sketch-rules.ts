import type { LayerType, ModelLayer, RemovalLayer } from "../networks/model/layer-types.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { groupsOf } from "../programs/steps/removals.ts";
import { attentionBonds, convolutionBonds, denseBonds, type Weighted, windowReadings } from "./sketch-bonds.ts";
import {
  expand,
  joinAll,
  operate,
  type Reading,
  readInto,
  relabelled,
  type Sketch,
  sketch,
  type Tally,
  whole,
} from "./sketches.ts";
import { wordUnits } from "./words.ts";

// What every type of layer makes of the words it reads: the rules of sdk/programs/steps in outline.

/** A bit of a fixed mask, spread to a word. */
const BIT = 1.5;

type LayerOf<Type extends LayerType> = Extract<ModelLayer, { type: Type }>;
type Rule = (layer: ModelLayer, inputs: readonly Sketch[], shape: Shape, tally: Tally) => Weighted;

const plain =
  <Type extends LayerType>(
    rule: (layer: LayerOf<Type>, input: Sketch, shape: Shape, tally: Tally, inputs: readonly Sketch[]) => Sketch,
  ): Rule =>
  (layer, inputs, shape, tally) => ({
    out: rule(layer as LayerOf<Type>, inputs[0] ?? whole(shape), shape, tally, inputs),
    bonds: undefined,
  });

const weighted =
  <Type extends LayerType>(rule: (layer: LayerOf<Type>, input: Sketch, shape: Shape, tally: Tally) => Weighted): Rule =>
  (layer, inputs, shape, tally) =>
    rule(layer as LayerOf<Type>, inputs[0] ?? whole(shape), shape, tally);

const same = plain((_, input) => input);

const removal = plain<RemovalLayer["type"]>((layer, input, _, tally) => {
  const { rate, sizes, block } = groupsOf(layer, input.shape);
  if (rate.drop === 0) return input;
  const groups = product(sizes);
  operate(tally, groups, wordUnits(rate));
  if (block) {
    const wide = expand(tally, input, (axis) => axis > 0 || sizes[0] !== 1);
    const volume = product(block);
    operate(tally, wide.words * volume);
    return sketch(wide.shape, wide.sizes, input.share * (1 - volume * rate.drop > 0 ? 1 - volume * rate.drop : 0));
  }
  const drawn = sketch(input.shape, sizes, rate.keep);
  const share = input.share * rate.keep;
  const holds = input.sizes.every((size, axis) => size === 1 || size === sizes[axis]);
  if (holds) {
    operate(tally, drawn.words);
    return sketch(input.shape, sizes, share);
  }
  return joinAll(tally, [drawn, input], input.shape, share);
});

const reduced = plain<"reduce" | "global-pool">((layer, input, shape, tally) => {
  const isReduced = (axis: number) => (layer.type === "reduce" ? layer.axes.includes(axis) : axis > 0);
  const readings = input.shape.map(
    (size, axis): Reading => (isReduced(axis) ? { size: 1, taps: size, isSame: true } : { size }),
  );
  const out = readInto(tally, input, readings);
  const kept = out.sizes.filter((_, axis) => !isReduced(axis));
  const sizes = shape.length === out.sizes.length ? out.sizes : kept;
  return relabelled(out, shape, sizes.length > 0 ? sizes : [1]);
});

const reshaped = plain<"flatten" | "reshape">((_, input, shape, tally) => {
  if (input.words === 1) return { ...whole(shape), share: input.share };
  let kept = 0;
  while (kept < shape.length && kept < input.shape.length && shape[kept] === input.shape[kept]) kept++;
  const rest = shape.slice(kept);
  const first = input.sizes.slice(0, kept);
  if (input.sizes.slice(kept).every((size) => size === 1)) {
    return relabelled(input, shape, [...first, ...rest.map(() => 1)]);
  }
  return relabelled(
    expand(tally, input, (axis) => axis >= kept),
    shape,
    [...first, ...rest],
  );
});

/** The rule of every type of layer. */
export const sketchRules: { readonly [Type in LayerType]: Rule } = {
  input: plain((_, __, shape, tally) => {
    operate(tally, 1);
    return whole(shape);
  }),
  dense: weighted(denseBonds),
  conv1d: weighted(convolutionBonds),
  conv2d: weighted(convolutionBonds),
  conv3d: weighted(convolutionBonds),
  attention: weighted(attentionBonds),
  pool: plain<"pool">((layer, input, shape, tally) =>
    readInto(tally, input, [{ size: shape[0] ?? 1 }, ...windowReadings(layer, input.shape, shape)]),
  ),
  "global-pool": reduced,
  reduce: reduced,
  flatten: reshaped,
  reshape: reshaped,
  transpose: plain<"transpose">((layer, input, shape, tally) => {
    operate(tally, input.words);
    return relabelled(
      input,
      shape,
      layer.axes.map((axis) => input.sizes[axis] ?? 1),
    );
  }),
  upsample: plain<"upsample">((layer, input, shape, tally) =>
    readInto(
      tally,
      input,
      shape.map((size, axis) => (axis === 0 ? { size } : { size, taps: layer.mode === "linear" ? 2 : 1 })),
    ),
  ),
  pad: plain<"pad">((layer, input, shape, tally) =>
    readInto(
      tally,
      input,
      shape.map((size, axis) =>
        (layer.padding[axis] ?? []).some((added) => added > 0) ? { size, taps: 1, covers: false } : { size },
      ),
    ),
  ),
  slice: plain<"slice">((layer, input, shape, tally) =>
    readInto(
      tally,
      input,
      shape.map((size, axis) =>
        axis === (layer.axis ?? 0) && size !== input.shape[axis] ? { size, taps: 1 } : { size },
      ),
    ),
  ),
  add: plain((_, __, shape, tally, inputs) =>
    joinAll(tally, inputs, shape, 1 - inputs.reduce((missed, { share }) => missed * (1 - share), 1)),
  ),
  multiply: plain((_, __, shape, tally, inputs) =>
    joinAll(
      tally,
      inputs,
      shape,
      inputs.reduce((all, { share }) => all * share, 1),
    ),
  ),
  concat: plain<"concat">((layer, _, shape, tally, inputs) => {
    const { axis: joined = 0 } = layer;
    const sizes = shape.map((size, axis) =>
      axis === joined || inputs.some((input) => (input.sizes[axis] ?? 1) > 1) ? size : 1,
    );
    const out = sketch(shape, sizes, Math.max(...inputs.map(({ share }) => share)));
    for (const _input of inputs) operate(tally, out.words / inputs.length);
    return out;
  }),
  embedding: plain((_, input, shape) => relabelled(input, shape, [1, ...input.sizes])),
  activation: same,
  normalization: same,
  dropout: removal,
  "channel-dropout": removal,
  "drop-block": removal,
  "stochastic-depth": removal,
  mask: plain((_, input, shape, tally) => {
    operate(tally, product(shape), BIT);
    return joinAll(tally, [sketch(shape, shape, input.share), input], shape, input.share);
  }),
};
