// Exact counts through the engine: all subsets of a set, each met once, along nested chains of them, so
// that one sweep speaks of a whole chain (N. G. de Bruijn, C. Tengbergen, D. Kruyswijk, Nieuw Arch. Wiskd. 23, 191, 1951).

import { type Medium, type SweepRun, sweepRun } from "percolation";

/** A chain: the least subset, and the elements that then come in one by one. */
interface Chain {
  least: number[];
  added: number[];
}

/** Chains that hold every subset of 0..count-1 exactly once. */
export function chainsOf(count: number): Chain[] {
  let chains: Chain[] = [{ least: [], added: [] }];
  for (let element = 0; element < count; element++) {
    chains = chains.flatMap(({ least, added }) => {
      const longer = { least, added: [...added, element] };
      if (added.length === 0) return [longer];
      return [longer, { least: [...least, element], added: added.slice(0, -1) }];
    });
  }
  return chains;
}

/** Sums over all subsets of k elements of what `observe` says of a run after n of its steps, for each k. */
export function sumOverSubsets(
  network: Medium,
  kind: "site" | "bond",
  elements: number,
  observe: (run: SweepRun, n: number) => number,
  terminals: { from?: number[]; to?: number[] } = {},
): number[] {
  const sums = Array<number>(elements + 1).fill(0);
  for (const { least, added } of chainsOf(elements)) {
    const run = sweepRun(network, { kind, order: [...least, ...added], ...terminals });
    for (let n = least.length; n < run.largest.length; n++) sums[n] = (sums[n] ?? 0) + observe(run, n);
  }
  return sums;
}

/** Whether an event that first holds at a step holds after n steps. */
export const after = (first: number | null | undefined, n: number) => Number(first != null && first <= n);

/** The probability that counts by size of subset amount to. */
export function probabilityOf(counts: readonly number[], keep: number): number {
  const elements = counts.length - 1;
  return counts.reduce((sum, count, k) => sum + count * keep ** k * (1 - keep) ** (elements - k), 0);
}
