import type { Rate, Wiring } from "../../engine/layers.ts";
import { type Axis, flags, type Operation, type Taps } from "../../engine/programs.ts";
import { toWiring } from "../../networks/model/connections.ts";
import type { Connections } from "../../networks/model/layer-types.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import type { Assembler } from "../assembler.ts";
import type { Position, Step } from "../step.ts";
import { firstOf, isEqualEverywhere, ofOne } from "../taps.ts";
import { stridesOf, type Tensor, tensorOf } from "../tensor.ts";
import type { Channels } from "./reading.ts";

// Layers of which some weights are missing or may be removed: their bonds are drawn, once for all positions.

/** Which bonds there are, and how often they survive. */
export interface Bonds {
  readonly rate: Rate;
  readonly wiring?: Wiring | undefined;
}

/** Everything about the bonds of a layer but the tensors. */
export interface Mixture {
  readonly channels: Channels;
  /** What each axis of space reads, with places in the kernel. */
  readonly taps: readonly Taps[];
  readonly bonds: Bonds;
  /** Positions of the kernel. */
  readonly kernel: number;
  /** Number of the layer in the addresses of its streams. */
  readonly layer: number;
}

/** The bonds that exist, of a checked layer. */
export function wiringOf(
  connections: Connections | null | undefined,
  outputs: number,
  inputs: number,
): Wiring | undefined {
  if (!connections) return undefined;
  if (connections instanceof Uint8Array) throw new TypeError("connections of a checked layer are text or rows");
  return toWiring(connections, outputs, inputs);
}

export function mixStep({ assembler, shape }: Position, given: Tensor, mixture: Mixture): Step {
  const input = assembler.expand(given, (axis) => axis === 0);
  const taps = mixture.taps.map((table, axis) => stored(table, input.shape[axis + 1] ?? 1, input.sizes[axis + 1] ?? 1));
  const out = tensorOf(shape, [mixture.channels.outputs, ...taps.map(({ offsets }) => offsets.length - 1)]);
  assembler.operations.push(mixing(input, out, { ...mixture, taps }));
  return {
    reached: out,
    back: (reaching) => [mixBack(assembler, assembler.expand(reaching), given.shape, mixture)],
    across: (reaching) => mixing(assembler.expand(given), assembler.expand(reaching), mixture),
  };
}

/** The table of an axis for what is stored of it. */
function stored(taps: Taps, from: number, size: number): Taps {
  if (size > 1 || from === 1) return taps;
  const once = ofOne(taps);
  return isEqualEverywhere(once, once.places) ? firstOf(once) : once;
}

/** What leads by some bond to what reaches on: a tensor of the shape that the layer reads, all of it stored. */
export function mixBack(assembler: Assembler, reaching: Tensor, shape: Shape, mixture: Mixture): Tensor {
  const back = tensorOf(shape, shape);
  assembler.operations.push({ ...mixing(back, reaching, mixture), kind: "mixBack", count: product(shape) });
  return back;
}

/** The operation between input and output, in either direction. */
export function mixing(input: Tensor, out: Tensor, { channels, taps, bonds, kernel, layer }: Mixture): Operation {
  const { groups } = channels;
  const [inputs, outputs] = [channels.inputs / groups, channels.outputs / groups];
  const inputStride = product(input.sizes.slice(1));
  const outputStride = product(out.sizes.slice(1));
  return {
    kind: "mix",
    layer,
    input: input.block,
    out: out.block,
    axes: threeAxes(taps, stridesOf(input), stridesOf(out)),
    rate: bonds.rate,
    wiring: bonds.wiring,
    flags: inputStride === 1 && isInPlace(taps, kernel) ? flags.inPlace : 0,
    groups,
    inputs,
    outputs,
    kernel,
    inputStride,
    outputStride,
    inputGroup: inputStride * inputs,
    outputGroup: outputStride * outputs,
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
