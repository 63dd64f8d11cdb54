import type { ResolvedModel } from "../networks/model/model.ts";
import type { Assembler } from "./assembler.ts";
import type { Step } from "./step.ts";
import { stepRules } from "./steps.ts";

/**
 * The operations that follow signals through a model, and what they leave at each layer. The streams of a layer
 * have its number in the list.
 */
export function followForward({ network, shapes, sources, outputs }: ResolvedModel, assembler: Assembler): Step[] {
  const readers = countReaders(sources, outputs);
  const steps: Step[] = [];
  network.layers.forEach((layer, index) => {
    const read = sources[index] ?? [];
    const inputs = read.map((source) => (steps[source] as Step).reached);
    const shape = shapes[index] ?? [];
    const isOnlyReader = read.every((source) => isPrivate(source, network.layers, sources, readers));
    steps.push(stepRules[layer.type](layer, inputs, { assembler, shape, sites: index, bonds: index, isOnlyReader }));
  });
  return steps;
}

function countReaders(sources: readonly (readonly number[])[], outputs: readonly number[]): number[] {
  const readers = sources.map(() => 0);
  for (const source of [...sources.flat(), ...outputs]) readers[source] = (readers[source] ?? 0) + 1;
  return readers;
}

/** Whether one layer alone reads a layer, and the same is so of what it only passes on. */
function isPrivate(
  layer: number,
  layers: ResolvedModel["network"]["layers"],
  sources: readonly (readonly number[])[],
  readers: readonly number[],
): boolean {
  let at = layer;
  while (readers[at] === 1) {
    const type = layers[at]?.type;
    if (type !== "activation" && type !== "normalization") return true;
    at = sources[at]?.[0] ?? 0;
  }
  return false;
}
