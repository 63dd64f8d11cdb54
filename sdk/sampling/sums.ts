/** The sums of two rows of numbers, place by place. */
export function addNumbers(one: readonly number[], next: readonly number[]): number[] {
  return one.map((number, index) => number + (next[index] ?? 0));
}

/** The same of counts in typed arrays. */
export function addCounts(one: Float64Array, next: Float64Array): Float64Array {
  return one.map((count, index) => count + (next[index] ?? 0));
}
