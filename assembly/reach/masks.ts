import { BONDS, openLayer, openTarget } from "../random/address";
import { draw } from "../random/draw";
import { layerAt } from "./layer";
import { drawSites } from "./sites";
import { fillOnes } from "./words";

/**
 * Writes the masks of trial `lane` of a block, a byte (0 or 1) for every neuron and bond, to the
 * `siteMasks` and `bondMasks` of the layers. Bonds stand target by target, in the order of `columns` or,
 * fully connected, of the sources. The streams are those of runBlocks, so the masks are too.
 * `work` holds as many words as the widest layer or the largest number of bonds into one neuron.
 * Time: one drawn word a neuron and bond.
 */
export function writeMasks(
  layers: usize,
  layerCount: u32,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  lane: u32,
  work: usize,
): void {
  for (let index: u32 = 0; index < layerCount; index++) {
    const layer = layerAt(layers, index);
    drawSites(layer, index, seedLow, seedHigh, blockLow, blockHigh, work);
    writeLane(work, layer.width, lane, layer.siteMasks);
    if (index == 0) continue;
    if (layer.dropBonds > 0) openLayer(seedLow, seedHigh, BONDS, blockLow, blockHigh, index - 1);
    const fanIn = layerAt(layers, index - 1).width;
    let written: usize = layer.bondMasks;
    for (let target: u32 = 0; target < layer.width; target++) {
      const at: usize = layer.offsets + ((<usize>target) << 2);
      const count = layer.columns ? load<u32>(at, 4) - load<u32>(at) : fanIn;
      if (layer.dropBonds > 0) {
        openTarget(target);
        draw(count, layer.keepBonds, layer.dropBonds, work, 0, 0, 0);
      } else fillOnes(work, count);
      writeLane(work, count, lane, written);
      written += count;
    }
  }
}

/** bytes[i] = lane `lane` of words[i]. */
function writeLane(words: usize, count: u32, lane: u32, bytes: usize): void {
  const byte = words + <usize>(lane >> 3);
  const shift = lane & 7;
  for (let i: u32 = 0; i < count; i++) {
    store<u8>(bytes + i, (<u32>load<u8>(byte + ((<usize>i) << 4)) >> shift) & 1);
  }
}
