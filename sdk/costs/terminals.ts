import { cellOf } from "../networks/lattice.ts";
import type { Medium } from "../networks/medium.ts";
import type { SiteSet } from "../networks/sites.ts";
import type { CheckedTerminals } from "../queries/terminals.ts";

/** A set of sites in numbers. */
export interface Terminal {
  readonly count: number;
  /** Whether they are a plane across the lattice. */
  readonly isPlane: boolean;
  /** Whether a plane has rows on both sides. */
  readonly isInside: boolean;
  /** Open boundaries that the first of listed sites lies at. */
  readonly boundaries: number;
}

/** What terminals come to: where walks begin, where they end, and how far apart that is. */
export interface Ends {
  readonly from: Terminal;
  readonly to: Terminal;
  /** Rows between two planes of one axis; undefined between other sets. */
  readonly distance: number | undefined;
}

export function endsBetween({ from, to }: CheckedTerminals, medium: Medium, sites: number): Ends {
  return {
    from: terminal(from, medium, sites),
    to: terminal(to, medium, sites),
    distance: distanceOf(from, to, medium),
  };
}

/** The number of a graph's node that is first in a set; undefined for others. */
export function firstOf(set: SiteSet | undefined): number | undefined {
  if (set === undefined || "axis" in set) return undefined;
  const [first] = set;
  return typeof first === "number" && first >= 0 ? first : 0;
}

function terminal(set: SiteSet | undefined, medium: Medium, sites: number): Terminal {
  if (set === undefined) return { count: 0, isPlane: false, isInside: false, boundaries: 0 };
  if (!("axis" in set)) {
    return { count: set.length, isPlane: false, isInside: false, boundaries: boundariesAt(set[0], medium) };
  }
  if (medium.kind !== "lattice") return { count: 1, isPlane: false, isInside: false, boundaries: 0 };
  const length = medium.size[set.axis] ?? 1;
  const at = (set.at + length) % length;
  const isInside = medium.periodic[set.axis] === true || (at > 0 && at < length - 1);
  return { count: sites / length, isPlane: true, isInside, boundaries: 0 };
}

function boundariesAt(site: number | string | undefined, medium: Medium): number {
  if (medium.kind !== "lattice" || typeof site !== "number") return 0;
  let cell = Math.floor(site / cellOf(medium).sites);
  let count = 0;
  medium.size.forEach((length, axis) => {
    const at = cell % length;
    cell = Math.floor(cell / length);
    if (!medium.periodic[axis] && length > 1 && (at === 0 || at === length - 1)) count++;
  });
  return count;
}

function distanceOf(from: SiteSet | undefined, to: SiteSet | undefined, medium: Medium): number | undefined {
  if (from === undefined || to === undefined || !("axis" in from) || !("axis" in to)) return undefined;
  if (medium.kind !== "lattice" || from.axis !== to.axis) return undefined;
  const length = medium.size[from.axis] ?? 1;
  const apart = Math.abs(((from.at + length) % length) - ((to.at + length) % length));
  return medium.periodic[from.axis] && !cellOf(medium).directed ? Math.min(apart, length - apart) : apart;
}
