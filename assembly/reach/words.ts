// 128-bit words of lanes as two u64 in memory: all that is not the drawing loop itself.

/** Lanes of the block that are trials of the query. */
export const LANES: usize = memory.data(16, 16);

/** LANES = the first `lanes` lanes. */
export function selectLanes(lanes: u32): void {
  store<u64>(LANES, lanes >= 64 ? ~0 : ((<u64>1) << lanes) - 1);
  store<u64>(LANES, lanes >= 128 ? ~0 : lanes <= 64 ? 0 : ((<u64>1) << (lanes - 64)) - 1, 8);
}

/** Sets `count` words to all ones (every trial). */
export function fillOnes(words: usize, count: u32): void {
  memory.fill(words, 255, (<usize>count) << 4);
}

/** Narrows the word at `target`, of which `count` words are subsets, to their OR. */
export function narrow(target: usize, words: usize, count: u32): void {
  const wholeLow = load<u64>(target);
  const wholeHigh = load<u64>(target, 8);
  let low: u64 = 0;
  let high: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    low |= load<u64>(words + (<usize>i << 4));
    high |= load<u64>(words + (<usize>i << 4), 8);
    if (low == wholeLow && high == wholeHigh) return;
  }
  store<u64>(target, low);
  store<u64>(target, high, 8);
}

/** Number of ones in `count` words. */
export function countOnes(words: usize, count: u32): u64 {
  let ones: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    ones += popcnt<u64>(load<u64>(words + ((<usize>i) << 4))) + popcnt<u64>(load<u64>(words + ((<usize>i) << 4), 8));
  }
  return ones;
}
