import type { Samples } from "../../engine/training/run.ts";
import { version } from "../../engine/version.gen.ts";
import { layersOf, type Network } from "../../networks/network.ts";
import type { Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import { advanceSteps, type TrainingControl, watch } from "../advance.ts";
import { samplesFor, type TrainingData, widthsOf } from "../data.ts";
import { type Evaluation, Trainer } from "../trainer.ts";
import { chancesOf } from "./chances.ts";
import { bestConstant, type ConstantPredictor, type Drift, driftOf } from "./constant.ts";
import { type BreakdownOptions, type CheckedBreakdown, checkBreakdown } from "./options.ts";
import { type StepShare, Tally } from "./shares.ts";

/** What became of one network. */
export interface BreakdownPoint {
  readonly network: Network;
  /** Number of its hidden layers. */
  readonly depth: number;
  /** Steps that were done: fewer than asked for where one diverged. */
  readonly steps: number;
  /** The step that diverged; undefined where none did. */
  readonly divergedAt: number | undefined;
  /** Steps whose masks had an open path, from an input that is not 0. */
  readonly open: StepShare;
  /** Steps in which some weight had a gradient that is not 0, that of a penalty apart: effective updates. */
  readonly updated: StepShare;
  /** Whether `updated.expected` is an upper bound: inactive ReLU neurons cut further paths. */
  readonly isBound: boolean;
  /** The network without removal on the data it was trained on, and on those for testing; undefined where it diverged. */
  readonly training: Evaluation | undefined;
  readonly test: Evaluation | undefined;
  /** How far it is from constant predictors, on the data it was trained on; undefined where it diverged. */
  readonly drift: Drift | undefined;
}

/** What became of all networks. */
export interface BreakdownAnswer {
  /** In the order in which networks or depths were given. */
  readonly points: readonly BreakdownPoint[];
  /** The best constant predictor of the data they were trained on. */
  readonly constant: ConstantPredictor;
  readonly version: string;
}

function* breakDown(checked: CheckedBreakdown): Steps<BreakdownAnswer> {
  const { networks, training } = checked;
  const sets = checkSets(checked);
  const points: BreakdownPoint[] = [];
  const constant = bestConstant((sets[0] as Sets).samples, training.loss);
  for (const [index, network] of networks.entries()) {
    points.push(yield* trainOne(network, checked, sets[index] as Sets, constant, index));
  }
  return { points, constant, version };
}

/** What a network is trained on, and measured with. */
interface Sets {
  readonly samples: Samples;
  readonly test: TrainingData | undefined;
}

/** The sets of each network: networks of the same inputs and outputs share theirs, copies of what was given. */
function checkSets({ networks, data, test, training: { loss } }: CheckedBreakdown): Sets[] {
  const known = new Map<string, Sets>();
  return networks.map((network) => {
    const { inputs, outputs } = widthsOf(network);
    const key = `${inputs} ${outputs}`;
    const sets = known.get(key) ?? {
      samples: samplesFor(network, data, "options.data", loss),
      test: test === undefined ? undefined : withoutCount(samplesFor(network, test, "options.test", loss)),
    };
    known.set(key, sets);
    return sets;
  });
}

function withoutCount({ inputs, targets }: Samples): TrainingData {
  return { inputs, targets };
}

function* trainOne(
  network: Network,
  { networks, steps, training }: CheckedBreakdown,
  { samples, test }: Sets,
  constant: ConstantPredictor,
  index: number,
): Steps<BreakdownPoint> {
  const trainer = new Trainer({ network, options: training }, samples);
  const chances = chancesOf(network, training, samples);
  const [open, updated] = [new Tally(), new Tally()];
  const place = { before: index * steps, total: networks.length * steps };
  yield* advanceSteps(
    trainer,
    steps,
    (reports) => {
      reports.open.forEach((is, step) => {
        // What overflowed says nothing of paths.
        if (reports.first + step === reports.divergedAt) return;
        const batch = trainer.samplesOf(reports.first + step);
        open.add(chances.open(batch), is === 1);
        updated.add(chances.updated(batch), reports.updated[step] === 1);
      });
    },
    place,
  );
  const hasDiverged = trainer.divergedAt !== undefined;
  return {
    network,
    depth: layersOf(network).reduce((sum, { repeat }) => sum + repeat, -2),
    steps: trainer.step,
    divergedAt: trainer.divergedAt,
    open: open.share(),
    updated: updated.share(),
    isBound: training.activation === "relu",
    training: hasDiverged ? undefined : trainer.evaluate(),
    test: hasDiverged || test === undefined ? undefined : trainer.evaluate(test),
    drift: hasDiverged ? undefined : driftOf(trainer.predict(samples.inputs), constant.outputs, training.loss),
  };
}

/**
 * Trains a network for each depth, or any networks, and tells how training breaks down where removal cuts them: the share
 * of steps that change some weight next to its exact expectation, loss and accuracy in the end, and how far the
 * network is from a predictor that does not look at its inputs.
 *
 * Without biases, and with activations that are 0 at 0, a step whose masks have no open path changes nothing: the number of
 * effective updates is Binomial(steps, theta), at most that for ReLU. With biases such a step still moves them and the last
 * weights, towards the best constant predictor. With one mask for each of B samples a step is cut with probability
 * (1 - theta)^B. An input that is 0 counts as missing: theta is that of a network with as many inputs as are not 0 in the
 * sample, or, where samples share a mask, in any of them.
 *
 * The expectations hold for weights in general position: not for `initialisation: "zeros"`, and for networks with biases, which
 * begin at 0, from the first few steps on. Nor do they know of steps in which all outputs are equal to their targets to the
 * last bit, whose gradients are 0 wherever paths are open. Costs the training of all networks, and one copy of the data.
 *
 * @param options - `width` and `depths`, with rates as in `rectangular`, or `networks`; `steps`, `data` and `test`; the rest
 *   as in {@link TrainingOptions}. All networks have the same seed.
 * @throws PercolationError `invalid-input` as in {@link createTrainer}; `too-large` for what does not fit in memory.
 * @see Devlin and Sanders, "Dropout neural network training viewed from a percolation perspective", arXiv:2512.13853; the
 *   counts are this project's derivation.
 *
 * @example
 * import { clusterSet, trainingBreakdown } from "percolation/training";
 * const data = clusterSet({ inputs: 4, classes: 4, samples: 64, seed: 1 });
 * const { points } = trainingBreakdown({
 *   width: 4, depths: [2, 20], dropSites: 0.5, activation: "linear", biases: false, learningRate: 0.001, steps: 4000, data,
 * });
 * points.map(({ updated }) => updated.expected.toFixed(4)); // => ["0.8789", "0.2751"]
 * points.every(({ updated }) => Math.abs(updated.z) < 4); // => true
 */
export function trainingBreakdown(options: BreakdownOptions): BreakdownAnswer {
  return solve(breakDown(checkBreakdown(options)));
}

/**
 * The same with pauses in which other work goes on, and with the same bits.
 *
 * @param options - As of {@link trainingBreakdown}.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps of all
 *   networks are done.
 * @throws PercolationError as {@link trainingBreakdown}, by a promise that is rejected.
 *
 * @example
 * import { rectangular } from "percolation";
 * import { clusterSet, trainingBreakdownAsync } from "percolation/training";
 * const data = clusterSet({ inputs: 4, classes: 4, samples: 64, seed: 1 });
 * const networks = [rectangular({ width: 4, depth: 3 }, { dropBonds: 0.5 })];
 * const heard: number[] = [];
 * const { constant } = await trainingBreakdownAsync({ networks, steps: 100, data }, { onProgress: (done) => heard.push(done) });
 * [heard.at(-1), constant.loss]; // => [100, 0.1875]
 */
export async function trainingBreakdownAsync(
  options: BreakdownOptions,
  control: TrainingControl = {},
): Promise<BreakdownAnswer> {
  const checked = checkBreakdown(options);
  return watch(() => breakDown(checked), control);
}
