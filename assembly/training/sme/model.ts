// What the SDK lays out for a network of one hidden layer, f(x) = sum over units of a * activation(w . x), without biases.
// Numbers are f64. A block of parameters belongs to one unit: a, then w. What is trained is the first `size` of each block.
//
//    0  u32 inputs        4  u32 width       units       8  u32 samples     12  u32 activation   see activation.ts
//   16  u32 size          of a block that is trained: 1 + inputs, or 1 where only a is
//   20  u32 seedLow      24  u32 seedHigh
//   28  u32 rows          f64[samples * inputs]          32  u32 targets     f64[samples]
//   36  u32 parameters    f64[width * (1 + inputs)]
//   40  u32 values        f64[samples * width]: activations, sample by sample
//   44  u32 slopes        f64[samples * width]: their derivatives
//   48  u32 errors        f64[samples]: f(x) - y
//   52  u32 gradient      56  u32 product     60  u32 noise     f64[width * size] each
//   64  u32 tangents      68  u32 reaches     f64[width] each
//   72  u32 feature       f64[size]
//   76  u32 words         128-bit words[width]           80  u32 mask        f64[width]
//   84  u32 effects       f64[width * width * size]      88  u32 normals     f64[width * (width + 1) / 2 + 3]
//   96  f64 keep        104  f64 drop       of a unit

@unmanaged
export class Model {
  inputs: u32;
  width: u32;
  samples: u32;
  activation: u32;
  size: u32;
  seedLow: u32;
  seedHigh: u32;
  rows: usize;
  targets: usize;
  parameters: usize;
  values: usize;
  slopes: usize;
  errors: usize;
  gradient: usize;
  product: usize;
  noise: usize;
  tangents: usize;
  reaches: usize;
  feature: usize;
  words: usize;
  mask: usize;
  effects: usize;
  normals: usize;
  free: u32;
  keep: f64;
  drop: f64;
}

/** Variance of a mask that is divided by `keep`. */
@inline
export function spreadOf(model: Model): f64 {
  return model.drop / model.keep;
}

/** How many numbers are trained. */
@inline
export function dimensionOf(model: Model): u32 {
  return model.width * model.size;
}

/** The block of a unit in a vector of what is trained. */
@inline
export function blockAt(vector: usize, model: Model, unit: u32): usize {
  return vector + ((<usize>unit * model.size) << 3);
}

/** The parameters of a unit: a, then w. */
@inline
export function unitAt(model: Model, unit: u32): usize {
  return model.parameters + ((<usize>unit * (1 + model.inputs)) << 3);
}

/** Where a number of a sample and a unit stands. */
@inline
export function placeOf(model: Model, sample: u32, unit: u32): usize {
  return (<usize>sample * model.width + unit) << 3;
}

/** The inputs of a sample. */
@inline
export function rowAt(model: Model, sample: u32): usize {
  return model.rows + ((<usize>sample * model.inputs) << 3);
}

/** What a unit adds to f of a sample: a * activation(w . x). */
@inline
export function shareOf(model: Model, sample: u32, unit: u32): f64 {
  return load<f64>(unitAt(model, unit)) * load<f64>(model.values + placeOf(model, sample, unit));
}

/** parameters += factor * vector. Returns whether all are finite then. */
export function move(model: Model, vector: usize, factor: f64): bool {
  let finite = true;
  for (let unit: u32 = 0; unit < model.width; unit++) {
    const parameters = unitAt(model, unit);
    const block = blockAt(vector, model, unit);
    for (let at: usize = 0; at < <usize>model.size << 3; at += 8) {
      const value = load<f64>(parameters + at) + factor * load<f64>(block + at);
      store<f64>(parameters + at, value);
      finite = finite && isFinite<f64>(value);
    }
  }
  return finite;
}
