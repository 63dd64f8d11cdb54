import { layerAt } from "../reach/layer";
import { carryBack, finishAtInputs, startAtOutputs } from "./carried";
import { advance, extrapolate, settled, startRun } from "./repetition";

/** Runs shorter than this are carried back layer by layer without asking whether they have settled. */
const SHORT: f64 = 200;

/**
 * The exact path probability: result[0] = log P(open path), result[1] = log P(no open path).
 * `budget` bounds the layers carried back one by one in a run of equal ones; returns whether it sufficed.
 * `work` holds carriedBytes(widest). Time: O(sum over layers of width * band), see stepBack.
 */
export function solveChain(layers: usize, count: u32, widest: u32, budget: f64, result: usize, work: usize): bool {
  startAtOutputs(layerAt(layers, count - 1).width, widest, work);
  for (let index = count - 1; index > 0; index--) {
    const layer = layerAt(layers, index);
    let left = layer.repeat - 1;
    if (left < SHORT) for (; left > 0; left--) carryBack(layer, 0, layer.width);
    else {
      startRun(layer);
      for (; left > 0 && !settled(layer); left--) {
        if (budget-- <= 0) return false;
        advance(layer);
      }
      if (left > 0) extrapolate(layer, left);
    }
    if (index > 1) carryBack(layer, 0, layerAt(layers, index - 1).width);
  }
  finishAtInputs(layerAt(layers, 0), layerAt(layers, 1), result);
  return true;
}
