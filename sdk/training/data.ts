import * as v from "valibot";
import type { Samples } from "../engine/training/run.ts";
import { badInput } from "../errors.ts";
import { asObject, check } from "../networks/check.ts";
import type { Network } from "../networks/network.ts";
import type { TrainingOptions } from "./options.ts";

/** Samples to train on or to be measured with. They are copied: what becomes of the arrays later makes no difference. */
export interface TrainingData {
  /** A row of as many numbers as there are inputs for each sample: arrays, or all rows one behind the other. */
  readonly inputs: Float64Array | readonly ArrayLike<number>[];
  /** What the outputs should be, likewise; the other way is to give `labels`. */
  readonly targets?: Float64Array | readonly ArrayLike<number>[];
  /** The class of each sample, in 0..outputs-1: its output should be 1 and all others 0. */
  readonly labels?: ArrayLike<number>;
}

/** Samples that are taken: their places are 32-bit numbers. */
const MAX_SAMPLES = 2 ** 27;

const schema = v.strictObject({
  inputs: v.optional(v.unknown()),
  targets: v.optional(v.unknown()),
  labels: v.optional(v.unknown()),
});

/** Data as the kernels take them, for networks of so many inputs and outputs, to be measured by a loss; a copy. */
export function checkData(
  data: TrainingData,
  inputs: number,
  outputs: number,
  field = "data",
  loss: TrainingOptions["loss"] = "mean-squared-error",
): Samples {
  const { inputs: rows, targets, labels } = check(schema, asObject(data, field), field);
  const flat = copyRows(rows, inputs, `${field}.inputs`);
  const count = flat.length / inputs;
  if (count < 1 || count > MAX_SAMPLES) throw badInput(`${field}.inputs`, `1..${MAX_SAMPLES} rows`, rows);
  if ((targets === undefined) === (labels === undefined)) {
    throw badInput(field, "either targets or labels", targets === undefined ? "neither" : "both");
  }
  if (targets === undefined) {
    return { count, inputs: flat, targets: fromLabels(labels, count, outputs, `${field}.labels`) };
  }
  const wanted = copyRows(targets, outputs, `${field}.targets`);
  if (wanted.length !== count * outputs) throw badInput(`${field}.targets`, `${count} rows, as of inputs`, targets);
  if (loss === "cross-entropy") checkShares(wanted, outputs, `${field}.targets`);
  return { count, inputs: flat, targets: wanted };
}

/** Samples for a network of these widths, a copy. */
export function samplesFor(
  network: Network,
  data: TrainingData,
  field: string,
  loss: TrainingOptions["loss"],
): Samples {
  const { inputs, outputs } = widthsOf(network);
  return checkData(data, inputs, outputs, field, loss);
}

/** Numbers of inputs and outputs. */
export function widthsOf(network: Network): { inputs: number; outputs: number } {
  if (network.kind === "layered") {
    const { widths } = network;
    return { inputs: widths[0] ?? 0, outputs: widths.at(-1) ?? 0 };
  }
  const { width, inputs = width, outputs = width } = network;
  return { inputs, outputs };
}

/** Cross-entropy compares with shares of the classes. */
function checkShares(targets: Float64Array, width: number, field: string): void {
  for (let start = 0; start < targets.length; start += width) {
    const row = targets.subarray(start, start + width);
    const bad = row.findIndex((share) => share < 0 || share > 1);
    if (bad >= 0) throw badInput(`${field}[${start / width}][${bad}]`, "a share in 0..1, for cross-entropy", row[bad]);
    const sum = row.reduce((all, share) => all + share, 0);
    if (Math.abs(sum - 1) > 1e-9)
      throw badInput(`${field}[${start / width}]`, "shares that sum to 1, for cross-entropy", sum);
  }
}

/** Rows of numbers, one behind the other, that nobody else holds. */
function copyRows(rows: unknown, width: number, field: string): Float64Array {
  const flat = flatten(rows, width, field);
  return flat === rows ? flat.slice() : flat;
}

/** Rows of numbers, one behind the other: those that are so already are given back. */
export function flatten(
  rows: unknown,
  width: number,
  field: string,
  fieldOf = (row: number) => `${field}[${row}]`,
): Float64Array {
  if (rows instanceof Float64Array) {
    if (rows.length % width !== 0) throw badInput(field, `rows of ${width} numbers`, rows.length);
    const bad = rows.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw badInput(`${field}[${bad}]`, "a finite number", rows[bad]);
    return rows;
  }
  if (!Array.isArray(rows)) throw badInput(field, `an array of rows of ${width} numbers, or a Float64Array`, rows);
  const flat = new Float64Array(rows.length * width);
  // Counted: methods of arrays pass over holes.
  for (let index = 0; index < rows.length; index++) {
    const row: unknown = rows[index];
    if (!isRow(row) || row.length !== width) throw badInput(fieldOf(index), `${width} numbers`, row);
    for (let column = 0; column < width; column++) {
      const value = row[column];
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw badInput(`${fieldOf(index)}[${column}]`, "a finite number", value);
      }
      flat[index * width + column] = value;
    }
  }
  return flat;
}

function isRow(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function fromLabels(labels: unknown, count: number, outputs: number, field: string): Float64Array {
  if (!isRow(labels) || labels.length !== count) throw badInput(field, `${count} labels, one a sample`, labels);
  const targets = new Float64Array(count * outputs);
  for (let sample = 0; sample < count; sample++) {
    const label = labels[sample];
    if (!Number.isInteger(label) || Number(label) < 0 || Number(label) >= outputs) {
      throw badInput(`${field}[${sample}]`, `an integer in 0..${outputs - 1}`, label);
    }
    targets[sample * outputs + Number(label)] = 1;
  }
  return targets;
}
