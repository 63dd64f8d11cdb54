import { AVERAGES } from "../engine/canonical.ts";
import { countEvents } from "../queries/sweep-events.ts";
import type { Part } from "./cost.ts";
import { type Measures, measure, sizeOfMedium } from "./media.ts";
import type { PlanOf } from "./plans.ts";
import { endsBetween } from "./terminals.ts";
import { COUNT, FIELD } from "./text.ts";
import { layoutUnits } from "./walks.ts";

// Sweeps (assembly/clusters, assembly/statistics/canonical.ts). Constants are nanoseconds, fitted to medians of
// lattices of 64 to 1048576 sites and random graphs of 100 to 30000 nodes.

/** A run, whatever the size. */
const RUN = 1500;
/** A site that is added with the full record, a neighbour of it, and where neighbours are looked up, or bonds are too. */
const [SITE, NEIGHBOUR, LOOKED_UP, FILTERED] = [20, 5, 25, 45];
/** A bond that is added, and besides where its ends are looked up. */
const [BOND, BOND_LOOKED_UP] = [24, 10];
/** Elements past which memory slows a run down, up to twice. */
const CACHED = 1e6;
/** Canonical averages at one probability: whatever the size, and by the root of the elements; and the point they make. */
const [AVERAGE, WINDOW, POINT] = [400, 42, 3000];
/** Means of the record itself: a step of a run, and in the answer. */
const [STEP, SUMMARY] = [60, 40];
/** A step printed, and an event in it. */
const [PRINTED, EVENT] = [650, 150];
/** A count of clusters by size: an entry, in a run. */
const SIZE = 2;
/** Sorting an element into an order of attack, and looking at an end of an edge for it. */
const [RANKED, SCORED] = [250, 10];
/** A node or end of an edge on the ways from one node, for betweenness. */
const BETWEEN = 17;

/** Adding all elements of one run. */
export function runUnits({ sites, bonds, degree, edge }: Measures, kind: "site" | "bond", isFiltered: boolean): number {
  const elements = kind === "site" ? sites : bonds;
  const looked = LOOKED_UP * edge + (isFiltered ? FILTERED : 0);
  const each = kind === "site" ? SITE + NEIGHBOUR * degree + looked : BOND + BOND_LOOKED_UP * edge;
  return RUN + elements * each * (1 + Math.min(1, elements / CACHED));
}

/** The order of elements that an attack asks for, which is found before the runs. */
function orderUnits(attack: unknown, { sites, bonds }: Measures, elements: number): number {
  if (attack === undefined) return 0;
  const ranked = RANKED * elements + SCORED * 2 * bonds;
  return attack === "betweenness" ? ranked + BETWEEN * sites * (sites + 2 * bonds) : ranked;
}

export function sweepParts({ query, planned, keeps }: PlanOf<"sweep">): Part[] {
  const { network, kind, runs, attack, order, sizesAt = [], from, to, steps: isByStep } = query;
  const measures = measure(network);
  const { elements, watched, ordered } = planned;
  const added = order?.length ?? elements;
  const size = sizeOfMedium(network);
  const events = countEvents(watched);
  const share = elements > 0 ? added / elements : 0;
  const run = RUN + share * runUnits(measures, kind, planned.others.drop > 0);
  const average = AVERAGE + (ordered ? 0 : WINDOW * Math.sqrt(elements));
  const fields = 1 + 4 * (AVERAGES - 1) + 3 * events;
  return [
    { units: layoutUnits(network, measures, endsBetween({ from, to }, network, measures.sites)), grows: size },
    { units: orderUnits(attack, measures, elements), grows: attack === "betweenness" ? double(size) : size },
    { units: runs * run, grows: { runs: 1, ...size } },
    ...(isByStep
      ? [
          { units: runs * STEP * added, grows: { runs: 1, ...size } },
          { units: (SUMMARY + PRINTED + EVENT * events) * added, grows: { steps: 1, ...size } },
        ]
      : [
          { units: runs * keeps.length * average, grows: { runs: 1, [pointsOf(query)]: 1 } },
          { units: keeps.length * (POINT + FIELD * fields), grows: { [pointsOf(query)]: 1 } },
        ]),
    { units: sizesAt.length * measures.sites * (runs * SIZE + COUNT), grows: { sizesAt: 1, ...size } },
  ];
}

function pointsOf({ keep }: { readonly keep?: readonly number[] }): "keep" | "points" {
  return keep === undefined ? "points" : "keep";
}

function double(size: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(size).map(([field, power]) => [field, 2 * power]));
}
