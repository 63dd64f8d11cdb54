// How many clusters there are of each size, and the two largest of them.

/** A u32 a size, up to the number of sites. */
let counts: usize = 0;
export let largest: i32 = 0;
/** The size of the largest cluster but one; 0 when there is no other. */
export let second: i32 = 0;

/** Takes over the state of a census. */
export function openCensus(table: usize, first: i32, other: i32): void {
  counts = table;
  largest = first;
  second = other;
}

@inline
function slotOf(size: i32): usize {
  return counts + (<usize>size << 2);
}

/** Counts `number` new clusters of one site. */
export function countSingles(number: i32): void {
  if (number == 0) return;
  store<u32>(slotOf(1), load<u32>(slotOf(1)) + number);
  if (largest > 0 || number > 1) second = max(second, 1);
  largest = max(largest, 1);
}

/** Counts the union of a cluster of `a` sites with one of `b`. */
export function countUnion(a: i32, b: i32): void {
  const size = a + b;
  store<u32>(slotOf(a), load<u32>(slotOf(a)) - 1);
  store<u32>(slotOf(b), load<u32>(slotOf(b)) - 1);
  store<u32>(slotOf(size), load<u32>(slotOf(size)) + 1);
  if (size <= largest) {
    second = max(second, size);
  } else if (a == largest || b == largest) {
    // The largest grew, maybe by the second: what is left below is searched. Every size passed over was
    // gained by growth of a cluster that now is part of the largest, so all searches together cost O(sites).
    while (second > 0 && load<u32>(slotOf(second)) == 0) second--;
    largest = size;
  } else {
    second = largest;
    largest = size;
  }
}
