import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { precisionOf, readNumbers } from "./tensor.ts";
import {
  attributeOf,
  constantAt,
  floatAttribute,
  hasInput,
  neuronsAt,
  nodeLabel,
  type Rule,
  type Walk,
} from "./walk.ts";

/** The first version of the standard operators in which the ratio is an input instead of an attribute. */
const RATIO_AS_INPUT = 12;

/** Drops the neurons of the layer. Two Dropouts on one layer keep what both keep: keep1 * keep2. */
export const dropout: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  const ratio = ratioOf(node, walk);
  if (!(ratio >= 0 && ratio <= 1)) throw invalidFile(nodeLabel(node), "a ratio in 0..1", `${ratio}`);
  const rate = source.dropout === undefined ? ratio : 1 - (1 - source.dropout.rate) * (1 - ratio);
  return { ...source, dropout: { rate, label: nodeLabel(node) } };
};

function ratioOf(node: Node, walk: Walk): number {
  if (walk.opset < RATIO_AS_INPUT) {
    return attributeOf(node, "ratio") === undefined ? 0.5 : shortestDecimal(floatAttribute(node, "ratio", 0.5), 24);
  }
  if (!hasInput(node, 1)) return 0.5;
  const tensor = constantAt(node, walk, 1);
  const [ratio, ...rest] = readNumbers(tensor, 1);
  if (ratio === undefined || rest.length > 0) throw unsupported(nodeLabel(node), "one ratio", "an empty tensor");
  return shortestDecimal(ratio, precisionOf(tensor));
}

/**
 * The shortest decimal that rounds to `value` among numbers of `precision` significant binary digits:
 * a float32 file can only hold 0.20000000298 for a rate that was written as 0.2.
 */
export function shortestDecimal(value: number, precision: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  for (let digits = 1; digits <= 16; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (rounded(decimal, precision) === value) return decimal;
  }
  return value;
}

function rounded(value: number, precision: number): number {
  // Veltkamp's splitting: only exact powers of two and roundings, the same in every runtime.
  let factor = 1;
  for (let bit = precision; bit < 53; bit++) factor *= 2;
  const spread = value * (factor + 1);
  return spread - (spread - value);
}
