import { readNumbers } from "../../arena.ts";
import { withTraining } from "../instance.ts";
import { dimensionOf, type Model, withModel } from "./model.ts";

/** Losses at a place, the gradient of the modified one, and its Hessian times that gradient. */
export interface Measures {
  readonly loss: number;
  readonly regulariser: number;
  readonly gradient: Float64Array;
  readonly product: Float64Array;
}

export function measureModel(model: Model, parameters: Float64Array): Measures {
  return withModel(model, parameters, {}, { losses: 2 }, ({ module, model: at, room }) => {
    module.measureModel(at, room.losses);
    const [loss = 0, regulariser = 0] = readNumbers(module, room.losses, 2);
    const [gradient = 0, product = 0] = new Uint32Array(module.memory.buffer, at + 52, 2);
    const dimension = dimensionOf(model);
    return {
      loss,
      regulariser,
      gradient: readNumbers(module, gradient, dimension),
      product: readNumbers(module, product, dimension),
    };
  });
}

/** Losses and gradients with the masks of `count` trials from `first` on. */
export function measureMasks(
  model: Model,
  parameters: Float64Array,
  seed: bigint,
  first: number,
  count: number,
): { readonly losses: Float64Array; readonly gradients: Float64Array } {
  const room = { losses: count, gradients: count * dimensionOf(model) };
  return withModel(
    model,
    parameters,
    { masks: true, seed },
    room,
    ({ module, model: at, room: { losses, gradients } }) => {
      module.measureMasks(at, first, count, losses, gradients);
      return {
        losses: readNumbers(module, losses, count),
        gradients: readNumbers(module, gradients, room.gradients),
      };
    },
  );
}

/** The covariance of the gradient over the masks, row by row. */
export function fillCovariance(model: Model, parameters: Float64Array): Float64Array {
  const room = { matrix: dimensionOf(model) ** 2 };
  return withModel(model, parameters, { effects: true }, room, ({ module, model: at, room: { matrix } }) => {
    module.fillCovariance(at, matrix);
    return readNumbers(module, matrix, room.matrix);
  });
}

/** Second derivatives of the modified loss, or of the one without removal; row by row. */
export function fillHessian(model: Model, parameters: Float64Array, isModified: boolean): Float64Array {
  const room = { matrix: dimensionOf(model) ** 2 };
  return withModel(model, parameters, {}, room, ({ module, model: at, room: { matrix } }) => {
    module.fillHessian(at, isModified ? 1 : 0, matrix);
    return readNumbers(module, matrix, room.matrix);
  });
}

/** For each direction, how far along it the loss is `factor` times what it is at the parameters; Infinity for never. */
export function findCrossings(
  model: Model,
  parameters: Float64Array,
  directions: readonly Float64Array[],
  factor: number,
  isModified: boolean,
): number[] {
  const room = { direction: dimensionOf(model), start: parameters.length };
  return withModel(model, parameters, {}, room, ({ module, model: at, room: { direction, start } }) =>
    directions.map((each) => {
      new Float64Array(module.memory.buffer, direction, each.length).set(each);
      return module.findCrossing(at, isModified ? 1 : 0, direction, factor, start);
    }),
  );
}

/** (1 - e^(-rate time)) / rate: how far something that fades at a rate gets in a time. */
export function relax(rate: number, time: number): number {
  return withTraining((module) => module.relax(rate, time));
}
