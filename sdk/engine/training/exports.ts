import type { Arena } from "../exports.ts";

/** What the module that trains exports: the ABI of assembly/training/index.ts. */
export interface TrainingExports extends Arena {
  openNumbers(seedLow: number, seedHigh: number, purpose: number, runLow: number, runHigh: number, layer: number): void;
  streamState(): number;
  shuffle(seedLow: number, seedHigh: number, runLow: number, runHigh: number, order: number, count: number): void;
  fillEvenly(numbers: number, count: number, limit: number): void;
  fillNormally(numbers: number, count: number, deviation: number): void;
  train(run: number, steps: number): number;
  differentiate(run: number): void;
  predict(run: number, samples: number, outputs: number): void;
  meanLoss(kind: number, outputs: number, targets: number, width: number, samples: number): number;
  enumerateMasks(run: number, samples: number, shares: number, outputs: number, scratch: number, result: number): void;
  spreadVariance(run: number, samples: number, shares: number, widest: number, scratch: number, result: number): void;
  sampleExcess(
    run: number,
    samples: number,
    shares: number,
    outputs: number,
    first: number,
    trials: number,
    result: number,
  ): void;
  measureModel(model: number, losses: number): void;
  measureMasks(model: number, first: number, count: number, losses: number, gradients: number): void;
  fillCovariance(model: number, matrix: number): void;
  fillHessian(model: number, isModified: number, matrix: number): void;
  descendMasked(model: number, rate: number, first: number, steps: number, every: number, records: number): number;
  integrateModified(
    model: number,
    bend: number,
    rate: number,
    length: number,
    steps: number,
    every: number,
    records: number,
  ): number;
  findCrossing(model: number, isModified: number, direction: number, factor: number, start: number): number;
  relax(rate: number, time: number): number;
}
