import type { ResolvedModel } from "../networks/model/model.ts";
import type { Assembler } from "./assembler.ts";
import type { Step } from "./step.ts";
import { stepRules } from "./steps.ts";

/** How {@link followForward} goes about it. */
export interface ForwardOptions {
  /** Whether what a removal takes in has to stay as it is, to be looked at. */
  readonly isInspected?: boolean;
}

/**
 * The operations that follow signals through a model, and what they leave at each layer. The streams of a layer
 * have its number in the list.
 */
export function followForward(
  { network, shapes, sources, outputs }: ResolvedModel,
  assembler: Assembler,
  { isInspected = false }: ForwardOptions = {},
): Step[] {
  const readers = countReaders(sources, outputs);
  const steps: Step[] = [];
  const starts: number[] = [];
  network.layers.forEach((layer, index) => {
    const read = sources[index] ?? [];
    const inputs = read.map((source) => (steps[source] as Step).reached);
    const own = isInspected ? undefined : ownSource(read[0], network.layers, sources, readers);
    const position = {
      assembler,
      shape: shapes[index] ?? [],
      sites: index,
      bonds: index,
      ownFrom: starts[own ?? -1],
      isInspected,
    };
    starts.push(assembler.operations.length);
    steps.push(stepRules[layer.type](layer, inputs, position));
  });
  return steps;
}

/** The steps of the layers behind one, were it to pass on nothing; others stay as they are. */
export function withoutLayer(
  { network, shapes, sources }: ResolvedModel,
  steps: readonly Step[],
  removed: number,
  assembler: Assembler,
): Step[] {
  const changed = new Set([removed]);
  const fresh = [...steps];
  network.layers.forEach((layer, index) => {
    const shape = shapes[index] ?? [];
    if (index === removed) fresh[index] = { reached: assembler.zeros(shape), back: () => [] };
    else if (sources[index]?.some((source) => changed.has(source))) {
      const inputs = (sources[index] ?? []).map((source) => (fresh[source] as Step).reached);
      fresh[index] = stepRules[layer.type](layer, inputs, {
        assembler,
        shape,
        sites: index,
        bonds: index,
        ownFrom: undefined,
        isInspected: true,
      });
      changed.add(index);
    }
  });
  return fresh;
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
