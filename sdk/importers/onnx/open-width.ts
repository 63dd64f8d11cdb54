import { show } from "../../errors.ts";
import { unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { isOpen, type Signal } from "./signal.ts";
import { nodeLabel, type Walk } from "./walk.ts";

// An input whose width the file leaves open has rows of neurons, as many as the first dense layer reads.

/** Fills in the width of the input that a signal comes from, where it is open. All signals of that width share it. */
export function resolveWidth(node: Node, walk: Walk, signal: Signal, width: number): void {
  if (!isOpen(signal)) return;
  for (const { dims } of walk.openInputs.values()) {
    if (dims === signal.dims) dims[dims.length - 1] = width;
  }
  if (isOpen(signal)) throw openWidth(node, walk, signal);
}

/** The error about a node that needs to know a width that is open. */
export function openWidth(node: Node, walk: Walk, signal: Signal): Error {
  const input = [...walk.openInputs.values()].find(({ dims }) => dims === signal.dims);
  const expected = `to know the sizes of input ${show(input?.name ?? "")} (option inputShape)`;
  return unsupported(nodeLabel(node), expected, "an open dimension");
}
