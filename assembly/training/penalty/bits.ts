import { Layer, layerAt } from "../records";

// The neurons that can be removed, as the bits of a Gray code. Bit 0 is the one that flips most often: the last hidden
// layer comes first and the inputs last, since the flip of a neuron changes everything behind it. Within its layer the
// sums that go into the next one are kept for every bit: those of the biases and of all neurons at this bit or a higher
// one. So a flip adds again what lies below it, two bits in the mean, and nothing is ever subtracted: errors do not grow
// with the number of masks.
//
// Columns of 32 entries, one a bit, behind each other in the scratch:
//     0  f64 likelihood  product of the rates of this bit and all higher ones; of no bits 1
//   256  f64 keep      512  f64 drop      768  f64 share   what a neuron of the last hidden layer adds to the output
//  1024  usize sums    f64[width of the next layer], of this bit and the higher ones of its layer
//  1152  u32 layer    1280  u32 node     1408  u32 isKept
// and a column of layers, from 1536 on, of 16 bytes each:
//     0  u32 first       4  u32 end      the layer's bits           8  usize base   sums without any of them

const COLUMNS: usize = 1536;
const LAYER_BYTES: usize = 16;

@inline export function likelihoodAt(bits: usize, bit: u32): usize { return bits + (<usize>bit << 3); }
@inline export function keepAt(bits: usize, bit: u32): usize { return bits + 256 + (<usize>bit << 3); }
@inline export function dropAt(bits: usize, bit: u32): usize { return bits + 512 + (<usize>bit << 3); }
@inline export function shareAt(bits: usize, bit: u32): usize { return bits + 768 + (<usize>bit << 3); }
@inline export function sumsAt(bits: usize, bit: u32): usize { return bits + 1024 + (<usize>bit << 2); }
@inline export function layerOfAt(bits: usize, bit: u32): usize { return bits + 1152 + (<usize>bit << 2); }
@inline export function nodeAt(bits: usize, bit: u32): usize { return bits + 1280 + (<usize>bit << 2); }
@inline export function isKeptAt(bits: usize, bit: u32): usize { return bits + 1408 + (<usize>bit << 2); }
@inline export function firstAt(bits: usize, layer: u32): usize { return bits + COLUMNS + <usize>layer * LAYER_BYTES; }
@inline export function endAt(bits: usize, layer: u32): usize { return firstAt(bits, layer) + 4; }
@inline export function baseAt(bits: usize, layer: u32): usize { return firstAt(bits, layer) + 8; }

/**
 * Numbers the bits of a sample whose inputs are in the outputs of layer 0, all removed to begin with. An input of value 0
 * has no bit: nothing depends on it. Returns how many bits there are.
 */
export function numberBits(layers: usize, last: u32, bits: usize): u32 {
  let sums = bits + COLUMNS + <usize>(last + 1) * LAYER_BYTES;
  let bit: u32 = 0;
  for (let index = last; index-- > 0; ) {
    const layer = layerAt(layers, index);
    const bytes = <usize>layerAt(layers, index + 1).width << 3;
    store<u32>(firstAt(bits, index), bit);
    for (let node: u32 = 0; node < layer.width; node++) {
      if (!isRemovable(layer, index, node)) continue;
      store<f64>(keepAt(bits, bit), layer.keepSites);
      store<f64>(dropAt(bits, bit), layer.dropSites);
      store<usize>(sumsAt(bits, bit), sums);
      store<u32>(layerOfAt(bits, bit), index);
      store<u32>(nodeAt(bits, bit), node);
      store<u32>(isKeptAt(bits, bit), 0);
      sums += bytes;
      bit++;
    }
    store<u32>(endAt(bits, index), bit);
    store<usize>(baseAt(bits, index), sums);
    sums += bytes;
  }
  store<f64>(likelihoodAt(bits, bit), 1);
  for (let lower = bit; lower-- > 0; ) {
    store<f64>(likelihoodAt(bits, lower), load<f64>(likelihoodAt(bits, lower + 1)) * load<f64>(dropAt(bits, lower)));
  }
  return bit;
}

function isRemovable(layer: Layer, index: u32, node: u32): bool {
  if (!layer.siteWords) return false;
  return index > 0 || load<f64>(layer.outputs + (<usize>node << 3)) != 0;
}
