import { badInput, PercolationError } from "../../errors.ts";

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

export function checkShape({ inputs, width, layers }: UniformShape, least = 1): UniformShape {
  const checked = { inputs, width, layers };
  for (const [field, value] of Object.entries(checked)) {
    const [low, high] = field === "layers" ? [least, MOST_LAYERS] : [1, 2 ** 20];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw badInput(field, `an integer in ${low}..${high}`, value);
    }
  }
  return checked;
}

/** Widths, and weights made for each weight layer of their size. */
export function build({ inputs, width, layers }: UniformShape, make: (index: number, count: number) => Float64Array) {
  const widths = [inputs, ...Array<number>(layers - 1).fill(width), 1];
  const total = widths.slice(1).reduce((sum, each, index) => sum + each * (widths[index] ?? 0), 0);
  if (total > MOST_WEIGHTS) {
    const message = `width: expected a shape of at most ${MOST_WEIGHTS} weights, got ${total}`;
    throw new PercolationError("too-large", message, { field: "width" });
  }
  const weights = widths.slice(1).map((each, index) => make(index, each * (widths[index] ?? 0)));
  return { widths, weights };
}
