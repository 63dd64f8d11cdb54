import { openLayer, openTarget, ORDERS } from "./address";
import { fillWords } from "./raw";

// Uniformly random orders: Fisher-Yates, with unbiased draws by D. Lemire's method (ACM Transactions on
// Modeling and Computer Simulation 29, 2019), from the words of a stream in 32-bit parts.

const WORDS: u32 = 64;
const BUFFER: usize = memory.data(1024, 16);
const END: usize = BUFFER + 1024;
let next: usize = END;

@inline
function drawPart(): u32 {
  if (next == END) {
    fillWords(BUFFER, WORDS);
    next = BUFFER;
  }
  const part = load<u32>(next);
  next += 4;
  return part;
}

/** A uniform number below `bound`: the high half of part * bound, unless its low half is among the excess. */
@inline
function drawBelow(bound: u32): u32 {
  let product = <u64>drawPart() * bound;
  if (<u32>product < bound) {
    const excess: u32 = (0 - bound) % bound; // 2^32 mod bound
    while (<u32>product < excess) product = <u64>drawPart() * bound;
  }
  return <u32>(product >> 32);
}

/** Shuffles `count` words into the order of a run: from the last place down, each swaps with one up to it. */
export function shuffle(seedLow: u32, seedHigh: u32, runLow: u32, runHigh: u32, order: usize, count: i32): void {
  openLayer(seedLow, seedHigh, ORDERS, runLow, runHigh, 0);
  openTarget(0);
  next = END;
  for (let last = order + (<usize>count << 2) - 4; last > order && count > 1; last -= 4) {
    const other = order + (<usize>drawBelow(<u32>((last - order) >> 2) + 1) << 2);
    const word = load<u32>(last);
    store<u32>(last, load<u32>(other));
    store<u32>(other, word);
  }
}
