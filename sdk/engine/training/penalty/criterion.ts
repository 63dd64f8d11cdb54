import { requireMemory } from "../../arena.ts";
import type { Range } from "../../range.ts";
import type { TrainingExports } from "../exports.ts";
import { withTraining } from "../instance.ts";
import { layOutRun, type Parameters, type Samples, type Training } from "../run.ts";

// A run as the trainer lays it out, of which the masks are gone through. What its outputs take is laid out with room
// behind them: outputs without removal, shares of the samples, results, scratch.

/** Samples, and how much each counts: shares that add up to 1. */
export interface WeightedSamples extends Samples {
  readonly shares: Float64Array;
}

/** Mean squared errors with and without removal, and their difference, which is not found by subtraction. */
export interface Means {
  readonly criterion: number;
  readonly risk: number;
  readonly penalty: number;
}

/** The risk, and of sampled masks the mean excess over it and the sum of its squared deviations. */
export interface ExcessMoments {
  readonly risk: number;
  readonly mean: number;
  readonly deviations: number;
}

/** Doubles of the columns of bits and of the three sums, see assembly/training/penalty/bits.ts. */
const COLUMNS = 6 + 192;

/**
 * Over all masks, of a range of the samples, on top of what those before it add up to. What it takes is estimated by
 * sdk/training/penalty/work.ts.
 */
export function enumerateMasks(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  range: Range,
  before: Means,
): Means {
  const { layers } = training;
  const sums = layers.slice(1).reduce((sum, { width }, index) => {
    const { width: before = 0, sites } = layers[index] ?? {};
    return sum + width * ((sites?.drop ? before : 0) + 1);
  }, 0);
  const scratch = COLUMNS + 2 * layers.length + sums;
  return addSamples(training, parameters, takeSamples(samples, range), scratch, before, (module, at, shares) =>
    module.enumerateMasks(at.run, 1, shares, at.outputs, at.scratch, at.result),
  );
}

/** By the covariances of networks that act linearly, of a range of the samples, on top of what those before it add up to. */
export function spreadVariance(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  range: Range,
  before: Means,
): Means {
  const widest = training.layers.reduce((most, { width }) => Math.max(most, width), 0);
  const part = takeSamples(samples, range);
  return addSamples(training, parameters, part, 3 * widest * widest, before, (module, at, shares) =>
    module.spreadVariance(at.run, 1, shares, widest, at.scratch, at.result),
  );
}

/** Over the masks of a range of trials of the training's seed, on top of those before it, from trial 0 on. */
export function sampleExcess(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  { first, count }: Range,
  before: ExcessMoments,
): ExcessMoments {
  return withRoom(training, parameters, samples, 0, (module, at) => {
    const result = new Float64Array(module.memory.buffer, at.result, 3);
    result.set([0, before.mean, before.deviations]);
    module.sampleExcess(at.run, samples.count, at.shares, at.outputs, first, count, at.result);
    const [risk = Number.NaN, mean = Number.NaN, deviations = Number.NaN] = result;
    return { risk, mean, deviations };
  });
}

function takeSamples({ count, inputs, targets, shares }: WeightedSamples, range: Range): WeightedSamples {
  const width = inputs.length / count;
  const end = range.first + range.count;
  return {
    count: range.count,
    inputs: inputs.subarray(range.first * width, end * width),
    targets: targets.subarray(range.first, end),
    shares: shares.subarray(range.first, end),
  };
}

/** Adds the means of one sample after another, as a kernel does that is given them all: the same sums with any ranges. */
function addSamples(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  scratch: number,
  before: Means,
  use: (module: TrainingExports, at: Places, shares: number) => void,
): Means {
  return withRoom(training, parameters, samples, scratch, (module, at) => {
    const { buffer } = module.memory;
    // Where inputs and targets of the run are.
    const pointers = new Uint32Array(buffer, at.run + 8, 2);
    const [inputs = 0, targets = 0] = pointers;
    const bytes = samples.inputs.byteLength / samples.count;
    const result = new Float64Array(buffer, at.result, 3);
    let { criterion, risk, penalty } = before;
    for (let index = 0; index < samples.count; index++) {
      pointers.set([inputs + index * bytes, targets + 8 * index]);
      use(module, at, at.shares + 8 * index);
      criterion += result[0] ?? 0;
      risk += result[1] ?? 0;
      penalty += result[2] ?? 0;
    }
    return { criterion, risk, penalty };
  });
}

interface Places {
  readonly run: number;
  readonly outputs: number;
  readonly shares: number;
  readonly result: number;
  readonly scratch: number;
}

function withRoom<T>(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  scratch: number,
  use: (module: TrainingExports, at: Places) => T,
): T {
  const { count, shares } = samples;
  const rows = 2 * count + 4 + scratch;
  requireMemory(8 * rows);
  return withTraining((module) => {
    const start = { step: 0, firstPower: 1, secondPower: 1 };
    const order = { samples: new Uint32Array(0), stride: 0 };
    const room = { samples, order, steps: 0, rows };
    const { run, outputs } = layOutRun(module, training, parameters, undefined, start, room);
    const at = outputs + 8 * count;
    new Float64Array(module.memory.buffer, at, count).set(shares);
    const result = at + 8 * count;
    return use(module, { run, outputs, shares: at, result, scratch: result + 32 });
  });
}
