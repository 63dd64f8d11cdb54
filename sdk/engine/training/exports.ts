import type { Arena } from "../exports.ts";

/** What the module that trains exports: the ABI of assembly/training/index.ts. */
export interface TrainingExports extends Arena {
  openNumbers(seedLow: number, seedHigh: number, purpose: number, runLow: number, runHigh: number, layer: number): void;
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
}
