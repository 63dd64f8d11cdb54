import { drawEvenly } from "../../engine/training/numbers.ts";
import type { Parameters } from "../../engine/training/run.ts";
import { check } from "../../networks/check.ts";
import { layered } from "../../networks/layered.ts";
import { pause, type Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import { advanceSteps, type TrainingControl, watch } from "../advance.ts";
import type { TrainingData } from "../data.ts";
import { createTrainer, resumeTrainer, type Trainer } from "../trainer.ts";
import {
  type CheckedComparison,
  comparisonSchema,
  type RegulariserOptions,
  regularisers,
} from "./experiment-options.ts";

/** Training errors, a row a scale. */
export interface RegulariserErrors {
  readonly regulariser: (typeof regularisers)[number];
  /**
   * The mean squared error on the examples after training, without removal and decay: one number a run, per scale;
   * no finite number where training diverged.
   */
  readonly errors: readonly Float64Array[];
  /** Mean over the runs, per scale. */
  readonly means: Float64Array;
  /** Standard error of the mean, per scale; 0 for a single run. */
  readonly standardErrors: Float64Array;
}

/** What came out: data of a figure of training error against the scale of the inputs. */
export interface RegulariserComparison {
  readonly scales: readonly number[];
  readonly runs: number;
  readonly iterations: number;
  readonly seed: string;
  readonly series: readonly RegulariserErrors[];
}

/**
 * Trains the same network with dropout, with weight decay and with neither, on inputs scaled up and down: dropout does
 * not care for the scale of inputs, weight decay does. Examples are uniform on [-1, 1]^K, their targets the products of
 * the signs of their inputs; weights and biases begin uniform between plus and minus 1 / sqrt(fanIn), as Torch had
 * them, and are the same for all three and all scales of a run. Plain gradient descent with momentum, one example a
 * step unless `batch` says otherwise.
 *
 * 15 million steps of the default setting take some 10 s.
 *
 * @param options - See {@link RegulariserOptions}.
 * @throws PercolationError `invalid-input` for options out of range.
 * @see Helmbold and Long, arXiv:1602.04484, section 6. Batch, the stopping rule and the damping of momentum are not
 *   stated there.
 *
 * @example
 * import { compareRegularisers } from "percolation/training";
 * const { series } = compareRegularisers({ runs: 2, iterations: 200, scales: [1] });
 * series.map(({ regulariser }) => regulariser); // => ["dropout", "weight-decay", "none"]
 * series[0].errors[0].length; // => 2
 */
export function compareRegularisers(options: RegulariserOptions = {}): RegulariserComparison {
  return solve(compare(check(comparisonSchema, options, "options")));
}

/**
 * The same with pauses in which other work goes on, and with the same bits.
 *
 * @param options - As of {@link compareRegularisers}.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps of all
 *   trainings are done.
 * @throws PercolationError as {@link compareRegularisers}, by a promise that is rejected.
 *
 * @example
 * import { compareRegularisersAsync } from "percolation/training";
 * const heard: number[] = [];
 * const control = { onProgress: (done: number) => heard.push(done) };
 * const { runs } = await compareRegularisersAsync({ runs: 2, iterations: 200, scales: [1] }, control);
 * [runs, heard.at(-1)]; // => [2, 1200]
 */
export async function compareRegularisersAsync(
  options: RegulariserOptions = {},
  control: TrainingControl = {},
): Promise<RegulariserComparison> {
  const checked = check(comparisonSchema, options, "options");
  return watch(() => compare(checked), control);
}

function* compare(checked: CheckedComparison): Steps<RegulariserComparison> {
  const { scales, runs, iterations, seed } = checked;
  const total = regularisers.length * scales.length * runs * iterations;
  let before = 0;
  const errors = regularisers.map(() => scales.map(() => new Float64Array(runs)));
  for (let run = 0; run < runs; run++) {
    const inputs = drawInputs(checked, run);
    const start = drawStart(checked, run);
    for (const [row, scale] of scales.entries()) {
      const data = scaleInputs(inputs, checked.inputs, scale);
      for (const [index, regulariser] of regularisers.entries()) {
        const trainer = prepare(checked, regulariser, start, data, run);
        errors[index]?.[row]?.set([yield* train(trainer, iterations, { before, total })], run);
        before += iterations;
      }
    }
  }
  const series = regularisers.map((regulariser, index) => summarise(regulariser, errors[index] ?? []));
  return { scales, runs, iterations, seed, series };
}

// Streams of a run: data in layer 0, weights and biases in the layers they lead to.

function drawInputs({ examples, inputs, seed }: CheckedComparison, run: number): Float64Array {
  return drawEvenly({ seed: BigInt(seed), purpose: "initial", run, layer: 0 }, examples * inputs, 1);
}

function drawStart({ inputs, width, seed }: CheckedComparison, run: number): Parameters {
  const layers = [
    { fanIn: inputs, width },
    { fanIn: width, width: 1 },
  ].map(({ fanIn, width: targets }, index) => {
    const address = { seed: BigInt(seed), purpose: "initial", run, layer: index + 1 } as const;
    const numbers = drawEvenly(address, targets * (fanIn + 1), 1 / Math.sqrt(fanIn));
    return { weights: numbers.slice(0, targets * fanIn), biases: numbers.slice(targets * fanIn) };
  });
  return { weights: layers.map(({ weights }) => weights), biases: layers.map(({ biases }) => biases) };
}

function scaleInputs(inputs: Float64Array, width: number, scale: number): TrainingData {
  const targets = new Float64Array(inputs.length / width).fill(1);
  inputs.forEach((value, at) => {
    const row = Math.floor(at / width);
    targets[row] = Math.sign(value) * (targets[row] ?? 1);
  });
  return { inputs: inputs.map((value) => value * scale), targets };
}

/** A trainer that stands before its first step, with the weights and biases that all of a run begin with. */
function prepare(
  { inputs, width, drop, decay, learningRate, learningRateDecay, momentum, batch, seed }: CheckedComparison,
  regulariser: (typeof regularisers)[number],
  parameters: Parameters,
  data: TrainingData,
  run: number,
): Trainer {
  const network = layered([inputs, width, 1], regulariser === "dropout" ? { dropInputs: drop, dropSites: drop } : {});
  const start = createTrainer(network, data, {
    optimiser: "momentum",
    learningRate: learningRate as number,
    learningRateDecay: learningRateDecay as number,
    momentum: momentum as number,
    batch: batch as number | "full",
    maskPer: "sample",
    weightDecay: regulariser === "weight-decay" ? decay : 0,
    seed: BigInt.asUintN(64, BigInt(seed) + BigInt(run)),
  });
  return resumeTrainer({ ...start.save(), parameters }, data);
}

/** Trains, and gives the loss in the end; a training that diverges is done. */
function* train(trainer: Trainer, steps: number, { before, total }: { before: number; total: number }): Steps<number> {
  yield* advanceSteps(trainer, steps, () => {}, { before, total });
  if (trainer.divergedAt !== undefined) yield* pause(before + steps, total);
  return trainer.evaluate().loss;
}

function summarise(regulariser: RegulariserErrors["regulariser"], errors: readonly Float64Array[]): RegulariserErrors {
  const means = errors.map((row) => row.reduce((sum, error) => sum + error, 0) / row.length);
  const standardErrors = errors.map((row, index) => {
    const squares = row.reduce((sum, error) => sum + (error - (means[index] ?? 0)) ** 2, 0);
    return Math.sqrt(squares / Math.max(1, row.length - 1) / row.length);
  });
  return {
    regulariser,
    errors,
    means: Float64Array.from(means),
    standardErrors: Float64Array.from(standardErrors),
  };
}
