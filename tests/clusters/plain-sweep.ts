// Clusters found anew by breadth-first search, with displacements: slow and literal on purpose.

import type { PlainNetwork } from "./plain-network.ts";

/** What is known of the clusters of one configuration. */
export interface PlainClusters {
  /** Sizes, the greatest first. */
  sizes: number[];
  /** Cluster of each site by its lowest site's turn, -1 where there is none. */
  labels: number[];
  /** Axes spanned from face to face, among the open ones. */
  spanned: boolean[];
  /** Axes wound around, among the periodic ones. */
  wound: boolean[];
  /** Whether some cluster holds sites of both sets. */
  connected: boolean;
}

export interface Terminals {
  from: readonly number[];
  to: readonly number[];
}

/** The clusters of the sites and bonds that are there. */
export function plainClusters(
  network: PlainNetwork,
  sites: readonly boolean[],
  bonds: readonly boolean[],
  terminals: Terminals = { from: [], to: [] },
): PlainClusters {
  const { cells, size, periodic } = network;
  const around = Array.from({ length: network.sites }, (): { to: number; step: readonly number[] }[] => []);
  network.bonds.forEach(({ from, to, step }, index) => {
    if (!bonds[index] || !sites[from] || !sites[to]) return;
    around[from]?.push({ to, step });
    around[to]?.push({ to: from, step: step.map((cellsAway) => -cellsAway) });
  });
  const labels = Array<number>(network.sites).fill(-1);
  const at: number[][] = [];
  const sizes: number[] = [];
  const spanned = size.map(() => false);
  const wound = size.map(() => false);
  let connected = false;
  for (let first = 0; first < network.sites; first++) {
    if (!sites[first] || labels[first] !== -1) continue;
    const label = sizes.length;
    const members = [first];
    labels[first] = label;
    at[first] = size.map(() => 0);
    for (let head = 0; head < members.length; head++) {
      const site = members[head] ?? -1;
      for (const { to, step } of around[site] ?? []) {
        const there = (at[site] ?? []).map((x, axis) => x + (step[axis] ?? 0));
        if (labels[to] === -1) {
          labels[to] = label;
          at[to] = there;
          members.push(to);
        } else {
          (at[to] ?? []).forEach((x, axis) => {
            if (x !== there[axis]) wound[axis] = true;
          });
        }
      }
    }
    sizes.push(members.length);
    size.forEach((length, axis) => {
      const touches = (x: number) => members.some((site) => cells[site]?.[axis] === x);
      if (!periodic[axis] && touches(0) && touches(length - 1)) spanned[axis] = true;
    });
    const holds = (set: readonly number[]) => set.some((site) => labels[site] === label);
    if (holds(terminals.from) && holds(terminals.to)) connected = true;
  }
  sizes.sort((a, b) => b - a);
  return { sizes, labels, spanned, wound, connected };
}

/** The record of a sweep, as the answer of sweepRun has it. */
export interface PlainRun {
  largest: number[];
  second: number[];
  clusters: number[];
  squares: number[];
  spanning: (number | null)[];
  wrapping: (number | null)[];
  connected: number | null;
}

/** Adds sites or bonds in an order, the others being there or not. */
export function plainSweep(
  network: PlainNetwork,
  kind: "site" | "bond",
  order: readonly number[],
  others: readonly boolean[],
  terminals?: Terminals,
): PlainRun {
  const present = Array<boolean>(kind === "site" ? network.sites : network.bonds.length).fill(false);
  const run: PlainRun = {
    largest: [],
    second: [],
    clusters: [],
    squares: [],
    spanning: network.size.map(() => null),
    wrapping: network.size.map(() => null),
    connected: null,
  };
  for (let n = 0; n <= order.length; n++) {
    if (n > 0) present[order[n - 1] ?? -1] = true;
    const [sites, bonds] = kind === "site" ? [present, others] : [others, present];
    const found = plainClusters(network, sites, bonds, terminals);
    run.largest.push(found.sizes[0] ?? 0);
    run.second.push(found.sizes[1] ?? 0);
    run.clusters.push(found.sizes.length);
    run.squares.push(found.sizes.reduce((sum, size) => sum + size * size, 0));
    const note = (firsts: (number | null)[], happened: boolean[]) =>
      happened.forEach((is, axis) => {
        if (is && firsts[axis] === null) firsts[axis] = n;
      });
    note(run.spanning, found.spanned);
    note(run.wrapping, found.wound);
    if (found.connected && run.connected === null) run.connected = n;
  }
  return run;
}
