// Reach along directed bonds, and minimax costs, in plain TypeScript.

import type { PlainNetwork } from "../clusters/plain-network.ts";

/** The sites reached from some, going along bonds that are there to sites that are there. */
export function plainReach(
  network: PlainNetwork,
  sites: readonly boolean[],
  bonds: readonly boolean[],
  from: readonly number[],
): boolean[] {
  const reached = Array<boolean>(network.sites).fill(false);
  for (const site of from) reached[site] = sites[site] ?? false;
  for (let changed = true; changed; ) {
    changed = false;
    network.bonds.forEach((bond, index) => {
      if (!bonds[index]) return;
      const go = (start: number, end: number) => {
        if (!reached[start] || reached[end] || !sites[end]) return;
        reached[end] = true;
        changed = true;
      };
      go(bond.from, bond.to);
      if (!network.directed) go(bond.to, bond.from);
    });
  }
  return reached;
}

/**
 * The least number u such that elements of cost at most u suffice to reach some target; -1 when those
 * without a cost do, Infinity when none do. Costs are given for those elements that have one.
 */
export function leastCost(costs: readonly (number | undefined)[], reaches: (usable: boolean[]) => boolean): number {
  const levels = [-1, ...costs.filter((cost) => cost !== undefined)].sort((a, b) => a - b);
  const open = (level: number) => reaches(costs.map((cost) => cost === undefined || cost <= level));
  if (!open(Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  // Halving: the levels at which targets are reached are the highest ones.
  let [low, high] = [0, levels.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (open(levels[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return levels[low] ?? Number.NaN;
}

/** What an answer says of such costs, trial by trial. */
export function summarise(costs: readonly number[]) {
  const always = costs.filter((cost) => cost < 0).length;
  const drops = costs
    .filter((cost) => cost >= 0 && cost <= 1)
    .map((cost) => 1 - cost)
    .sort((a, b) => a - b);
  return { always, never: costs.length - always - drops.length, drops };
}

/** The share of trials with a path at a drop rate. */
export function shareAt({ always, drops }: ReturnType<typeof summarise>, trials: number, drop: number): number {
  return (always + drops.filter((last) => last > drop).length) / trials;
}
