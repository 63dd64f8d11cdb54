import type { Medium } from "../networks/medium.ts";
import { ratesOf } from "../networks/rates.ts";
import type { Part } from "./cost.ts";
import { measure, sizeOfMedium } from "./media.ts";
import type { PlanOf } from "./plans.ts";
import { runUnits } from "./sweeps.ts";
import { endsBetween } from "./terminals.ts";
import { COUNT } from "./text.ts";
import { layoutUnits } from "./walks.ts";
import { wordUnits } from "./words.ts";

// Clusters of one configuration, masks of one trial, and thresholds from many runs. Constants are nanoseconds, fitted
// to medians of lattices of 16 to 1048576 sites and random graphs of 100 to 30000 nodes.

/** A site that is labelled, a neighbour of it, and one that is looked up. */
const [LABEL, NEIGHBOUR, LOOKED_UP] = [5, 1.8, 6];
/** Sizes of clusters, of a site in the mean. */
const SIZES = 0.2;
/** A site or bond of a mask, besides its word. */
const MASK = 4;
/** A bond of a lattice that is visited to tell it from those that do not exist. */
const VISITED = 12;

export function clusterParts({ network, rates }: PlanOf<"clusters">): Part[] {
  const measures = measure(network);
  const { sites, degree, edge } = measures;
  const each = LABEL + degree * (NEIGHBOUR + LOOKED_UP * edge) + (rates.bonds.drop > 0 ? degree : 0);
  const size = sizeOfMedium(network);
  return [
    { units: layoutUnits(network, measures), grows: size },
    { units: sites * each, grows: size },
    { units: sites * COUNT * (1 + SIZES), grows: size },
  ];
}

/** The masks of a trial on a lattice or graph. */
export function masksOfMedium(network: Medium): Part[] {
  const { sites, bonds, slots } = measure(network);
  const rates = ratesOf(network);
  const listed = network.kind === "lattice" ? VISITED * bonds : 0;
  const drawn = sites * (MASK + wordUnits(rates.sites)) + slots * (MASK + wordUnits(rates.bonds));
  return [{ units: drawn + listed + COUNT * (sites + bonds), grows: sizeOfMedium(network) }];
}

/** Share of a full run until an event happens, and without most of the record. */
const [UNTIL, LEAN] = [0.55, 0.85];
/** A probability at which first steps are weighed: by the root of the elements, and by the runs, sorted or not. */
const [WEIGHED, PASSED, SORTED] = [75, 3, 30];
/** Such probabilities on the way to a median, and to where two lattices cross. */
const [MEDIAN, CROSSING] = [62, 250];
/** An end of an edge, for degrees. */
const DEGREE = 4.5;

export function thresholdParts({ network, options, method }: PlanOf<"threshold">): Part[] {
  const measures = measure(network);
  const { kind, runs } = options;
  const size = sizeOfMedium(network);
  const layout = { units: layoutUnits(network, measures, endsBetween(options, network, measures.sites)), grows: size };
  if (method === "molloy-reed") return [{ units: DEGREE * (2 * measures.bonds + measures.sites), grows: size }];
  const others = ratesOf(network)[kind === "site" ? "bonds" : "sites"];
  const run = runUnits(measures, kind, others.drop > 0);
  if (method === "susceptibility-peak") return [layout, { units: runs * LEAN * run, grows: { runs: 1, ...size } }];
  const elements = kind === "site" ? measures.sites : measures.bonds;
  const isCrossing = method === "wrapping-crossing";
  const halved = isCrossing && network.kind === "lattice" ? 1 + 2 ** -network.size.length : 1;
  const weighing = WEIGHED * Math.sqrt(elements) + (PASSED + (isCrossing ? SORTED : 0)) * runs;
  return [
    layout,
    { units: runs * halved * UNTIL * run, grows: { runs: 1, ...size } },
    { units: (isCrossing ? CROSSING : MEDIAN) * weighing, grows: { runs: 0.5, ...size } },
  ];
}
