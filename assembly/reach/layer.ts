// One record a layer, laid out by the SDK, first the inputs, last the outputs. `bonds` are those that
// lead into the layer, from the layer before; the inputs have none.
//
//    0  u32 width         neurons
//    4  u32 columns       0 when fully connected; else u32 sources of the bonds, target by target
//    8  u32 offsets       u32[width + 1]: where each target's bonds start in `columns`
//   16  f64 keepSites  24  f64 dropSites
//   32  f64 keepBonds  40  f64 dropBonds
//   48  f64 repeat        how many such layers in a row (exact methods only; bottlenecks take 1)

@unmanaged
export class Layer {
  width: u32;
  columns: usize;
  offsets: usize;
  free: u32;
  keepSites: f64;
  dropSites: f64;
  keepBonds: f64;
  dropBonds: f64;
  repeat: f64;
}

/** The layer at position `index` of the records at `layers`. */
@inline
export function layerAt(layers: usize, index: u32): Layer {
  return changetype<Layer>(layers + <usize>index * offsetof<Layer>());
}
