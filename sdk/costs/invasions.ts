import type { Medium } from "../networks/medium.ts";
import { ratesOf } from "../networks/rates.ts";
import type { CheckedTerminals } from "../queries/terminals.ts";
import type { Part } from "./cost.ts";
import { type Measures, measure, nearness, sizeOfMedium } from "./media.ts";
import { reachedFrom } from "./reaches.ts";
import { type Ends, endsBetween, firstOf } from "./terminals.ts";
import { layoutUnits } from "./walks.ts";

// Invasion percolation (assembly/reach/invasion.ts), trial by trial. Constants are nanoseconds, fitted to medians of
// lattices of 1 to 4 axes, 64 to 262144 sites, and random graphs of 100 to 30000 nodes.

/** A trial, whatever the size; sorting it among the others, and the count it goes into. */
const [TRIAL, SORTED] = [900, 110];
/** A site of a trial: cleared, and with a number of its own; a bond with one. */
const [SITE, NUMBER] = [0.7, 0.6];
/** A neighbour of an invaded site: where sites have numbers, and where bonds do. Along a chain nothing waits. */
const [BY_SITE, BY_BOND, ALONG] = [20, 26, 0.5];
/** Share of the sites that a way between two faces of a square lattice invades, and of lattices of more axes. */
const [BETWEEN_FACES, IN_SPACE] = [0.5, 0.22];
/** Share of them that a way between single sites invades, and in graphs like trees. */
const [BETWEEN_SITES, IN_TREES] = [0.85, 0.4];
const TREE = 3;

/** Trials of a lattice or graph in which each element of one kind has a number of its own. */
export function invasionParts(
  medium: Medium,
  terminals: CheckedTerminals,
  of: "sites" | "bonds",
  trials: number,
): Part[] {
  const measures = measure(medium, firstOf(terminals.from));
  const ends = endsBetween(terminals, medium, measures.sites);
  const { sites, slots, listed, axes } = measures;
  const numbers = of === "sites" ? sites : slots;
  const way = (of === "sites" ? BY_SITE : BY_BOND) * listed * (axes === 1 ? ALONG : 1);
  const trial = TRIAL + SITE * sites + NUMBER * numbers + way * invaded(medium, measures, ends, of);
  return [
    { units: layoutUnits(medium, measures, ends), grows: sizeOfMedium(medium) },
    { units: trials * trial, grows: { trials: 1, ...sizeOfMedium(medium) } },
    { units: trials * SORTED, grows: { trials: 1 } },
  ];
}

/** Sites that are invaded in a trial. */
function invaded(medium: Medium, measures: Measures, ends: Ends, of: "sites" | "bonds"): number {
  const { sites, axes, isDirected } = measures;
  const own = ratesOf(medium);
  const kept = { keep: 1, drop: 0 };
  // What the other kind leaves bounds it all.
  const near = nearness(measures, of === "sites" ? { ...own, sites: kept } : { ...own, bonds: kept });
  const bound = near < 1 ? measures.component : reachedFrom(measures, near, ends, true).cluster;
  const { from, to, distance } = ends;
  if (!from.isPlane || !to.isPlane) {
    // The more there are on both sides, the sooner any two meet; neighbours have met.
    const met = 1 + (from.count * to.count * measures.degree) / sites;
    const share = ((axes < TREE ? BETWEEN_SITES : IN_TREES) * 2) / (1 + to.count);
    return Math.min(bound, (share * sites) / met);
  }
  if (axes === 1) return bound;
  // Long narrow lattices are invaded all over, wide ones near some way.
  const length = Math.min(sites / from.count, 1 + (distance ?? sites));
  const shape = Math.sqrt(Math.sqrt(length / (axes === 2 ? from.count : Math.sqrt(from.count))));
  const between = isDirected ? 2 * IN_SPACE : axes === 2 ? BETWEEN_FACES : IN_SPACE;
  return Math.min(bound, length * from.count * Math.min(1, between * shape));
}
