import { logOneMinusExp } from "./logs";

/**
 * What training sees, from log P(open path) and log P(no open path) under one mask, over `steps` steps
 * with `masks` independent masks each: a step changes nothing when all its masks are cut.
 * result = expected steps that change something; log P(none does); expected number of the first step that
 * changes nothing, and its logarithm; P(a step changes something).
 */
export function solveOutlook(logOpen: f64, logCut: f64, steps: f64, masks: f64, result: usize): void {
  const logIdle = masks * logCut;
  const logActive = masks == 1 ? logOpen : logOneMinusExp(logIdle);
  store<f64>(result, steps * Math.exp(logActive));
  store<f64>(result, steps * logIdle, 8);
  store<f64>(result, Math.exp(-logIdle), 16);
  store<f64>(result, -logIdle, 24);
  store<f64>(result, Math.exp(logActive), 32);
}
