import { log } from "./logs";
import { layerAt } from "../reach/layer";
import { carryBack, finishAtInputs, startAtOutputs } from "./carried";
import { advance, extrapolateTo, logHazard, logTimes, settled, startRun } from "./repetition";

/**
 * The smallest number L >= 1 of hidden layers at which P(open path) falls below `level`, for the three
 * layers inputs, hidden, outputs at `layers`: result[0] = L, then as in solveChain at that L, then log L.
 * L is Infinity where the probability never falls below the level. Past 2^53 it is the nearest double,
 * and past the largest double Infinity, while log L remains.
 * `budget` bounds the layers tried one by one; returns whether it sufficed.
 */
export function findDepth(layers: usize, widest: u32, level: f64, budget: f64, result: usize, work: usize): bool {
  const inputs = layerAt(layers, 0);
  const hidden = layerAt(layers, 1);
  const outputs = layerAt(layers, 2);
  const logLevel = log(level);
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
    if (level <= 0.5 ? isBelow(logOpen, logLevel) : isBelow(logRest, logCut)) break;
    if (settled(hidden)) {
      if (logHazard == -Infinity) depth = Infinity;
      else {
        depth += extrapolateTo(hidden, toLose(logOpen, logCut, level));
        finishAtInputs(inputs, hidden, result + 8);
      }
      break;
    }
    if (budget-- <= 0) return false;
    advance(hidden);
    depth++;
  }
  store<f64>(result, depth);
  store<f64>(result, depth < Infinity || logHazard == -Infinity ? log(depth) : logTimes, 24);
  return true;
}

/** Whether a < b by more than rounding: a probability that equals the level is not below it. */
@inline
function isBelow(a: f64, b: f64): bool {
  return a < b - 1e-13 * max(1, abs(b));
}

/** log of the factor by which open has to fall to meet the level; 0 where only rounding puts it below that already. */
function toLose(logOpen: f64, logCut: f64, level: f64): f64 {
  if (level <= 0.5) return min(0, log(level) - logOpen);
  // cut + open (1 - factor) = 1 - level
  return min(0, Math.log1p(-(1 - level - Math.exp(logCut)) / Math.exp(logOpen)));
}
