import { openLayer, openTarget, SITES } from "../random/address";
import { draw } from "../random/draw";
import { Layer } from "./layer";
import { fillOnes } from "./words";

/** Writes the site masks of the layer at position `index` in a block of trials, a word a neuron, to `words`. */
export function drawSites(
  layer: Layer,
  index: u32,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  words: usize,
): void {
  if (layer.dropSites == 0) {
    fillOnes(words, layer.width);
    return;
  }
  openLayer(seedLow, seedHigh, SITES, blockLow, blockHigh, index);
  openTarget(0);
  draw(layer.width, layer.keepSites, layer.dropSites, words, 0, 0, 0);
}
