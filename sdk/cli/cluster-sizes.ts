/** How many clusters there are of each size, by rising size. */
export function histogramOf(sizes: Iterable<number>): [size: number, count: number][] {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}
