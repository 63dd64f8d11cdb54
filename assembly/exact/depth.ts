import { layerAt } from "../reach/layer";
import { carryBack, finishAtInputs, startAtOutputs } from "./carried";
import { advance, extrapolate, logDecay, settled, startRun } from "./repetition";

/**
 * The smallest number L >= 1 of hidden layers at which P(open path) falls below `level`, for the three
 * layers inputs, hidden, outputs at `layers`: result[0] = L, then as in solveChain at that L. L is
 * Infinity where the probability never falls below the level. Past 2^53 it is the nearest double.
 * `budget` bounds the layers tried one by one; returns whether it sufficed.
 */
export function findDepth(layers: usize, widest: u32, level: f64, budget: f64, result: usize, work: usize): bool {
  const inputs = layerAt(layers, 0);
  const hidden = layerAt(layers, 1);
  const outputs = layerAt(layers, 2);
  const logLevel = Math.log(level);
  const logRest = Math.log1p(-level);
  startAtOutputs(outputs.width, widest, work);
  carryBack(outputs, 0, hidden.width);
  startRun(hidden);
  let depth: f64 = 1;
  while (true) {
    finishAtInputs(inputs, hidden, result + 8);
    const logOpen = load<f64>(result, 8);
    const logCut = load<f64>(result, 16);
    // Near 1 a probability is told from the level by its complement.
    if (level <= 0.5 ? logOpen < logLevel : logCut > logRest) break;
    if (settled(hidden)) {
      const more = layersToLose(logOpen, logCut, level, logLevel, logRest);
      if (more < Infinity) extrapolate(hidden, more);
      depth += more;
      finishAtInputs(inputs, hidden, result + 8);
      break;
    }
    if (budget-- <= 0) return false;
    advance(hidden);
    depth++;
  }
  store<f64>(result, depth);
  return true;
}

/** How many more layers of a settled run bring the probability below the level. */
function layersToLose(logOpen: f64, logCut: f64, level: f64, logLevel: f64, logRest: f64): f64 {
  if (logDecay == 0) return Infinity;
  let decay = logLevel - logOpen;
  if (level > 0.5) {
    // cut + open (1 - decay) > rest
    const lost = (Math.exp(logRest) - Math.exp(logCut)) / Math.exp(logOpen);
    decay = Math.log1p(-lost);
  }
  return Math.floor(decay / logDecay) + 1;
}
