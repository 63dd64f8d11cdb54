import { BONDS, openLayer, openTarget } from "../random/address";
import { draw } from "../random/draw";
import { ARRIVED } from "../random/slots";
import { Layer, layerAt } from "./layer";
import { drawSites } from "./sites";
import { addCounts } from "./tally";
import { countOnes, LANES, narrow, selectLanes } from "./words";

// Which neurons are reached from the inputs, in 128 trials at a time. A neuron's word has a lane set
// in the trials where an open path leads to it and it survives itself.
//
//   work:  | sites of a layer | reached, even layers | reached, odd layers |     each `widest` words

/** Lanes in which some neuron of the layer before is reached. */
const ALIVE: usize = memory.data(16, 16);
/** Lanes a neuron can be reached in at all: ALIVE, where it survives. */
const POSSIBLE: usize = memory.data(16, 16);

/**
 * Runs `blocks` blocks of trials from block (blockLow, blockHigh) on; the last holds `lanes` trials.
 * Returns the number of trials with an open path, and adds to the `reached` totals of the layers and to
 * `histogram`, f64[outputs + 1] (0: not asked for): trials by number of reached outputs.
 * `work` holds 3 * widest words.
 * Time: at most one drawn word a neuron and bond, times `blocks`.
 */
export function runBlocks(
  layers: usize,
  layerCount: u32,
  widest: u32,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  blocks: u32,
  lanes: u32,
  work: usize,
  histogram: usize,
): f64 {
  let open: u64 = 0;
  const outputs = layerAt(layers, layerCount - 1).width;
  for (let i: u32 = 0; i < blocks; i++) {
    const block = ((<u64>blockHigh << 32) | blockLow) + i;
    selectLanes(i == blocks - 1 ? lanes : 128);
    const last = runBlock(layers, layerCount, widest, seedLow, seedHigh, block, work);
    open += countOnes(ALIVE, 1);
    if (histogram) addCounts(last, outputs, LANES, histogram);
  }
  return <f64>open;
}

/** One block: leaves the open lanes in ALIVE and returns the words of the outputs. */
function runBlock(
  layers: usize,
  layerCount: u32,
  widest: u32,
  seedLow: u32,
  seedHigh: u32,
  block: u64,
  work: usize,
): usize {
  const size = <usize>widest << 4;
  let reached = work + size;
  let next = reached + size;
  const blockLow = <u32>block;
  const blockHigh = <u32>(block >> 32);
  store<u64>(ALIVE, load<u64>(LANES));
  store<u64>(ALIVE, load<u64>(LANES, 8), 8);
  for (let index: u32 = 0; index < layerCount; index++) {
    const layer = layerAt(layers, index);
    drawSites(layer, index, seedLow, seedHigh, blockLow, blockHigh, work);
    if (index > 0) {
      if (layer.dropBonds > 0) openLayer(seedLow, seedHigh, BONDS, blockLow, blockHigh, index - 1);
      enterLayer(layer, layerAt(layers, index - 1).width, work, reached, next);
      const swap = reached;
      reached = next;
      next = swap;
    } else for (let i: u32 = 0; i < layer.width; i++) restrict(work, i, reached, ALIVE);
    narrow(ALIVE, reached, layer.width);
    if (layer.reached) {
      store<f64>(layer.reached, load<f64>(layer.reached) + <f64>countOnes(reached, layer.width));
    }
  }
  return reached;
}

/** reached[i] = sites[i] AND the word at `lanes`. */
@inline
function restrict(sites: usize, i: u32, reached: usize, lanes: usize): void {
  const offset = <usize>i << 4;
  store<u64>(reached + offset, load<u64>(sites + offset) & load<u64>(lanes));
  store<u64>(reached + offset, load<u64>(sites + offset, 8) & load<u64>(lanes, 8), 8);
}

/** From the `reached` neurons of the layer before to those of `layer`. */
function enterLayer(layer: Layer, fanIn: u32, sites: usize, reached: usize, next: usize): void {
  const certain = layer.dropBonds == 0;
  for (let target: u32 = 0; target < layer.width; target++) {
    const site = sites + (<usize>target << 4);
    store<u64>(POSSIBLE, load<u64>(site) & load<u64>(ALIVE));
    store<u64>(POSSIBLE, load<u64>(site, 8) & load<u64>(ALIVE, 8), 8);
    if (!(load<u64>(POSSIBLE) | load<u64>(POSSIBLE, 8)) || (certain && !layer.columns)) {
      restrict(sites, target, next, ALIVE);
      continue;
    }
    let columns: usize = 0;
    let count = fanIn;
    if (layer.columns) {
      const first = load<u32>(layer.offsets + (<usize>target << 2));
      count = load<u32>(layer.offsets + (<usize>target << 2), 4) - first;
      columns = layer.columns + (<usize>first << 2);
    }
    if (!certain) openTarget(target);
    // With certain bonds the drawing has no digits to draw: every word is all ones.
    draw(count, layer.keepBonds, layer.dropBonds, 0, reached, columns, POSSIBLE);
    restrict(sites, target, next, ARRIVED);
  }
}
