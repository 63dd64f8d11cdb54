import type { ResolvedModel } from "../networks/model/model.ts";
import { foldPadding } from "../programs/padding.ts";
import type { Tensor } from "../programs/tensor.ts";
import type { Bonds } from "./sketch-bonds.ts";
import { sketchRules } from "./sketch-rules.ts";
import type { Sketch, Tally } from "./sketches.ts";

/** One layer of a model in outline. */
export interface SketchedLayer extends Tally {
  readonly out: Sketch;
  /** Bonds that are drawn. */
  readonly bonds: Bonds | undefined;
}

/** A layer, whatever its operations: put together. */
const LAYER = 1200;

/** Every layer of a model in outline, padding taken into the windows that read it. */
export function sketchModel(given: ResolvedModel): SketchedLayer[] {
  const { network, shapes, sources } = foldPadding(given);
  const layers: SketchedLayer[] = [];
  network.layers.forEach((layer, index) => {
    const tally: Tally = { block: 0, compile: LAYER };
    const inputs = (sources[index] ?? []).map((source) => (layers[source] as SketchedLayer).out);
    const { out, bonds } = sketchRules[layer.type](layer, inputs, shapes[index] ?? [], tally);
    layers.push({ ...tally, out, bonds });
  });
  return layers;
}

/** The same as tensors, for what asks no more than their sizes. */
export function tensorsOf(layers: readonly SketchedLayer[]): Tensor[] {
  return layers.map(({ out: { shape, sizes, words } }) => ({ shape, sizes, block: { words } }));
}

/** One block of trials. */
export function sumBlocks(layers: readonly Tally[]): number {
  return layers.reduce((sum, { block }) => sum + block, 0);
}

/** Putting the program together. */
export function sumCompiled(layers: readonly Tally[]): number {
  return layers.reduce((sum, { compile }) => sum + compile, 0);
}
