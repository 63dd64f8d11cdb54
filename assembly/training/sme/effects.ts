import { addScaled } from "../vectors";
import { addFeature, meanGradient } from "./gradient";
import { blockAt, dimensionOf, Model, shareOf, spreadOf } from "./model";

// A mask says of each unit r whether it is kept: xi_r = 1 + zeta_r, of mean 1 and variance `spread`. The gradient of the
// loss with masks is linear in each zeta_r alone, since zeta_r has two values. So it is a sum of orthogonal parts:
//   mean + sum_s zeta_s U_s + sum_{s<r} zeta_s zeta_r U_sr.
// Block r of U_s is B_sr = mean over samples of g_s grad g_r for r != s, and the block of the mean gradient for r = s.
// U_sr has B_sr in block r, B_rs in block s, and zeros elsewhere.

/** U_s of all units, row by row, of what was evaluated. */
export function measureEffects(model: Model): void {
  const row = <usize>dimensionOf(model) << 3;
  memory.fill(model.effects, 0, <usize>model.width * row);
  const size = model.size;
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    for (let unit: u32 = 0; unit < model.width; unit++) {
      memory.fill(model.feature, 0, <usize>size << 3);
      addFeature(model.feature, model, sample, unit, 1 / <f64>model.samples);
      for (let kept: u32 = 0; kept < model.width; kept++) {
        const share = shareOf(model, sample, kept);
        if (share != 0 && kept != unit) addScaled(effectAt(model, kept, unit), model.feature, share, size);
      }
    }
  }
  meanGradient(model, model.product);
  for (let unit: u32 = 0; unit < model.width; unit++) {
    memory.copy(effectAt(model, unit, unit), blockAt(model.product, model, unit), <usize>size << 3);
  }
}

/** Block `unit` of U_kept. */
@inline
export function effectAt(model: Model, kept: u32, unit: u32): usize {
  return model.effects + ((<usize>(kept * model.width + unit) * model.size) << 3);
}

/**
 * Normal noise with the covariance of the gradient: the same sum with independent normal numbers in place of the zeta_s and
 * zeta_s zeta_r. There is one such number in `normals` for each unit, then one for each pair.
 */
export function combineNoise(model: Model): void {
  const dimension = dimensionOf(model);
  memory.fill(model.noise, 0, <usize>dimension << 3);
  const spread = spreadOf(model);
  const single = Math.sqrt(spread);
  let normal = model.normals;
  for (let kept: u32 = 0; kept < model.width; kept++, normal += 8) {
    addScaled(model.noise, effectAt(model, kept, 0), single * load<f64>(normal), dimension);
  }
  for (let one: u32 = 0; one < model.width; one++) {
    for (let other: u32 = one + 1; other < model.width; other++, normal += 8) {
      const factor = spread * load<f64>(normal);
      addScaled(blockAt(model.noise, model, other), effectAt(model, one, other), factor, model.size);
      addScaled(blockAt(model.noise, model, one), effectAt(model, other, one), factor, model.size);
    }
  }
}
