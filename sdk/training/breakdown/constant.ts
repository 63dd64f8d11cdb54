import { exp, log } from "../../engine/mathematics.ts";
import type { Samples } from "../../engine/training/run.ts";
import { accuracyOf } from "../accuracy.ts";
import type { Evaluation } from "../trainer.ts";

/** The best of all predictors that do not look at their inputs: what a network comes to that no path leads through. */
export interface ConstantPredictor extends Evaluation {
  /** The mean of the targets: with labels the frequencies of the classes. */
  readonly outputs: Float64Array;
}

/** How far a network's predictions are from a constant. */
export interface Drift {
  /** Root of the mean squared difference, over samples and outputs, from the best constant predictor. */
  readonly distance: number;
  /** The same from the mean of its own predictions: 0 when they do not depend on the inputs. */
  readonly spread: number;
}

type Loss = "mean-squared-error" | "cross-entropy";

/** The best constant, and its loss: of 10 balanced classes log(10) as cross-entropy, 0.09 as mean squared error. */
export function bestConstant({ count, targets }: Samples, loss: Loss): ConstantPredictor {
  const width = targets.length / count;
  const outputs = meanRow(targets, width);
  const all = targets.map((_, at) => outputs[at % width] ?? 0);
  return {
    outputs,
    loss: loss === "cross-entropy" ? entropy(outputs) : meanSquare(targets, all),
    accuracy: accuracyOf(all, targets, width),
  };
}

/** How far what a network puts out is from constants; for cross-entropy, the softmax of it. */
export function driftOf(outputs: Float64Array, constant: Float64Array, loss: Loss): Drift {
  const width = constant.length;
  const predictions = loss === "cross-entropy" ? softmax(outputs, width) : outputs;
  const mean = meanRow(predictions, width);
  const repeat = (row: Float64Array) => predictions.map((_, at) => row[at % width] ?? 0);
  return {
    distance: Math.sqrt(meanSquare(predictions, repeat(constant))),
    spread: Math.sqrt(meanSquare(predictions, repeat(mean))),
  };
}

function meanRow(rows: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  rows.forEach((value, at) => {
    sums[at % width] = (sums[at % width] ?? 0) + value;
  });
  return sums.map((sum) => (sum * width) / rows.length);
}

function meanSquare(one: Float64Array, other: Float64Array): number {
  const sum = one.reduce((all, value, at) => {
    const difference = value - (other[at] ?? 0);
    return all + difference * difference;
  }, 0);
  return sum / one.length;
}

function entropy(shares: Float64Array): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * log(share) : sum), 0);
}

function softmax(outputs: Float64Array, width: number): Float64Array {
  const predictions = new Float64Array(outputs.length);
  for (let start = 0; start < outputs.length; start += width) {
    const row = outputs.subarray(start, start + width);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = row.map((value) => exp(value - most));
    const sum = powers.reduce((a, b) => a + b, 0);
    predictions.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return predictions;
}
