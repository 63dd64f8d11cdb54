import { requireMemory } from "../engine/arena.ts";
import {
  type Memory,
  type Parameters,
  type Progress,
  runNetwork,
  runTraining,
  type Samples,
  type Training,
} from "../engine/training/run.ts";
import { badInput, PercolationError } from "../errors.ts";
import { asObject } from "../networks/check.ts";
import type { Network } from "../networks/network.ts";
import { accuracyOf } from "./accuracy.ts";
import { flatten, samplesFor, type TrainingData, widthsOf } from "./data.ts";
import {
  type CheckedTrainingOptions,
  checkOptions,
  checkTrainable,
  type TrainingOptions,
  trainingOf,
} from "./options.ts";
import { copyParameters, countWeights, drawParameters, startMemory } from "./parameters.ts";
import { joinReports, type StepReports } from "./reports.ts";
import { Sequence } from "./sequence.ts";
import { checkState, mostSteps, type TrainerState } from "./state.ts";

/** How a network does on samples, without removal. */
export interface Evaluation {
  readonly loss: number;
  /**
   * Share of the samples whose greatest output is where their greatest target is, the first one of equal ones. Always 1
   * for a single output, which is nowhere else: look at the loss there.
   */
  readonly accuracy: number;
}

/** Steps of one call at most, whose reports are kept. */
export const MOST_STEPS: number = 4_194_304;
/** Samples that are listed for one call of the kernel. */
const LISTED = 2 ** 22;

/** A network in training. */
export class Trainer {
  readonly network: Network;
  readonly #options: CheckedTrainingOptions;
  readonly #training: Training;
  readonly #samples: Samples;
  readonly #parameters: Parameters;
  readonly #memory: Memory | undefined;
  readonly #progress: Progress;
  readonly #sequence: Sequence;
  #divergedAt: number | undefined;

