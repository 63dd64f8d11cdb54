import type { DenseModelLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import { product } from "../../networks/model/shapes/rule.ts";
import { readOne } from "../readings.ts";
import { onlyOf, type Position, type Step, type StepRule } from "../step.ts";
import { relabel, type Tensor } from "../tensor.ts";
import { type Bonds, type Mixture, mixBack, mixing, mixStep, wiringOf } from "./bonds.ts";
import { readStep } from "./reading.ts";

export const dense: StepRule<DenseModelLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const wiring = wiringOf(layer.connections, layer.units, input.shape[0] ?? 1);
  return denseStep(input, { rate: rateOf(layer.dropBonds, layer.keepBonds), wiring }, position);
};

/** A layer whose outputs read all features of the input, at each position of space on its own. */
export function denseStep(input: Tensor, bonds: Bonds, position: Position): Step {
  const { assembler, shape } = position;
  const channels = { groups: 1, inputs: input.shape[0] ?? 1, outputs: shape[0] ?? 1 };
  if (bonds.rate.drop === 0 && !bonds.wiring) {
    const space = input.shape.slice(1).map(() => undefined);
    return readStep(assembler, input, shape, space, channels);
  }
  /** Space as one axis of so many positions. */
  const mixture = (positions: number): Mixture => {
    const taps = [readOne(positions, positions, (each) => each).table()];
    return { channels, taps, bonds, kernel: 1, layer: position.bonds };
  };
  const flat = flatten(input);
  const step = mixStep(
    { ...position, shape: [channels.outputs, flat.shape[1] ?? 1] },
    flat,
    mixture(flat.shape[1] ?? 1),
  );
  return {
    reached: relabel(step.reached, shape, [channels.outputs, ...input.sizes.slice(1)]),
    back: (reaching) => {
      const full = assembler.expand(reaching, (axis) => axis === 0);
      const target = flatten(full);
      const back = mixBack(assembler, target, [channels.inputs, target.shape[1] ?? 1], mixture(target.shape[1] ?? 1));
      return [relabel(back, input.shape, [channels.inputs, ...full.sizes.slice(1)])];
    },
    across: (reaching) => {
      const [from, to] = [flatten(assembler.expand(input)), flatten(assembler.expand(reaching))];
      return mixing(from, to, mixture(to.shape[1] ?? 1));
    },
  };
}

/** What is stored of space as one axis. */
function flatten(tensor: Tensor): Tensor {
  const positions = product(tensor.sizes.slice(1));
  return relabel(tensor, [tensor.shape[0] ?? 1, positions], [tensor.sizes[0] ?? 1, positions]);
}
