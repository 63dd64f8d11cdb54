import { BONDS, openLayer, openTarget, SITES } from "../random/address";
import { draw } from "../random/draw";
import { Layer, layerAt } from "./records";
import { multiply } from "./vectors";

// Masks of the trials of Monte Carlo, and of sampleMasks: drawn for a block of 128 at a time, taken lane by lane.

/** No block: their numbers stay far below. */
const NONE: u64 = ~0;
let drawn: u64 = NONE;

/** Forgets the block that was drawn for other records. */
export function forgetMasks(): void {
  drawn = NONE;
}

/** Sets all masks to those of a trial, and the effective weights where their masks are drawn. */
export function selectMasks(layers: usize, count: u32, seedLow: u32, seedHigh: u32, trial: u64): void {
  const block = trial >> 7;
  if (block != drawn) {
    for (let index: u32 = 0; index < count; index++) drawBlock(layerAt(layers, index), index, seedLow, seedHigh, block);
    drawn = block;
  }
  const lane = <u32>trial & 127;
  for (let index: u32 = 0; index < count; index++) {
    const layer = layerAt(layers, index);
    if (layer.siteWords) takeLane(layer.siteWords, lane, layer.siteScale, layer.siteMask, layer.width);
    if (layer.bondWords) takeLane(layer.bondWords, lane, layer.bondScale, layer.bondMask, layer.width * layer.fanIn);
  }
}

/** Weights that were moved since, times the masks of the step. */
export function applyMasks(layers: usize, count: u32): void {
  for (let index: u32 = 1; index < count; index++) {
    const layer = layerAt(layers, index);
    if (layer.bondWords) multiply(layer.effective, layer.weights, layer.bondMask, layer.width * layer.fanIn);
  }
}

/** Without removal: what stands for the mean over the masks where survivors are not scaled up. */
export function selectMeans(layers: usize, count: u32): void {
  for (let index: u32 = 0; index < count; index++) {
    const layer = layerAt(layers, index);
    if (layer.siteWords) fill(layer.siteMask, layer.siteMean, layer.width);
    if (layer.bondWords) fill(layer.bondMask, layer.bondMean, layer.width * layer.fanIn);
  }
}

function fill(numbers: usize, number: f64, count: u32): void {
  for (const end = numbers + (<usize>count << 3); numbers < end; numbers += 8) store<f64>(numbers, number);
}

function drawBlock(layer: Layer, index: u32, seedLow: u32, seedHigh: u32, block: u64): void {
  if (layer.siteWords) {
    openLayer(seedLow, seedHigh, SITES, <u32>block, <u32>(block >> 32), index);
    openTarget(0);
    draw(layer.width, layer.keepSites, layer.dropSites, layer.siteWords, 0, 0, 0);
  }
  if (!layer.bondWords) return;
  // Weight layers are numbered from 0 on.
  openLayer(seedLow, seedHigh, BONDS, <u32>block, <u32>(block >> 32), index - 1);
  for (let target: u32 = 0; target < layer.width; target++) {
    openTarget(target);
    const words = layer.bondWords + ((<usize>target * layer.fanIn) << 4);
    draw(layer.fanIn, layer.keepBonds, layer.dropBonds, words, 0, 0, 0);
  }
}

/** mask[i] = scale where lane `lane` of words[i] is set, else 0. */
function takeLane(words: usize, lane: u32, scale: f64, mask: usize, count: u32): void {
  words += lane >> 3;
  const shift = lane & 7;
  for (const end = mask + (<usize>count << 3); mask < end; mask += 8, words += 16) {
    store<f64>(mask, (load<u8>(words) >> <u8>shift) & 1 ? scale : 0);
  }
}
