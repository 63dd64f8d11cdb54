import { dot } from "../vectors";
import { hessianProduct } from "./curvature";
import { evaluate, plainLoss, regulariser } from "./evaluate";
import { meanGradient } from "./gradient";
import { dimensionOf, Model, move, spreadOf } from "./model";

/** How much farther each look is than the one before, and how far the farthest is. */
const GROWTH: f64 = 1.25;
const FARTHEST: f64 = 1048576;

/**
 * How far along `direction` the loss is `factor` times what it is here for the first time: positive, or Infinity where that
 * is never so. Looks go on by a quarter each, from a sixteenth of where slope and curvature expect it; then the crossing is
 * closed in. The parameters are left where they were, rounding apart.
 */
export function findCrossing(modelAt: usize, isModified: u32, direction: usize, factor: f64, start: usize): f64 {
  const model = changetype<Model>(modelAt);
  const bytes = (<usize>model.width * (1 + model.inputs)) << 3;
  memory.copy(start, model.parameters, bytes);
  const here = lossAt(model, isModified, direction, 0, start);
  const rise = (factor - 1) * here;
  if (!(rise > 0)) return 0;
  const threshold = here + rise;
  let low: f64 = 0;
  let lowLoss = here;
  let high = expect(model, isModified, direction, rise) / 16;
  let highLoss = lossAt(model, isModified, direction, high, start);
  while (highLoss < threshold) {
    low = high;
    lowLoss = highLoss;
    if (high > FARTHEST) {
      memory.copy(model.parameters, start, bytes);
      return Infinity;
    }
    high *= GROWTH;
    highLoss = lossAt(model, isModified, direction, high, start);
  }
  let below = lowLoss - threshold;
  let above = highLoss - threshold;
  // Regula falsi, with the end that stays halved (Illinois), until no number is left between the ends.
  for (let round: u32 = 0; round < 200; round++) {
    const middle = round < 100 ? low + ((high - low) * below) / (below - above) : 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    const loss = lossAt(model, isModified, direction, middle, start) - threshold;
    if (loss < 0) {
      low = middle;
      below = loss;
      above *= 0.5;
    } else {
      high = middle;
      above = loss;
      below *= 0.5;
    }
    if (loss == 0) break;
  }
  memory.copy(model.parameters, start, bytes);
  return high;
}

function lossAt(model: Model, isModified: u32, direction: usize, distance: f64, start: usize): f64 {
  memory.copy(model.parameters, start, (<usize>model.width * (1 + model.inputs)) << 3);
  if (distance != 0) move(model, direction, distance);
  evaluate(model);
  return plainLoss(model) + (isModified ? regulariser(model) : 0);
}

/** Where slope or curvature alone would bring the rise about, whichever is nearer. */
function expect(model: Model, isModified: u32, direction: usize, rise: f64): f64 {
  const dimension = dimensionOf(model);
  meanGradient(model, model.gradient);
  hessianProduct(model, isModified ? spreadOf(model) : 0, direction, model.product);
  const slope = abs(dot(model.gradient, direction, dimension));
  const curvature = abs(dot(model.product, direction, dimension));
  return min(1, min(rise / slope, Math.sqrt((2 * rise) / curvature)));
}

/** (1 - e^(-rate time)) / rate: how far something that fades at a rate gets in a time. */
export function relax(rate: f64, time: f64): f64 {
  return rate == 0 ? time : -Math.expm1(-rate * time) / rate;
}
