import { type LayeredNetwork, sampleMasks } from "percolation";
import type { Parameters, TrainingOptions } from "percolation/training";

// Training as a textbook writes it down, sample by sample and weight by weight, with the masks of sampleMasks.

type Plain = Required<Omit<TrainingOptions, "initialisation" | "batch">> & { readonly batch: number };

interface Masks {
  readonly inputs: readonly number[];
  readonly sites: readonly (readonly number[])[];
  readonly bonds: readonly (readonly number[])[];
}

const activate = {
  linear: (x: number) => x,
  relu: (x: number) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
};
const slope = {
  linear: () => 1,
  relu: (value: number) => (value > 0 ? 1 : 0),
  tanh: (value: number) => 1 - value * value,
  sigmoid: (value: number) => value * (1 - value),
};

/** A rate of the network at a place, of which it has one for all places or a list. */
function keepOf(drop: number | readonly number[] | undefined, place: number): number {
  return 1 - (typeof drop === "object" ? (drop[place] ?? 0) : (drop ?? 0));
}

/** The masks of a trial, times what survivors are multiplied with. */
function masksOf(network: LayeredNetwork, trial: number, { seed, inverted }: Plain): Masks {
  const { inputs, sites, bonds } = sampleMasks(network, { seed, trial });
  const scale = (mask: Uint8Array, keep: number) => [...mask].map((bit) => bit * (inverted && keep > 0 ? 1 / keep : 1));
  return {
    inputs: scale(inputs, keepOf(network.dropInputs, 0)),
    sites: sites.map((mask, place) => scale(mask, keepOf(network.dropSites, place))),
    bonds: bonds.map((mask, place) => scale(mask, keepOf(network.dropBonds, place))),
  };
}

/** The loss of one sample and its gradients. */
export function lookAt(
  network: LayeredNetwork,
  { weights, biases }: Parameters,
  masks: Masks,
  input: readonly number[],
  target: readonly number[],
  { activation, loss: kind }: Pick<Plain, "activation" | "loss">,
): { loss: number; gradients: { weights: number[][]; biases: number[][] } } {
  const { widths } = network;
  const last = widths.length - 1;
  const outs: number[][] = [input.map((value, i) => value * (masks.inputs[i] ?? 0))];
  const values: number[][] = [[...input]];
  for (let layer = 1; layer <= last; layer++) {
    const before = outs[layer - 1] as number[];
    const row = Array.from({ length: widths[layer] as number }, (_, j) => {
      let sum = biases[layer - 1]?.[j] ?? 0;
      before.forEach((value, i) => {
        const at = j * before.length + i;
        sum += (weights[layer - 1]?.[at] ?? 0) * (masks.bonds[layer - 1]?.[at] ?? 0) * value;
      });
      return layer < last ? activate[activation](sum) : sum;
    });
    values.push(row);
    outs.push(layer < last ? row.map((value, j) => value * (masks.sites[layer - 1]?.[j] ?? 0)) : row);
  }
  const outputs = outs[last] as number[];
  let loss = 0;
  let deltas: number[];
  if (kind === "cross-entropy") {
    const most = Math.max(...outputs);
    const norm = most + Math.log(outputs.reduce((sum, value) => sum + Math.exp(value - most), 0));
    outputs.forEach((value, k) => {
      loss -= (target[k] ?? 0) * (value - norm);
    });
    deltas = outputs.map((value, k) => Math.exp(value - norm) - (target[k] ?? 0));
  } else {
    outputs.forEach((value, k) => {
      loss += (value - (target[k] ?? 0)) ** 2 / outputs.length;
    });
    deltas = outputs.map((value, k) => (2 * (value - (target[k] ?? 0))) / outputs.length);
  }
  const gradients = { weights: [] as number[][], biases: [] as number[][] };
  for (let layer = last; layer > 0; layer--) {
    const before = outs[layer - 1] as number[];
    const bonds = masks.bonds[layer - 1] ?? [];
    gradients.weights.unshift(
      deltas.flatMap((delta, j) => before.map((value, i) => delta * value * (bonds[j * before.length + i] ?? 0))),
    );
    gradients.biases.unshift([...deltas]);
    deltas = before.map((_, i) => {
      let sum = 0;
      deltas.forEach((delta, j) => {
        const at = j * before.length + i;
        sum += delta * (weights[layer - 1]?.[at] ?? 0) * (bonds[at] ?? 0);
      });
      return layer > 1
        ? sum * (masks.sites[layer - 2]?.[i] ?? 0) * slope[activation](values[layer - 1]?.[i] ?? 0)
        : sum;
    });
  }
  return { loss, gradients };
}

