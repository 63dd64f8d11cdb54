import type { Rate } from "../engine/layers.ts";
import type { Network } from "../networks/network.ts";
import type { Part } from "./cost.ts";
import { sizeOf } from "./layered.ts";
import type { Outline } from "./outlines.ts";
import { FIELD } from "./text.ts";

// Trials of the bottleneck form, one by one (assembly/reach/bottleneck.ts). Constants are nanoseconds, fitted to medians
// of networks of 5 layers, 4 to 1024 wide.

/** A trial, whatever the network; sorting it among the others, and the count it goes into. */
const [TRIAL, SORTED] = [120, 110];
/** A point of the curve, and its fields. */
const [POINT, FIELDS] = [150, 5];
/** A layer of a trial, and a neuron. */
const [LAYER, NEURON] = [110, 2.2];
/** Bonds of a number each, of which 512 are drawn at a time. */
const [NUMBER, CHUNK] = [0.93, 512];
/** A bond that is looked up: whether it is there, when it is, and among listed ones. */
const [MASKED, THERE, LISTED] = [1.2, 3.5, 2];

/** Trials of a layered network in which each element of one kind has a number of its own. */
export function bottlenecksOfLayers(
  network: Network,
  layers: readonly Outline[],
  of: "sites" | "bonds",
  trials: number,
): Part[] {
  let units = TRIAL;
  let fanIn = 0;
  for (const { width, bonds, repeat, listed } of layers) {
    const within = listed === undefined ? bondUnits(width * width, bonds, false, of) : 0;
    const into = fanIn > 0 ? bondUnits(listed ?? width * fanIn, bonds, listed !== undefined, of) : 0;
    units += repeat * (LAYER + NEURON * width) + (repeat - 1) * within + into;
    fanIn = width;
  }
  return [
    { units: trials * units, grows: { trials: 1, ...sizeOf(network, of === "bonds" ? 2 : 1) } },
    { units: trials * SORTED, grows: { trials: 1 } },
  ];
}

/** The curve that trials of the bottleneck form say. */
export function needsCurve(points: number): Part {
  return { units: points * (POINT + FIELD * FIELDS), grows: { points: 1 } };
}

/** So many bonds into a layer, in one trial. */
function bondUnits(bonds: number, { keep, drop }: Rate, isListed: boolean, of: "sites" | "bonds"): number {
  if (of === "bonds") return NUMBER * Math.max(CHUNK, bonds) + (isListed ? LISTED * bonds : 0);
  return bonds * ((drop > 0 ? MASKED + THERE * keep : 0) + (isListed ? LISTED : 0));
}
