import type { Memory, Parameters, Progress, Training } from "../engine/training/run.ts";
import { badInput } from "../errors.ts";
import type { Network } from "../networks/network.ts";
import type { CheckedTrainingOptions } from "./options.ts";
import { checkParameters } from "./parameters.ts";

/**
 * Everything that goes on from a step: plain data, which `resumeTrainer` takes. It survives `structuredClone`,
 * `postMessage` and stores that clone likewise. JSON makes objects without a length of typed arrays: for it, make each
 * array of parameters and memory a plain one, `Array.from(each)`, which is taken as well.
 */
export interface TrainerState {
  readonly network: Network;
  readonly options: CheckedTrainingOptions;
  readonly parameters: Parameters;
  readonly memory?: Memory;
  readonly step: number;
  readonly firstPower: number;
  readonly secondPower: number;
  /** The step that diverged, from where nothing goes on. */
  readonly divergedAt?: number;
}

/** What a trainer goes on from, checked. */
export interface CheckedState {
  readonly parameters: Parameters;
  readonly memory: Memory | undefined;
  readonly progress: Progress;
}

/** A state from outside: parameters and memory of the shapes that the training has, and numbers that it can reach. */
export function checkState(state: Partial<TrainerState>, training: Training, hasBiases: boolean): CheckedState {
  const { layers, optimiser } = training;
  const most = mostSteps(training);
  const { step, memory, divergedAt } = state;
  if (divergedAt !== undefined) throw badInput("state.divergedAt", "none: nothing goes on from there", divergedAt);
  if (typeof step !== "number" || !Number.isInteger(step) || step < 0 || step > most) {
    throw badInput("state.step", `an integer in 0..${most}`, step);
  }
  return {
    parameters: checkParameters(state.parameters, layers, "state.parameters", hasBiases),
    memory: optimiser === "sgd" ? undefined : checkMemory(memory, training, hasBiases),
    progress: { step, firstPower: powerOf(state, "firstPower"), secondPower: powerOf(state, "secondPower") },
  };
}

/** Steps whose samples can be told apart by number. */
export function mostSteps({ batch }: Training): number {
  return Math.floor(Number.MAX_SAFE_INTEGER / batch);
}

function powerOf(state: Partial<TrainerState>, name: "firstPower" | "secondPower"): number {
  const power = state[name];
  if (typeof power === "number" && power >= 0 && power <= 1) return power;
  throw badInput(`state.${name}`, "a number in 0..1", power);
}

function checkMemory(memory: Memory | undefined, { layers, optimiser }: Training, hasBiases: boolean): Memory {
  const { first, second } = memory ?? {};
  return {
    first: checkParameters(first, layers, "state.memory.first", hasBiases),
    second: optimiser === "adam" ? checkSquares(second, layers, hasBiases) : { weights: [], biases: [] },
  };
}

/** Means of squares. */
function checkSquares(second: unknown, layers: Training["layers"], hasBiases: boolean): Parameters {
  const field = "state.memory.second";
  const squares = checkParameters(second, layers, field, hasBiases);
  for (const [kind, arrays] of Object.entries(squares) as [string, readonly Float64Array[]][]) {
    for (const [index, numbers] of arrays.entries()) {
      const bad = numbers.findIndex((number) => number < 0);
      if (bad >= 0) throw badInput(`${field}.${kind}[${index}][${bad}]`, "a number from 0 on", numbers[bad]);
    }
  }
  return squares;
}
