import * as v from "valibot";
import { badInput } from "../errors.ts";
import { cellOf, type LatticeNetwork } from "./lattice.ts";
import type { Medium } from "./medium.ts";

/** A plane of a lattice: all sites whose cell has coordinate `at` along `axis`; -1 is the last. */
export interface Plane {
  readonly axis: number;
  readonly at: number;
}

/** A set of sites: numbers, labels of a graph's nodes, or a plane of a lattice. */
export type SiteSet = readonly (number | string)[] | Plane;

const SITES = "an array of sites, or a plane { axis, at }";

/** Schema of a set of sites; {@link sitesOf} looks closer. */
export const siteSet = v.union(
  [v.array(v.union([v.number(), v.string()])), v.strictObject({ axis: v.number(), at: v.number() })],
  SITES,
);

/** Refuses what {@link sitesOf} would. O(1) for a plane. */
export function checkSites(set: SiteSet, medium: Medium, field: string): void {
  if (isList(set)) sitesOf(set, medium, field);
  else lengthOf(set, medium, field);
}

/** The numbers of the sites of a set, each once, in rising order. O(sites) for a plane. */
export function sitesOf(set: SiteSet, medium: Medium, field: string): Uint32Array {
  if (!isList(set)) return sitesOfPlane(set, medium, field);
  if (set.length === 0) throw badInput(field, "at least one site", set);
  const count = siteCount(medium);
  const labels = medium.kind === "graph" ? medium.labels : undefined;
  const numbers = labels && set.some((site) => typeof site === "string") ? new Map(labels.map((l, i) => [l, i])) : null;
  const sites = set.map((site, index) => {
    const number = typeof site === "string" ? numbers?.get(site) : site;
    if (number === undefined) {
      const expected = medium.kind === "graph" ? "a label of the graph" : `a site in 0..${count - 1}, or a plane`;
      throw badInput(`${field}[${index}]`, expected, site);
    }
    if (!(Number.isInteger(number) && number >= 0 && number < count)) {
      throw badInput(
        `${field}[${index}]`,
        count === 0 ? "none, in a graph without nodes" : `a site in 0..${count - 1}`,
        site,
      );
    }
    return number;
  });
  return Uint32Array.from(new Set(sites)).sort();
}

function isList(set: SiteSet): set is readonly (number | string)[] {
  return Array.isArray(set);
}

/** The length of the axis that a plane cuts. */
function lengthOf({ axis, at }: Plane, medium: Medium, field: string): { lattice: LatticeNetwork; length: number } {
  if (medium.kind !== "lattice") throw badInput(field, "an array of sites of the graph", { axis, at });
  const length = medium.size[axis];
  if (length === undefined) throw badInput(`${field}.axis`, `an axis in 0..${medium.size.length - 1}`, axis);
  if (!(Number.isInteger(at) && at >= -length && at < length)) {
    throw badInput(`${field}.at`, `an integer in ${-length}..${length - 1}`, at);
  }
  return { lattice: medium, length };
}

function sitesOfPlane({ axis, at }: Plane, medium: Medium, field: string): Uint32Array {
  const { lattice, length } = lengthOf({ axis, at }, medium, field);
  const { sites: basis } = cellOf(lattice);
  const before = lattice.size.slice(0, axis).reduce((product, size) => product * size, basis);
  const after = lattice.size.slice(axis + 1).reduce((product, size) => product * size, 1);
  const plane = new Uint32Array(before * after);
  const start = (at < 0 ? at + length : at) * before;
  for (let row = 0; row < after; row++) {
    for (let place = 0; place < before; place++) plane[row * before + place] = row * before * length + start + place;
  }
  return plane;
}

/** Number of sites of a lattice or graph. */
export function siteCount(medium: Medium): number {
  if (medium.kind === "graph") return medium.nodes;
  return medium.size.reduce((product, size) => product * size, cellOf(medium).sites);
}
