import type { Rate, Wiring } from "../../engine/layers.ts";
import { type Axis, flags, type Operation, type Taps } from "../../engine/programs.ts";
import { toWiring } from "../../networks/model/connections.ts";
import type { ConvolutionLayer, DenseModelLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import { resolveConvolution } from "../../networks/model/shapes/weights.ts";
import type { Assembler } from "../assembler.ts";
import { onlyOf, type Position, type Step, type StepRule } from "../step.ts";
import { firstOf, isEqualEverywhere, mapTaps, ofOne, transposedTaps, windowTaps } from "../taps.ts";
import { relabel, stridesOf, type Tensor, tensorOf } from "../tensor.ts";
import { readStep } from "./reading.ts";

/** Bonds of which some are missing or may be removed. */
export interface Bonds {
  readonly rate: Rate;
  readonly wiring?: Wiring | undefined;
}

export const dense: StepRule<DenseModelLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const wiring = layer.connections ? toWiringOf(layer.connections, layer.units, input.shape[0] ?? 1) : undefined;
  return denseStep(input, { rate: rateOf(layer.dropBonds, layer.keepBonds), wiring }, position);
};

/** A layer whose outputs read all features of the input, at each position of space on its own. */
export function denseStep(input: Tensor, bonds: Bonds, position: Position): Step {
  const { assembler, shape } = position;
  const channels = { groups: 1, inputs: input.shape[0] ?? 1, outputs: shape[0] ?? 1 };
  if (bonds.rate.drop === 0 && !bonds.wiring) {
    return readStep(
      assembler,
      input,
      shape,
      input.shape.slice(1).map(() => undefined),
      channels,
    );
  }
  // Space as one axis: what is stored of it.
  const space = input.sizes.slice(1);
  const count = product(space);
  const flat = relabel(input, [channels.inputs, count], [input.sizes[0] ?? 1, count]);
  const step = mixStep({ ...position, shape: [channels.outputs, count] }, flat, channels, [ownTaps(count)], bonds);
  return {
    reached: relabel(step.reached, shape, [channels.outputs, ...space]),
    back: (reaching) => backOfDense(assembler, reaching, input, channels, bonds, position.bonds),
    across: (reaching) => {
      const positions = product(shape.slice(1));
      const [from, to] = [input, reaching].map((each) => {
        const full = assembler.expand(each);
        return relabel(full, [each.shape[0] ?? 1, positions], [each.shape[0] ?? 1, positions]);
      }) as [Tensor, Tensor];
      return mixing(from, to, channels, [ownTaps(positions)], bonds, 1, position.bonds);
    },
  };
}

function ownTaps(count: number): Taps {
  return mapTaps(count, count, (position) => position);
}

/** Backwards all positions are told apart that either side tells apart. */
function backOfDense(
  assembler: Assembler,
  reaching: Tensor,
  input: Tensor,
  channels: { groups: number; inputs: number; outputs: number },
  bonds: Bonds,
  layer: number,
): Tensor[] {
  const full = assembler.expand(reaching, (axis) => axis === 0);
  const space = full.sizes.slice(1);
  const count = product(space);
  const flat = relabel(full, [channels.outputs, count], [channels.outputs, count]);
  const [back] = mixBack(assembler, flat, [channels.inputs, count], channels, [ownTaps(count)], bonds, layer);
  return back ? [relabel(back, input.shape, [channels.inputs, ...space])] : [];
}

function toWiringOf(connections: NonNullable<DenseModelLayer["connections"]>, outputs: number, inputs: number): Wiring {
  if (connections instanceof Uint8Array) throw new TypeError("connections of a checked layer are text or rows");
  return toWiring(connections, outputs, inputs);
}

export const convolution: StepRule<ConvolutionLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const { windows, groups } = resolveConvolution({ ...layer, padding: layer.padding ?? 0 }, input.shape, "network");
  const taps = convolutionTaps(layer, input.shape, position.shape);
  const channels = { groups, inputs: input.shape[0] ?? 1, outputs: layer.channels };
  const rate = rateOf(layer.dropBonds, layer.keepBonds);
  const kernel = product(windows.map((window) => window.kernel));
  const fanIn = (channels.inputs / groups) * kernel;
  const wiring = layer.connections ? toWiringOf(layer.connections, layer.channels, fanIn) : undefined;
  if (rate.drop === 0 && !wiring) return readStep(position.assembler, input, position.shape, taps, channels);
  let volume = kernel;
  const placed = taps.map((table, axis) => {
    volume /= windows[axis]?.kernel ?? 1;
    return { ...table, places: table.places?.map((place) => place * volume) };
  });
  return mixStep(position, input, channels, placed, { rate, wiring }, kernel);
};

