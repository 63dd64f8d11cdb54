import type { LatticeName } from "../networks/cells.ts";

/** Rates of survival at which clusters percolate. */
export interface Thresholds {
  readonly site: number;
  readonly bond: number;
}

/** Chains never percolate; their rate is one so near to 1 that it has a logarithm. */
const CHAIN: Thresholds = { site: 0.999, bond: 0.999 };

/** Of the lattices known by name, to the digits that estimates need: sources in tests/data/percolation.json. */
const NAMED: { readonly [Name in LatticeName]?: Thresholds } = {
  square: { site: 0.5927, bond: 0.5 },
  triangular: { site: 0.5, bond: 0.3473 },
  honeycomb: { site: 0.697, bond: 0.6527 },
  kagome: { site: 0.6527, bond: 0.5244 },
  cubic: { site: 0.3116, bond: 0.2488 },
  bcc: { site: 0.246, bond: 0.1803 },
  fcc: { site: 0.1992, bond: 0.1202 },
  diamond: { site: 0.43, bond: 0.3896 },
  "directed-square": { site: 0.7055, bond: 0.6447 },
};

/** Those of a lattice, or of a graph as if it were one, with so many neighbours a site. */
export function thresholdsOf(name: unknown, axes: number, degree: number): Thresholds {
  if (axes <= 1) return CHAIN;
  const named = typeof name === "string" ? NAMED[name as LatticeName] : undefined;
  if (named) return named;
  // Of bonds d / (d - 1) in the mean at a site (Vyssotsky and others, 1961); of sites a like form, fitted to those above.
  return {
    site: Math.min(0.95, 2.3 / (axes * Math.sqrt(degree))),
    bond: Math.min(0.95, axes / ((axes - 1) * degree)),
  };
}

/** Those of random graphs in which an edge leads to so many others in the mean. */
export function thresholdsOfTree(branching: number): Thresholds {
  const rate = branching > 1.06 ? 1 / branching : 0.95;
  return { site: rate, bond: rate };
}
