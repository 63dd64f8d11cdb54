import { bitAt } from "../network/structure";
import { drawBits } from "../random/bits";
import { fillUniforms, openUniforms } from "../random/uniforms";
import { Layer, layerAt } from "./layer";

// Layered networks: the cost of a neuron is that of the costliest element on the cheapest way to it from the
// inputs, so a layer's follow from those of the layer before. The elements that cost are the hidden neurons or
// the bonds; the others are there or not. Layer l has its sites' numbers at address layer 2 l, those of the
// bonds into it at 2 l + 1.
//
//   work:  | costs, even layers | costs, odd layers | uniform numbers | site bits | bond bits |
//            widest f64           widest f64          CHUNK f64         widest bits  most bonds, bits

/** Uniform numbers drawn at a time; even. */
const CHUNK: u32 = 512;
/** The next of those drawn. */
let next: u32 = CHUNK;

// The trial at work.
let seedLow: u32 = 0;
let seedHigh: u32 = 0;
let trialLow: u32 = 0;
let trialHigh: u32 = 0;

/** The least of max(costs[column], next uniform number) over `count` columns, which are 0 up when `columns` is 0. */
function leastOfBonds(costs: usize, columns: usize, count: u32, numbers: usize): f64 {
  let least: f64 = Infinity;
  for (let done: u32 = 0; done < count; ) {
    if (next == CHUNK) {
      fillUniforms(numbers, CHUNK);
      next = 0;
    }
    const end = done + min(count - done, CHUNK - next);
    if (ASC_FEATURE_SIMD) {
      if (!columns) {
        let leasts = f64x2.splat(least);
        for (; done + 2 <= end; done += 2, next += 2) {
          const number = v128.load(numbers + (<usize>next << 3));
          leasts = f64x2.pmin(leasts, f64x2.pmax(v128.load(costs + (<usize>done << 3)), number));
        }
        least = min(f64x2.extract_lane(leasts, 0), f64x2.extract_lane(leasts, 1));
      }
    }
    for (; done < end; done++, next++) {
      const column = columns ? load<u32>(columns + (<usize>done << 2)) : done;
      const number = load<f64>(numbers + (<usize>next << 3));
      least = min(least, max(load<f64>(costs + (<usize>column << 3)), number));
    }
  }
  return least;
}


/** The least of costs[column] over those of `count` columns whose bond, from bit `first` on, is there. */
function leastOfSources(costs: usize, columns: usize, count: u32, bits: usize, first: u32): f64 {
  let least: f64 = Infinity;
  for (let index: u32 = 0; index < count; index++) {
    if (bits && !bitAt(bits, first + index)) continue;
    const column = columns ? load<u32>(columns + (<usize>index << 2)) : index;
    least = min(least, load<f64>(costs + (<usize>column << 3)));
  }
  return least;
}

/** Least cost of a way from the inputs to the outputs in one trial: see the head of this file. */
export function solveBottleneck(
  layers: usize,
  layerCount: i32,
  widest: u32,
  ofBonds: bool,
  low: u32,
  high: u32,
  numberLow: u32,
  numberHigh: u32,
  work: usize,
): f64 {
  seedLow = low;
  seedHigh = high;
  trialLow = numberLow;
  trialHigh = numberHigh;
  const size = (<usize>widest + 1) / 2 << 4;
  const numbers = work + 2 * size;
  const siteBits = numbers + (CHUNK << 3);
  const bondBits = siteBits + (((<usize>widest + 127) >> 7) << 4);
  let before = work;
  let costs = work + size;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(layers, index);
    const fixed = layer.dropSites > 0 && (ofBonds || index == 0);
    if (fixed) {
      drawBits(seedLow, seedHigh, trialLow, trialHigh, 2 * index, layer.width, layer.keepSites, layer.dropSites, siteBits);
    }
    if (index == 0) memory.fill(costs, 0, <usize>layer.width << 3);
    else {
      const fanIn = layerAt(layers, index - 1).width;
      costBonds(layer, index, fanIn, ofBonds, before, costs, numbers, bondBits);
      if (!ofBonds && index < layerCount - 1) costSites(layer, index, costs, numbers);
    }
    if (fixed) {
      for (let site: u32 = 0; site < layer.width; site++) {
        if (!bitAt(siteBits, site)) store<f64>(costs + (<usize>site << 3), Infinity);
      }
    }
    const other = before;
    before = costs;
    costs = other;
  }
  return leastOfSources(before, 0, layerAt(layers, layerCount - 1).width, 0, 0);
}

/** Costs of the neurons of a layer from those of the layer before. */
function costBonds(
  layer: Layer,
  index: u32,
  fanIn: u32,
  ofBonds: bool,
  before: usize,
  costs: usize,
  numbers: usize,
  bits: usize,
): void {
  const bonds = layer.columns ? load<u32>(layer.offsets + (<usize>layer.width << 2)) : fanIn * layer.width;
  const masked = !ofBonds && layer.dropBonds > 0;
  if (ofBonds) {
    openUniforms(seedLow, seedHigh, trialLow, trialHigh, 2 * index + 1);
    next = CHUNK;
  } else if (masked) {
    drawBits(seedLow, seedHigh, trialLow, trialHigh, 2 * index + 1, bonds, layer.keepBonds, layer.dropBonds, bits);
  }
  // All neurons cost the same when every bond is there and free.
  const common = ofBonds || masked || layer.columns ? 0 : leastOfSources(before, 0, fanIn, 0, 0);
  for (let target: u32 = 0, first: u32 = 0; target < layer.width; target++) {
    const at = layer.offsets + (<usize>target << 2);
    const count = layer.columns ? load<u32>(at, 4) - load<u32>(at) : fanIn;
    const columns = layer.columns ? layer.columns + (<usize>first << 2) : 0;
    let cost = common;
    if (ofBonds) cost = leastOfBonds(before, columns, count, numbers);
    else if (masked || columns) cost = leastOfSources(before, columns, count, masked ? bits : 0, first);
    store<f64>(costs + (<usize>target << 3), cost);
    first += count;
  }
}

/** Adds the costs of a hidden layer's own neurons. */
function costSites(layer: Layer, index: u32, costs: usize, numbers: usize): void {
  openUniforms(seedLow, seedHigh, trialLow, trialHigh, 2 * index);
  for (let done: u32 = 0; done < layer.width; done += CHUNK) {
    const count = min(CHUNK, layer.width - done);
    fillUniforms(numbers, count);
    for (let site: u32 = 0; site < count; site++) {
      const at = costs + (<usize>(done + site) << 3);
      store<f64>(at, max(load<f64>(at), load<f64>(numbers + (<usize>site << 3))));
    }
  }
}
