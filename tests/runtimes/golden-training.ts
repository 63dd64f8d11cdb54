// Short training runs: the weights after 100 steps, bit for bit, and what every step reported.
import { type LayeredNetwork, layered, rectangular } from "percolation";
import { createTrainer, resumeTrainer, type TrainingOptions } from "percolation/training";
import { bits, type GoldenResult, hash } from "./golden-values.ts";

const STEPS = 100;

/** Ten samples of so many numbers in -1..1, by arithmetic that no runtime does otherwise. */
function samplesOf(inputs: number, outputs: number) {
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const rows = Array.from({ length: 10 }, () => Array.from({ length: inputs }, next));
  return { inputs: rows, labels: rows.map((_, index) => index % outputs) };
}

const dropout = layered([7, 19, 11, 3], { dropSites: 0.3, dropInputs: 0.1 });
const dropconnect = layered([7, 19, 11, 3], { dropBonds: 0.6 });

const runs: Record<string, readonly [LayeredNetwork, TrainingOptions]> = {
  "sgd, relu": [dropout, { learningRate: 0.1, seed: 1 }],
  "sgd, linear, no biases": [
    dropout,
    { activation: "linear", biases: false, learningRate: 0.01, seed: "18446744073709551615" },
  ],
  "momentum, tanh, cross-entropy": [
    dropout,
    { activation: "tanh", loss: "cross-entropy", optimiser: "momentum", batch: 4, maskPer: "sample", seed: 2 },
  ],
  "adam, sigmoid, dropconnect": [
    dropconnect,
    { activation: "sigmoid", optimiser: "adam", batch: "full", learningRateDecay: 0.01, weightDecay: 0.001, seed: 3 },
  ],
  "sgd, dropconnect, not scaled": [
    dropconnect,
    { inverted: false, initialisation: "he-normal", learningRate: 0.05, batch: 3, seed: 4 },
  ],
  "momentum, tanh, averaged masks": [
    layered([7, 19, 11, 3], { dropSites: [0, 0.3] }),
    { activation: "tanh", optimiser: "momentum", masks: "averaged", batch: 4, seed: 5 },
  ],
};

/** A hash of doubles, bit by bit. */
function hashNumbers(numbers: Float64Array): string {
  return hash(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}

export function runGoldenTraining(result: GoldenResult): void {
  for (const [name, [network, options]] of Object.entries(runs)) {
    const data = samplesOf(network.widths[0] ?? 0, network.widths.at(-1) ?? 0);
    const first = createTrainer(network, data, options);
    first.advance(STEPS / 2);
    const trainer = resumeTrainer(first.save(), data);
    const { loss, gradientNorm, weightNorm, updated, open } = trainer.advance(STEPS / 2);
    const { weights, biases } = trainer.parameters;
    result[`training ${name}, weights`] = [...weights, ...biases].map(hashNumbers);
    result[`training ${name}, reports`] = [hashNumbers(loss), hashNumbers(gradientNorm), hashNumbers(weightNorm)];
    result[`training ${name}, steps`] = [hash(updated), hash(open)];
    result[`training ${name}, loss`] = bits(trainer.evaluate().loss);
  }
  const deep = rectangular({ width: 5, depth: 12 }, { dropSites: 0.5 });
  const options = { activation: "tanh", biases: false } as const;
  const reports = createTrainer(deep, samplesOf(5, 5), options).advance(1000);
  const count = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);
  result["training deep, updates and open paths"] = [count(reports.updated), count(reports.open)].map(bits);
}
