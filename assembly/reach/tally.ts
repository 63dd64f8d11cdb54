// Counts, lane by lane, how many of a set of words have the lane set: a bit-sliced counter of 128
// numbers, plane k holding bit k of all of them.

const PLANES: u32 = 32;
const COUNTER: usize = memory.data(512, 16);

/**
 * Adds 1 to `histogram[n]` for every lane of the word at `lanes`, where n is the number of the `count`
 * words at `words` that have the lane set, or `most` if it is greater.
 */
export function addCounts(words: usize, count: u32, lanes: usize, most: u32, histogram: usize): void {
  clearCounts();
  for (let i: u32 = 0; i < count; i++) addWord(words + ((<usize>i) << 4));
  addLanes(lanes, 32 - clz<u32>(count), most, histogram);
}

/** COUNTER = 0. */
export function clearCounts(): void {
  memory.fill(COUNTER, 0, <usize>PLANES << 4);
}

/**
 * Adds 1 to `histogram[n]` for every lane of the word at `lanes`, n being the lane's number in COUNTER, which has
 * no more than `planes` bits, or `most`.
 */
export function addLanes(lanes: usize, planes: u32, most: u32, histogram: usize): void {
  for (let lane: u32 = 0; lane < 128; lane++) {
    if (!((load<u8>(lanes + (lane >> 3)) >> <u8>(lane & 7)) & 1)) continue;
    const bin = histogram + (<usize>min(readLane(lane, planes), most) << 3);
    store<f64>(bin, load<f64>(bin) + 1);
  }
}

/** The number of a lane in COUNTER, which has no more than `planes` bits. */
export function readLane(lane: u32, planes: u32): u32 {
  const half: usize = (lane >> 6) << 3;
  const shift: u64 = lane & 63;
  let n: u32 = 0;
  for (let plane: u32 = 0; plane < planes; plane++) {
    n |= (<u32>((load<u64>(COUNTER + (<usize>plane << 4) + half) >> shift) & 1)) << plane;
  }
  return n;
}

/** COUNTER += word, in all lanes at once: on average two planes change. */
export function addWord(word: usize): void {
  let low = load<u64>(word);
  let high = load<u64>(word, 8);
  for (let plane: usize = COUNTER; low | high; plane += 16) {
    const oldLow = load<u64>(plane);
    const oldHigh = load<u64>(plane, 8);
    store<u64>(plane, oldLow ^ low);
    store<u64>(plane, oldHigh ^ high, 8);
    low &= oldLow;
    high &= oldHigh;
  }
}
