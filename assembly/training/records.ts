// What the SDK lays out for training: one record a layer with weights, from the one behind the inputs to the outputs,
// and one of the run. Numbers are f64; rows of weights stand target by target, as bonds do: weight `target * fanIn + source`.
//
// Layer
//    0  u32 width          neurons                        4  u32 fanIn         neurons of the layer before
//    8  u32 activation     see activation.ts             12  u32 biases        f64[width], or 0: none
//   16  u32 weights        f64[width * fanIn]            20  u32 norms         f64[width], squared norms of the rows
//   24  u32 gradient       f64[width * fanIn], or 0: updates are made row by row as gradients are found
//   28  u32 biasGradient   f64[width]
//   32  u32 first          f64[width * fanIn]: velocity, or Adam's first moment     36  u32 biasFirst    f64[width]
//   40  u32 second         f64[width * fanIn]: Adam's second moment                 44  u32 biasSecond   f64[width]
//   48  u32 values         f64[width], activations before removal                   52  u32 outputs      f64[width], after it
//   56  u32 deltas         f64[width], derivatives of the loss by what goes into a neuron
//   60  u32 siteWords      128-bit words[width], or 0: no neuron is removed         64  u32 siteMask     f64[width]
//   68  u32 bondWords      128-bit words[width * fanIn], or 0: no weight is removed 72  u32 bondMask     f64[width * fanIn]
//   76  u32 effective      f64[width * fanIn]: weights times their mask             80  u32 reached      u8[width]
//   84  u32 spread         f64[2 * width], or 0: no mean over masks is taken, see average.ts
//   88  f64 keepSites      96  f64 dropSites   104  f64 keepBonds   112  f64 dropBonds
//  120  f64 siteScale     128  f64 bondScale   what survivors are multiplied with in training
//  136  f64 siteMean      144  f64 bondMean    what all are multiplied with without removal
//
// The inputs have such a record too, at the front, of which only outputs, the sites' fields and `reached` are used.

@unmanaged
export class Layer {
  width: u32;
  fanIn: u32;
  activation: u32;
  biases: usize;
  weights: usize;
  norms: usize;
  gradient: usize;
  biasGradient: usize;
  first: usize;
  biasFirst: usize;
  second: usize;
  biasSecond: usize;
  values: usize;
  outputs: usize;
  deltas: usize;
  siteWords: usize;
  siteMask: usize;
  bondWords: usize;
  bondMask: usize;
  effective: usize;
  reached: usize;
  spread: usize;
  keepSites: f64;
  dropSites: f64;
  keepBonds: f64;
  dropBonds: f64;
  siteScale: f64;
  bondScale: f64;
  siteMean: f64;
  bondMean: f64;
}

/** The layer at position `index` of the records at `layers`; 0 is the inputs. */
@inline
export function layerAt(layers: usize, index: u32): Layer {
  return changetype<Layer>(layers + <usize>index * offsetof<Layer>());
}

// Run
//    0  u32 layers         4  u32 count          records of layers, that of the inputs among them
//    8  u32 inputs         12 u32 targets        f64[samples * width] of the first and last layer
//   16  u32 order          u32: the samples of the steps, `stride` bytes from one step to the next
//   20  u32 batch          24 u32 maskPer        0: one mask a step, 1: one a sample
//   28  u32 loss           see loss.ts           32  u32 optimiser     see optimiser.ts
//   36  u32 reports        Report[steps]
//   40  u32 seedLow        44 u32 seedHigh
//   48  f64 rate           56 f64 rateDecay      step t has the rate: rate / (1 + rateDecay t)
//   64  f64 weightDecay    times the weights is added to their gradients
//   72  f64 momentum       80 f64 secondDecay    88  f64 epsilon
//   96  f64 firstPower    104 f64 secondPower    momentum^t and secondDecay^t of the steps done
//  112  f64 step          the number of the next step
//  120  u32 stride

@unmanaged
export class Run {
  layers: usize;
  count: u32;
  inputs: usize;
  targets: usize;
  order: usize;
  batch: u32;
  maskPer: u32;
  loss: u32;
  optimiser: u32;
  reports: usize;
  seedLow: u32;
  seedHigh: u32;
  rate: f64;
  rateDecay: f64;
  weightDecay: f64;
  momentum: f64;
  secondDecay: f64;
  epsilon: f64;
  firstPower: f64;
  secondPower: f64;
  step: f64;
  stride: u32;
  free: u32;
}

// Report of a step
//    0  f64 loss           before the step, of its batch with its masks
//    8  f64 gradientNorm  16  f64 weightNorm     Euclidean, of all weights; the latter after the step
//   24  f64 updated       1 if any weight's gradient is not 0
//   32  f64 open          1 if in some sample a path of weights is open from an input that is not 0 to an output

@unmanaged
export class Report {
  loss: f64;
  gradientNorm: f64;
  weightNorm: f64;
  updated: f64;
  open: f64;
}
