import * as v from "valibot";
import { PercolationError } from "../../errors.ts";
import { check, integer } from "../../networks/check.ts";

/** The shape of the networks of arXiv:1602.04484. */
export interface UniformShape {
  /** K, inputs. */
  readonly inputs: number;
  /** n, neurons of each hidden layer. */
  readonly width: number;
  /** d, layers with weights: hidden layers and the output, at least 1. */
  readonly layers: number;
}

/** Layers of weights are gone through one by one. */
const MOST_LAYERS = 4095;
/** What fits in the module's memory. */
const MOST_WEIGHTS = 2 ** 27;

/** Schemas of the fields of a shape with so many layers at least. */
export function shapeFields(least: number) {
  const size = integer(1, 2 ** 20);
  return { inputs: size, width: size, layers: integer(least, MOST_LAYERS) };
}

const schema = v.strictObject(shapeFields(1));

export function checkShape(shape: UniformShape): UniformShape {
  return check(schema, shape, "shape");
}

/** Widths, and weights made for each weight layer of their size. */
export function build(
  { inputs, width, layers }: UniformShape,
  make: (index: number, count: number) => Float64Array,
  field = "shape",
) {
  const widths = [inputs, ...Array<number>(layers - 1).fill(width), 1];
  const total = widths.slice(1).reduce((sum, each, index) => sum + each * (widths[index] ?? 0), 0);
  if (total > MOST_WEIGHTS) {
    const message = `${field}.width: expected a shape of at most ${MOST_WEIGHTS} weights, got ${total}`;
    throw new PercolationError("too-large", message, { field: `${field}.width` });
  }
  const weights = widths.slice(1).map((each, index) => make(index, each * (widths[index] ?? 0)));
  return { widths, weights };
}
