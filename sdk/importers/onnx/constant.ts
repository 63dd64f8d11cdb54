import { fromTensor } from "./constants.ts";
import { INT64 } from "./data-types.ts";
import { unsupported } from "./failures.ts";
import type { Attribute, Node, Tensor } from "./model.ts";
import { floatTensor } from "./tensor.ts";
import { nodeLabel, type Rule } from "./walk.ts";

/** A Constant node: a tensor, or numbers given directly as attributes. */
export const constant: Rule = (node) => fromTensor(tensorOf(node), node.outputs[0] ?? "");

function tensorOf(node: Node): Tensor {
  const [attribute] = node.attributes;
  const tensor = attribute && (attribute.name === "value" ? attribute.tensor : fromNumbers(attribute));
  if (tensor === undefined || node.attributes.length > 1) {
    const names = node.attributes.slice(0, 4).map(({ name }) => name.slice(0, 40));
    throw unsupported(nodeLabel(node), "a tensor or numbers as its only attribute", `[${names}]`);
  }
  return tensor;
}

function fromNumbers({ name, float = 0, integer = 0, floats, integers }: Attribute): Tensor | undefined {
  if (name === "value_float") return floatTensor([float], []);
  if (name === "value_floats") return floatTensor(floats, [floats.length]);
  if (name === "value_int") return integerTensor([integer], []);
  if (name === "value_ints") return integerTensor(integers, [integers.length]);
  return undefined;
}

function integerTensor(values: readonly number[], dims: number[]): Tensor {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (const [index, value] of values.entries()) view.setBigInt64(index * 8, BigInt(value), true);
  const rawData = new Uint8Array(view.buffer);
  return { name: "", dims, dataType: INT64, rawData, external: false, place: new Map() };
}
