import { unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { flatten, MOST_AXES, reshape, type Shape } from "./shape.ts";
import { readNumbers } from "./tensor.ts";
import {
  attributeOf,
  constantAt,
  hasInput,
  integerAttribute,
  neuronsAt,
  nodeLabel,
  type Rule,
  type Walk,
} from "./walk.ts";

export const flattenNode: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  const axis = integerAttribute(node, "axis", 1);
  return { ...source, shape: accepted(node, flatten(source.shape, axis), `axis ${axis}`) };
};

export const reshapeNode: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  const target = targetOf(node, walk);
  return { ...source, shape: accepted(node, reshape(source.shape, target), `shape [${target.slice(0, 8)}]`) };
};

/** The target is an input since version 5 of the standard operators, an attribute before. */
function targetOf(node: Node, walk: Walk): readonly number[] {
  return hasInput(node, 1)
    ? readNumbers(constantAt(node, walk, 1), MOST_AXES)
    : (attributeOf(node, "shape")?.integers ?? []);
}

function accepted(node: Node, shape: Shape | null, actual: string): Shape {
  if (shape === null) throw unsupported(nodeLabel(node), "to flatten each sample into one row", actual);
  return shape;
}