/** Whether in these masks a path is open from an input that is not 0 to an output. */
export function isOpen(network: LayeredNetwork, masks: Masks, input: readonly number[]): boolean {
  let reached = input.map((value, i) => value * (masks.inputs[i] ?? 0) !== 0);
  for (let layer = 1; layer < network.widths.length; layer++) {
    const before = reached;
    reached = Array.from({ length: network.widths[layer] as number }, (_, j) => {
      const isKept = layer === network.widths.length - 1 || (masks.sites[layer - 1]?.[j] ?? 0) !== 0;
      return isKept && before.some((is, i) => is && (masks.bonds[layer - 1]?.[j * before.length + i] ?? 0) !== 0);
    });
  }
  return reached.some(Boolean);
}

/** What training has come to. */
export interface PlainState {
  readonly weights: number[][];
  readonly biases: number[][];
  readonly first: number[][];
  readonly second: number[][];
}

/** One step on the samples of a batch; changes the state. Returns the loss, whether a weight's gradient is not 0, and whether a path was open. */
export function step(
  network: LayeredNetwork,
  state: PlainState,
  number: number,
  batch: readonly { input: readonly number[]; target: readonly number[] }[],
  options: Plain,
): { loss: number; updated: boolean; open: boolean; gradientNorm: number } {
  const all = [...state.weights, ...state.biases];
  const sums = all.map((each) => each.map(() => 0));
  let loss = 0;
  let open = false;
  batch.forEach(({ input, target }, index) => {
    const trial = options.maskPer === "sample" ? number * batch.length + index : number;
    const masks = masksOf(network, trial, options);
    const { loss: one, gradients } = lookAt(
      network,
      {
        weights: state.weights.map((each) => Float64Array.from(each)),
        biases: state.biases.map((each) => Float64Array.from(each)),
      },
      masks,
      input,
      target,
      options,
    );
    loss += one / batch.length;
    open ||= isOpen(network, masks, input);
    const each = [...gradients.weights, ...(state.biases.length > 0 ? gradients.biases : [])];
    each.forEach((gradient, place) => {
      gradient.forEach((value, i) => {
        (sums[place] as number[])[i] = (sums[place]?.[i] ?? 0) + value / batch.length;
      });
    });
  });
  const ofWeights = sums.slice(0, state.weights.length).flat();
  const rate = options.learningRate / (1 + options.learningRateDecay * number);
  all.forEach((values, place) => {
    const decay = place < state.weights.length ? options.weightDecay : 0;
    const [first, second] = [state.first[place] as number[], state.second[place] as number[]];
    values.forEach((value, i) => {
      const gradient = (sums[place]?.[i] ?? 0) + decay * value;
      if (options.optimiser === "sgd") values[i] = value - rate * gradient;
      else if (options.optimiser === "momentum") {
        first[i] = options.momentum * (first[i] ?? 0) + gradient;
        values[i] = value - rate * (first[i] ?? 0);
      } else {
        first[i] = options.momentum * (first[i] ?? 0) + (1 - options.momentum) * gradient;
        second[i] = options.secondMomentum * (second[i] ?? 0) + (1 - options.secondMomentum) * gradient ** 2;
        const mean = (first[i] ?? 0) / (1 - options.momentum ** (number + 1));
        const spread = (second[i] ?? 0) / (1 - options.secondMomentum ** (number + 1));
        values[i] = value - (rate * mean) / (Math.sqrt(spread) + options.epsilon);
      }
    });
  });
  return { loss, open, updated: ofWeights.some((value) => value !== 0), gradientNorm: Math.hypot(...ofWeights) };
}
