import { decodeBase64 } from "../../engine/base64.ts";
import type { Rate } from "../../engine/layers.ts";
import { flags, type Operation } from "../../engine/programs.ts";
import { spread } from "../../networks/model/axes.ts";
import type { DropBlockLayer, MaskLayer, RemovalLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import { dropping } from "../../networks/removal.ts";
import type { Assembler, AxisMap } from "../assembler.ts";
import { readBlocks } from "../readings.ts";
import { onlyOf, type Position, type Step, type StepRule } from "../step.ts";
import { type Tensor, tensorOf } from "../tensor.ts";

/** What a removal draws: one Bernoulli word for each group of elements that go together. */
export interface Groups {
  readonly rate: Rate;
  /** Sizes of the array of groups: 1 along axes whose positions share a mask; of DropBlock the seeds of blocks. */
  readonly sizes: Shape;
  /** DropBlock: size of the blocks along each axis. */
  readonly block?: readonly number[];
}

/** The groups of elements that a layer removes together. */
export function groupsOf(layer: RemovalLayer, shape: Shape): Groups {
  const rate = rateOf(layer.drop, layer.keep);
  switch (layer.type) {
    case "dropout":
      return { rate, sizes: shape.map((size, axis) => (layer.shared?.includes(axis) ? 1 : size)) };
    case "channel-dropout":
      return { rate, sizes: shape.map((size, axis) => (axis === 0 ? size : 1)) };
    case "stochastic-depth":
      return { rate, sizes: shape.map(() => 1) };
    case "drop-block":
      return blocksOf(layer, shape, rate);
  }
}

/** Equation 1 of arXiv:1810.12890: seeds are so rare that the share that blocks remove is about the rate. */
function blocksOf(layer: DropBlockLayer, shape: Shape, rate: Rate): Groups {
  const [channels = 1, ...space] = shape;
  const size = spread(layer.size, space.length, "size").map((block, axis) => Math.min(block, space[axis] ?? 1));
  const fitting = space.map((positions, axis) => positions - (size[axis] ?? 1) + 1);
  const seeds = Math.min(1, (rate.drop / product(size)) * (product(space) / product(fitting)));
  return { rate: dropping(seeds), sizes: [layer.sharedChannels ? 1 : channels, ...fitting], block: [1, ...size] };
}

export const removal: StepRule<RemovalLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const groups = groupsOf(layer, input.shape);
  const perStep = layer.type === "stochastic-depth" && layer.per === "step";
  return groups.block ? dropBlock(groups, groups.block, input, position) : dropStep(groups, input, position, perStep);
};

/** Removes groups of elements that each have a word of their own. */
export function dropStep(groups: Groups, input: Tensor, position: Position, perStep = false): Step {
  if (groups.rate.drop === 0) return { reached: input, back: (reaching) => [reaching] };
  const { assembler, sites } = position;
  const drawn = tensorOf(input.shape, groups.sizes);
  const draw = {
    kind: "draw" as const,
    out: drawn.block,
    count: product(drawn.sizes),
    rate: groups.rate,
    layer: sites,
    flags: perStep ? flags.perStep : 0,
  };
  const back = (reaching: Tensor): readonly Tensor[] => [narrowed(assembler, reaching, drawn)];
  // Outputs that a removal takes need none of their bonds drawn: the mask goes into the operation that makes them.
  const { operations } = assembler;
  const last = operations[operations.length - 1];
  const isSame = input.sizes.every((size, axis) => size === drawn.sizes[axis]);
  const isOwn = position.ownFrom !== undefined && operations.length > position.ownFrom;
  if (isOwn && isSame && last?.kind === "mix" && last.out === input.block && takesMask(last)) {
    operations.splice(operations.length - 1, 0, draw);
    last.mask = drawn.block;
    return { reached: input, back };
  }
  operations.push(draw);
  return { reached: masked(position, input, drawn), back };
}

/** Whether an operation makes its outputs at one position, and has no mask yet. */
function takesMask({ flags: given = 0, mask }: Operation): boolean {
  return (given & flags.inPlace) !== 0 && mask === undefined;
}

/** What of `input` the mask leaves, in place of the mask itself unless the way back needs that. */
function masked({ assembler, isInspected }: Position, input: Tensor, mask: Tensor): Tensor {
  const holds = input.sizes.every((size, axis) => size === 1 || size === mask.sizes[axis]);
  if (isInspected || !holds) return narrowed(assembler, input, mask);
  assembler.and(mask, input);
  return mask;
}

/** A new tensor: what of `input` the mask leaves. */
function narrowed(assembler: Assembler, input: Tensor, mask: Tensor): Tensor {
  return assembler.intersect([mask, input], input.shape);
}

function dropBlock(groups: Groups, block: readonly number[], input: Tensor, position: Position): Step {
  if (groups.rate.drop === 0) return { reached: input, back: (reaching) => [reaching] };
  const { assembler, sites } = position;
  const seeds = tensorOf(groups.sizes, groups.sizes);
  assembler.operations.push({
    kind: "draw",
    out: seeds.block,
    count: product(groups.sizes),
    rate: groups.rate,
    layer: sites,
  });
  const maps = input.shape.map((size, axis): AxisMap => {
    const from = groups.sizes[axis] ?? 1;
    return axis === 0 ? { size } : { size, reading: readBlocks(block[axis] ?? 1, from, size) };
  });
  const apply = (tensor: Tensor): Tensor => {
    const wide = assembler.expand(tensor, (axis) => axis > 0 || seeds.sizes[0] !== 1);
    const out = wide === tensor ? assembler.intersect([tensor], tensor.shape) : wide;
    assembler.andTaps(out, seeds, maps);
    return out;
  };
  return { reached: apply(input), back: (reaching) => [apply(reaching)] };
}

/** A fixed mask. */
export const mask: StepRule<MaskLayer> = (layer, inputs, position) => {
  const { assembler } = position;
  const input = onlyOf(inputs);
  if (typeof layer.elements !== "string") throw new TypeError("the mask of a checked layer is text");
  const bits = tensorOf(input.shape, input.shape);
  assembler.operations.push({
    kind: "bits",
    out: bits.block,
    count: product(input.shape),
    bits: decodeBase64(layer.elements),
  });
  return {
    reached: masked(position, input, bits),
    back: (reaching) => [narrowed(assembler, reaching, bits)],
  };
};