  /** Made by {@link createTrainer} and {@link resumeTrainer}. */
  constructor(state: Pick<TrainerState, "network" | "options"> & Partial<TrainerState>, samples: Samples) {
    const { network, options } = state;
    this.network = network;
    this.#options = options;
    this.#samples = samples;
    this.#training = trainingOf(network, options, this.#samples.count);
    const { layers, seed } = this.#training;
    requireMemory(8 * countWeights(layers));
    if (state.parameters === undefined) {
      this.#parameters = drawParameters(layers, options.initialisation, options.biases, seed);
      this.#memory = startMemory(this.#training, this.#parameters);
      this.#progress = { step: 0, firstPower: 1, secondPower: 1 };
    } else {
      const { parameters, memory, progress } = checkState(state, this.#training, options.biases);
      this.#parameters = parameters;
      this.#memory = memory;
      this.#progress = progress;
    }
    this.#sequence = new Sequence(this.#samples.count, this.#training);
  }

  /** Steps that were done. */
  get step(): number {
    return this.#progress.step;
  }

  /** The step that diverged, see {@link StepReports}; undefined while none did. */
  get divergedAt(): number | undefined {
    return this.#divergedAt;
  }

  /** Number of samples that it is trained on. */
  get sampleCount(): number {
    return this.#samples.count;
  }

  /**
   * The samples of a step, in the order in which they are looked at.
   *
   * @throws PercolationError `invalid-input` for a number that no step has.
   */
  samplesOf(step: number): Uint32Array {
    const most = mostSteps(this.#training);
    if (!Number.isInteger(step) || step < 0 || step > most) throw badInput("step", `an integer in 0..${most}`, step);
    return this.#sequence.next(step, 1).samples;
  }

  /** A copy of the weights, row by row: entry `target * fanIn + source` of each layer; and of the biases. */
  get parameters(): Parameters {
    return copyParameters(this.#parameters);
  }

  /**
   * Trains so many steps more.
   *
   * @throws PercolationError `invalid-input` for a number of steps out of range, and after a step that diverged.
   */
  advance(steps: number): StepReports {
    if (!Number.isInteger(steps) || steps < 0 || steps > MOST_STEPS) {
      throw badInput("steps", `an integer in 0..${MOST_STEPS}`, steps);
    }
    if (this.#divergedAt !== undefined) {
      throw new PercolationError(
        "invalid-input",
        `steps: expected none after step ${this.#divergedAt}, which diverged, got ${steps}`,
        {
          field: "steps",
        },
      );
    }
    const end = this.step + steps;
    const { batch } = this.#training;
    const most = batch === this.sampleCount ? steps : Math.ceil(LISTED / batch);
    const parts: StepReports[] = [];
    do parts.push(this.#advance(Math.min(most, end - this.step)));
    while (this.step < end && this.#divergedAt === undefined);
    return joinReports(parts);
  }

  /** So many steps in one call of the kernel. */
  #advance(steps: number): StepReports {
    const first = this.step;
    const order = this.#sequence.next(first, steps);
    const { reports, hasDiverged } = runTraining(
      this.#training,
      this.#parameters,
      this.#memory,
      this.#progress,
      this.#samples,
      order,
      steps,
    );
    if (hasDiverged) this.#divergedAt = first + reports.loss.length - 1;
    return { ...reports, first, divergedAt: this.#divergedAt };
  }

  /** What the network puts out for inputs, without removal: row by row. */
  predict(inputs: TrainingData["inputs"]): Float64Array {
    const { inputs: width } = widthsOf(this.network);
    const rows = flatten(inputs, width, "inputs");
    const samples = { count: rows.length / width, inputs: rows, targets: new Float64Array(0) };
    return runNetwork(this.#training, this.#parameters, samples).outputs;
  }

  /** How the network does without removal, on the samples it is trained on unless others are given. */
  evaluate(data?: TrainingData): Evaluation {
    const samples = data === undefined ? this.#samples : samplesFor(this.network, data, "data", this.#options.loss);
    const run = runNetwork(this.#training, this.#parameters, samples);
    return { loss: run.loss, accuracy: accuracyOf(run.outputs, samples.targets, widthsOf(this.network).outputs) };
  }

  /** A copy of all that the next step depends on, but the data. */
  save(): TrainerState {
    const memory = this.#memory;
    return {
      network: this.network,
      options: this.#options,
      parameters: this.parameters,
      ...(memory ? { memory: { first: copyParameters(memory.first), second: copyParameters(memory.second) } } : {}),
      ...this.#progress,
      ...(this.#divergedAt === undefined ? {} : { divergedAt: this.#divergedAt }),
    };
  }
}

/**
 * A network to be trained with dropout or dropconnect, its weights drawn by seed.
 *
 * The masks of step t are those of trial t of Monte Carlo (of sample b of a batch of B, with a mask each, of trial t B + b):
 * `sampleMasks` draws them by the same seed. Training has the same bits in every runtime.
 *
 * @param network - From `layered` or `rectangular`, with all its connections.
 * @param data - What it is trained on.
 * @param options - How: see {@link TrainingOptions}.
 * @throws PercolationError `invalid-input` for shapes that do not match, labels out of range, numbers that are not
 *   finite, rates out of range; `too-large` when it does not fit in memory.
 *
 * @example
 * import { layered } from "percolation";
 * import { createTrainer } from "percolation/training";
 * const data = { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] };
 * const options = { activation: "tanh", loss: "cross-entropy", learningRate: 0.5, batch: "full", seed: 1 } as const;
 * const trainer = createTrainer(layered([2, 8, 2]), data, options);
 * trainer.advance(500).loss.length; // => 500
 * trainer.evaluate().accuracy; // => 1
 */
export function createTrainer(network: Network, data: TrainingData, options: TrainingOptions = {}): Trainer {
  const state = { network: checkTrainable(network), options: checkOptions(options) };
  return new Trainer(state, samplesFor(state.network, data, "data", state.options.loss));
}

/**
 * Goes on where {@link Trainer.save} left off, with the same bits as without a break.
 *
 * @param state - From {@link Trainer.save}.
 * @param data - The data it was trained on; other data, where that is wanted.
 * @throws PercolationError `invalid-input` for a state or data that do not fit.
 *
 * @example
 * import { rectangular } from "percolation";
 * import { createTrainer, resumeTrainer } from "percolation/training";
 * const data = { inputs: [[1, 0]], targets: [[0, 1]] };
 * const trainer = createTrainer(rectangular({ width: 2, depth: 3 }, { dropSites: 0.5 }), data);
 * trainer.advance(10);
 * const resumed = resumeTrainer(trainer.save(), data);
 * resumed.advance(5).loss.join() === trainer.advance(5).loss.join(); // => true
 */
export function resumeTrainer(state: TrainerState, data: TrainingData): Trainer {
  const { parameters = {} as Parameters, ...given } = asObject(state, "state");
  const [network, options] = [checkTrainable(given.network), checkOptions(given.options)];
  return new Trainer({ ...given, parameters, network, options }, samplesFor(network, data, "data", options.loss));
}
