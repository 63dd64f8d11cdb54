import type { ResolvedModel } from "../networks/model/model.ts";
import type { Assembler } from "./assembler.ts";
import { foldPadding } from "./padding.ts";
import type { Step } from "./step.ts";
import { stepRules } from "./steps.ts";

/**
 * The operations that follow signals through a model, and what they leave at each layer. The streams of a layer
 * have its number in the list.
 */
export function followForward(model: ResolvedModel, assembler: Assembler): Step[] {
  const { network, shapes, sources, outputs } = foldPadding(model);
  const readers = countReaders(sources, outputs);
  const steps: Step[] = [];
  const starts: number[] = [];
  network.layers.forEach((layer, index) => {
    const read = sources[index] ?? [];
    const inputs = read.map((source) => (steps[source] as Step).reached);
    const shape = shapes[index] ?? [];
    const ownFrom = starts[ownSource(read[0], network.layers, sources, readers) ?? -1];
    starts.push(assembler.operations.length);
    steps.push(stepRules[layer.type](layer, inputs, { assembler, shape, sites: index, bonds: index, ownFrom }));
  });
  return steps;
}

function countReaders(sources: readonly (readonly number[])[], outputs: readonly number[]): number[] {
  const readers = sources.map(() => 0);
  for (const source of [...sources.flat(), ...outputs]) readers[source] = (readers[source] ?? 0) + 1;
  return readers;
}

/** The layer behind `layer`, past those that only pass on, when all of them have a single reader. */
function ownSource(
  layer: number | undefined,
  layers: ResolvedModel["network"]["layers"],
  sources: readonly (readonly number[])[],
  readers: readonly number[],
): number | undefined {
  let at = layer;
  while (at !== undefined && readers[at] === 1) {
    const type = layers[at]?.type;
    if (type !== "activation" && type !== "normalization") return at;
    at = sources[at]?.[0];
  }
  return undefined;
}
