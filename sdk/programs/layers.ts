import type { Layer } from "../engine/layers.ts";

import type { Runnable } from "../engine/sampling.ts";
import { Assembler } from "./assembler.ts";
import type { CountingProgram } from "./models.ts";
import { addCount, addHistogram, addOpen, assemble } from "./program.ts";
import type { Position } from "./step.ts";
import { denseStep } from "./steps/dense.ts";
import { dropStep } from "./steps/removals.ts";
import type { Tensor } from "./tensor.ts";

// A chain of dense layers is the simplest model. Its site streams have the number of the layer, inputs being 0,
// and its bond streams that of the weight layer.

/** The words of every layer of a chain, none of them a run. */
function reachLayers(layers: readonly Layer[], assembler: Assembler): Tensor[] {
  const reached: Tensor[] = [];
  layers.forEach((layer, index) => {
    const before = reached[index - 1];
    const position: Position = {
      assembler,
      shape: [layer.width],
      sites: index,
      bonds: index - 1,
      ownFrom: 0,
      isInspected: false,
    };
    const bonds = { rate: layer.bonds, wiring: layer.wiring };
    const arrived = before ? denseStep(before, bonds, position).reached : assembler.ones([layer.width]);
    reached.push(dropStep({ rate: layer.sites, sizes: [layer.width] }, arrived, position).reached);
  });
  return reached;
}

/** The program that finds trials with an open path. */
export function programOfLayers(layers: readonly Layer[]): Runnable {
  const assembler = new Assembler();
  addOpen(assembler, reachLayers(layers, assembler).slice(-1));
  return assemble(assembler.operations);
}

export function countingProgramOfLayers(layers: readonly Layer[]): CountingProgram {
  const assembler = new Assembler();
  const tensors = reachLayers(layers, assembler);
  const reached = tensors.map((tensor) => addCount(assembler, tensor));
  const outputs = tensors.slice(-1);
  addOpen(assembler, outputs);
  const histogram = addHistogram(assembler, outputs);
  return { runnable: assemble(assembler.operations), reached, histogram, outputs: reached.slice(-1) };
}
