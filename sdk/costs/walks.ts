import type { Medium } from "../networks/medium.ts";
import { ratesOf } from "../networks/rates.ts";
import type { CheckedMethod } from "../queries/sampling-options.ts";
import type { CheckedTerminals } from "../queries/terminals.ts";
import { type Part, sampledPart } from "./cost.ts";
import { type Measures, measure, nearness, sizeOfMedium } from "./media.ts";
import { reachedFrom } from "./reaches.ts";
import { type Ends, endsBetween, firstOf } from "./terminals.ts";
import { DOUBLE } from "./text.ts";
import { wordUnits } from "./words.ts";

// Trials of paths on lattices and graphs (assembly/reach/walk.ts), in blocks of 128. Constants are nanoseconds, fitted to
// medians of lattices of 1 to 4 axes, 64 to 262144 sites, and random graphs of 100 to 30000 nodes.

/** A site of a block: cleared. */
const SITE = 0.5;
/** A visit, a neighbour of it, and one by way of bonds. */
const [VISIT, NEIGHBOUR, BOND] = [12, 5.4, 4.2];
/** A target whose word is read, and the counts of all trials of a block. */
const [TARGET, NUMBERED] = [8, 700];
/** A graph's neighbours, listed: an end of an edge. A site of a list of terminals, and of a plane. */
const [LISTED, NAMED, PLANE] = [14, 150, 2.5];
/** A lattice's neighbours, in a table. */
const STRUCTURE = 3000;

/** What it takes to lay a medium and its terminals out. */
export function layoutUnits(medium: Medium, { sites, bonds }: Measures, ends?: Ends): number {
  let units = medium.kind === "graph" ? LISTED * 2 * bonds + SITE * sites : STRUCTURE;
  for (const set of ends ? [ends.from, ends.to] : []) units += set.count * (set.isPlane ? PLANE : NAMED);
  return units;
}

/** Trials that look for paths, or count the targets that are reached. */
export function walkParts(
  medium: Medium,
  terminals: CheckedTerminals,
  { method, trials }: CheckedMethod,
  isCounted: boolean,
): Part[] {
  if (method === "exact") return [];
  const measures = measure(medium, firstOf(terminals.from));
  const { sites, slots, listed } = measures;
  const rates = ratesOf(medium);
  const ends = endsBetween(terminals, medium, sites);
  const { visits } = reachedFrom(measures, nearness(measures, rates), ends, isCounted);
  const drawn =
    (rates.sites.drop > 0 ? sites * wordUnits(rates.sites) : 0) +
    (rates.bonds.drop > 0 ? slots * wordUnits(rates.bonds) : 0);
  const visit = VISIT + listed * (NEIGHBOUR + (rates.bonds.drop > 0 ? BOND : 0));
  const counted = isCounted ? TARGET * ends.to.count + NUMBERED : 0;
  const block = SITE * sites + drawn + visits * visit + counted;
  return [
    { units: layoutUnits(medium, measures, ends), grows: sizeOfMedium(medium) },
    sampledPart(trials, block, sizeOfMedium(medium)),
    { units: isCounted ? DOUBLE * ends.to.count : 0, grows: { to: 1 } },
  ];
}
