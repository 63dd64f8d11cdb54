import { LANES, type Range } from "../../engine/range.ts";
import {
  type ExcessMoments,
  enumerateMasks,
  type Means,
  sampleExcess,
  spreadVariance,
  type WeightedSamples,
} from "../../engine/training/penalty/criterion.ts";
import type { Training } from "../../engine/training/run.ts";
import { pause, type Steps } from "../../sampling/sampler.ts";
import { productsOf } from "./methods.ts";
import type { WeightedNetwork } from "./network.ts";
import { workOfMasks } from "./work.ts";

/** What is looked at: a network, its removal and its activation, and examples. */
export interface Subject {
  readonly network: WeightedNetwork;
  readonly training: Training;
  readonly samples: WeightedSamples;
}

/** Work between two pauses, some hundredths of a second, in products and sums. */
const PIECE = 2 ** 25;
/** What a pass takes besides its weights for each neuron, and drawing masks for a neuron. */
const [PER_NEURON, PER_DRAW] = [16, 8];

/** By all masks, with pauses behind whole examples. */
export function* enumerate(subject: Subject): Steps<Means> {
  const rates = subject.training.layers.slice(0, -1).map(({ sites }) => sites);
  return yield* goThrough(subject, enumerateMasks, workOfMasks(subject.network.widths, rates));
}

/** By the variance of the output, with pauses behind whole examples. */
export function* spread(subject: Subject): Steps<Means> {
  const products = productsOf(subject.network, subject.samples) / subject.samples.count;
  return yield* goThrough(subject, spreadVariance, PER_NEURON * sumOf(subject.network.widths) + products);
}

/** By trials, with pauses in between, where no masks are drawn twice. */
export function* sample({ network, training, samples }: Subject, trials: number): Steps<ExcessMoments> {
  const neurons = sumOf(network.widths);
  const perPass = PER_NEURON * neurons + sumOf(network.weights.map(({ length }) => length));
  const perTrial = PER_DRAW * neurons + samples.count * perPass;
  let moments: ExcessMoments = { risk: 0, mean: 0, deviations: 0 };
  for (const range of rangesOf(trials, perTrial, LANES)) {
    moments = sampleExcess(training, network, samples, range, moments);
    yield* pause(range.first + range.count, trials);
  }
  return moments;
}

function* goThrough({ network, training, samples }: Subject, add: typeof enumerateMasks, work: number): Steps<Means> {
  let means: Means = { criterion: 0, risk: 0, penalty: 0 };
  for (const range of rangesOf(samples.count, work, 1)) {
    means = add(training, network, samples, range, means);
    yield* pause(range.first + range.count, samples.count);
  }
  return means;
}

/** Ranges of a piece each, in multiples of a grain. */
function* rangesOf(count: number, work: number, grain: number): Generator<Range, void> {
  const perPiece = grain * Math.max(1, Math.floor(PIECE / work / grain));
  for (let first = 0; first < count; first += perPiece) yield { first, count: Math.min(perPiece, count - first) };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
