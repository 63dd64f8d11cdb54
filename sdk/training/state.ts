import type { Memory, Parameters, Progress, Training } from "../engine/training/run.ts";
import { badInput } from "../errors.ts";
import { checkParameters } from "./parameters.ts";
import type { TrainerState } from "./trainer.ts";

/** What a trainer goes on from, checked. */
export interface CheckedState {
  readonly parameters: Parameters;
  readonly memory: Memory | undefined;
  readonly progress: Progress;
}

/** A state from outside: parameters and memory of the shapes that the training has, and numbers that it can reach. */
export function checkState(state: Partial<TrainerState>, training: Training, hasBiases: boolean): CheckedState {
  const { layers, batch, optimiser } = training;
  const most = Math.floor(Number.MAX_SAFE_INTEGER / batch);
  const { step, firstPower, secondPower, memory } = state;
  if (!Number.isInteger(step) || Number(step) < 0 || Number(step) > most) {
    throw badInput("state.step", `an integer in 0..${most}`, step);
  }
  for (const [name, power] of Object.entries({ firstPower, secondPower })) {
    if (!(Number(power) >= 0 && Number(power) <= 1)) throw badInput(`state.${name}`, "a number in 0..1", power);
  }
  return {
    parameters: checkParameters(state.parameters, layers, hasBiases, "state.parameters"),
    memory: optimiser === "sgd" ? undefined : checkMemory(memory, training, hasBiases),
    progress: { step: Number(step), firstPower: Number(firstPower), secondPower: Number(secondPower) },
  };
}

function checkMemory(memory: Memory | undefined, { layers, optimiser }: Training, hasBiases: boolean): Memory {
  const { first, second } = memory ?? {};
  return {
    first: checkParameters(first, layers, hasBiases, "state.memory.first"),
    second:
      optimiser === "adam"
        ? checkParameters(second, layers, hasBiases, "state.memory.second")
        : { weights: [], biases: [] },
  };
}