/** What a convolution reads along each axis of space. */
export function convolutionTaps(layer: ConvolutionLayer, input: Shape, output: Shape): Taps[] {
  const { windows } = resolveConvolution({ ...layer, padding: layer.padding ?? 0 }, input, "network");
  const tapsOf = layer.transposed ? transposedTaps : windowTaps;
  return windows.map((window, axis) => tapsOf(window, input[axis + 1] ?? 1, output[axis + 1] ?? 1));
}

/** A layer whose bonds are drawn, once for all positions of space. */
export function mixStep(
  position: Position,
  given: Tensor,
  channels: { groups: number; inputs: number; outputs: number },
  taps: readonly Taps[],
  bonds: Bonds,
  kernel = 1,
): Step {
  const { assembler, shape } = position;
  const input = assembler.expand(given, (axis) => axis === 0);
  const stored = taps.map((table, axis) => forth(table, input.shape[axis + 1] ?? 1, input.sizes[axis + 1] ?? 1));
  const out = tensorOf(shape, [channels.outputs, ...stored.map(({ offsets }) => offsets.length - 1)]);
  assembler.operations.push({
    ...mixing(input, out, channels, stored, bonds, kernel, position.bonds),
    kind: "mix",
  });
  return {
    reached: out,
    back: (reaching) => {
      const full = assembler.expand(reaching);
      return mixBack(assembler, full, given.shape, channels, taps, bonds, position.bonds, kernel);
    },
    across: (reaching) => {
      const full = assembler.expand(reaching);
      return mixing(assembler.expand(given), full, channels, taps, bonds, kernel, position.bonds);
    },
  };
}

/** The table of an axis for what is stored of it. */
function forth(taps: Taps, from: number, stored: number): Taps {
  if (stored > 1 || from === 1) return taps;
  const once = ofOne(taps, false);
  return isEqualEverywhere(once, once.places) ? firstOf(once) : once;
}

function mixBack(
  assembler: Assembler,
  reaching: Tensor,
  shape: readonly number[],
  channels: { groups: number; inputs: number; outputs: number },
  taps: readonly Taps[],
  bonds: Bonds,
  layer: number,
  kernel = 1,
): Tensor[] {
  const back = tensorOf(shape, shape);
  const operation = mixing(back, reaching, channels, taps, bonds, kernel, layer);
  assembler.operations.push({ ...operation, kind: "mixBack", count: product(shape) });
  return [back];
}

/** The operation between input and output, in either direction. */
function mixing(
  input: Tensor,
  out: Tensor,
  { groups, inputs, outputs }: { groups: number; inputs: number; outputs: number },
  taps: readonly Taps[],
  { rate, wiring }: Bonds,
  kernel: number,
  layer: number,
): Operation {
  const [from, to] = [stridesOf(input), stridesOf(out)];
  const inputStride = product(input.sizes.slice(1));
  const outputStride = product(out.sizes.slice(1));
  return {
    kind: "mix",
    layer,
    input: input.block,
    out: out.block,
    axes: threeAxes(taps, from, to),
    rate,
    wiring,
    flags: inputStride === 1 && isInPlace(taps, kernel) ? flags.inPlace : 0,
    groups,
    inputs: inputs / groups,
    outputs: outputs / groups,
    kernel,
    inputStride,
    outputStride,
    inputGroup: inputStride * (inputs / groups),
    outputGroup: outputStride * (outputs / groups),
  };
}

/** Whether every output reads its inputs at their first position and no other. */
export function isInPlace(taps: readonly Taps[], kernel: number): boolean {
  return (
    kernel === 1 &&
    taps.every(({ offsets, sources }) => offsets.length === 2 && sources.length === 1 && sources[0] === 0)
  );
}

const ONE: Taps = { offsets: Uint32Array.of(0, 1), sources: Uint32Array.of(0), places: Uint32Array.of(0) };

/** Axes of space in front of which those that are missing have one position. */
export function threeAxes(taps: readonly Taps[], from: readonly number[], to: readonly number[]): Axis[] {
  const missing = Array.from({ length: 3 - taps.length }, () => ({ size: 1, outStride: 0, inStride: 0, taps: ONE }));
  const axes = taps.map((table, axis) => ({
    size: table.offsets.length - 1,
    outStride: to[axis + 1] ?? 0,
    inStride: from[axis + 1] ?? 0,
    taps: table,
  }));
  return [...missing, ...axes];
}
