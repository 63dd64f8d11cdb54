import type { Rate } from "../engine/layers.ts";
import type { Outline } from "./outlines.ts";
import { hazard } from "./rough.ts";

// The exact chain of fully connected layers (sdk/engine/exact.ts, assembly/exact): two functions of the number of reached
// neurons are carried back layer by layer, in a run of 200 and more equal layers four, until it has settled.
// Constants are nanoseconds, fitted to medians of runs of 3 to 15 layers, 16 to 65536 wide, at rates from 1e-5 to 0.99.

/** Runs from this length on are watched for having settled: SHORT in assembly/exact/chain.ts. */
const LONG_RUN = 200;
/** Terms that settling may take, as in sdk/engine/exact.ts. */
const TERM_LIMIT = 2e10;

/** A solution, whatever the network. */
const SOLUTION = 900;
/** One record of a layer: looked at, written, read back. */
const RECORD = 130;
/** A layer's step, whatever its width. */
const STEP = 110;
/** log r(k) and log(1 - r(k)) of one row: with removal of bonds, and without. */
const [FILL, FILL_CERTAIN] = [40, 8];
/** A neuron of a layer, or of a run of equal ones: log C(n, j). */
const WIDTH = 11;
/** A neuron of a layer, in one function: its hull. */
const HULL = 6;
/** A row that is the same as the one before, in one function. */
const COPY = 5;
/** A row of its own, in one function, whose band is a few terms. */
const ROW = 25;
/** A row that bonds tell from the next, in one function: besides, by the root of the width, and by the width. */
const [ACTIVE, BAND, REFILL] = [40, 1.6, 0.008];
/** The same where the function carried back bends twice, so that bands reach across: by the width. */
const WIDE = 0.06;
/** Rows further than this many e-foldings of the bonds' removal are all alike. */
const FOLDINGS = 36;

/** Carrying functions of the number of neurons of `layer` back to `rows` numbers of neurons before it. */
function stepUnits(layer: Outline, rows: number, functions: number): number {
  const { width, sites, bonds } = layer;
  let row = COPY;
  if (bonds.drop > 0 && bonds.keep > 0) {
    const decay = decayOf(bonds);
    const share = Math.min(1, FOLDINGS / (decay * rows));
    const bent = sites.drop > 0 ? clamp((sites.keep * decay * width - 4) / 4) : 0;
    // Bands are as wide as the standard deviation of what is reached.
    const spread = sites.keep < 0.5 ? 2 * Math.sqrt(sites.keep * sites.drop) : 1;
    row += share * (ACTIVE + spread * (BAND * Math.sqrt(width) + (REFILL + WIDE * bent) * width));
    if (sites.drop === 0) row += ROW;
  }
  return STEP + functions * (HULL * width + row * rows);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Minus the logarithm of a drop rate: each reached neuron before a layer takes so much off. */
export function decayOf({ keep, drop }: Rate): number {
  return drop === 0 ? Number.POSITIVE_INFINITY : hazard(keep);
}

/**
 * Layers after which a long run has settled, within a factor of 2. The law of the number of reached neurons comes to
 * rest like c^m, c being the neurons that one reaches in the next layer; past c = 1 like its conjugate, which is about
 * e^(1 - c); near c = 1, a little above for a finite width, fluctuations end it. Some 32 e-foldings are 14 digits.
 */
export function settlingLayers({ width, sites, bonds }: Outline): number {
  if (bonds.drop === 0) return sites.drop === 0 ? 0 : 2;
  if (bonds.keep === 0 || sites.keep === 0) return 2;
  const reach = sites.keep * width * decayOf(bonds);
  const size = width * sites.keep;
  const critical = 1 + 1.6 / Math.sqrt(size);
  const speed = reach < critical ? hazard(1 - reach / critical) : 0.9 * (reach - critical);
  return 2 + 40 / Math.sqrt(speed * speed + 1.6 / size);
}

/** Layers that may be gone through before a run is refused. */
function runBudget(width: number): number {
  return Math.max(64, TERM_LIMIT / (4 * (width + 1) * Math.min(width + 1, 30 + 12 * Math.sqrt(width))));
}

/** A run of so many layers more, of a layer as wide. */
function runUnits(layer: Outline, left: number): number {
  if (left < LONG_RUN) return left * stepUnits(layer, layer.width, 2);
  const steps = Math.min(left, settlingLayers(layer), runBudget(layer.width));
  return steps * settlingUnits(layer);
}

/** One layer of a run that is watched: cut, open and the two functions of its rest, and whether they have settled. */
export function settlingUnits(layer: Outline): number {
  return stepUnits(layer, layer.width, 4) + 8 * layer.width;
}

/** One solution of the chain. */
export function chainUnits(layers: readonly Outline[]): number {
  const [inputs] = layers;
  let units = SOLUTION;
  for (let index = layers.length - 1; index > 0; index--) {
    const layer = layers[index] as Outline;
    const before = layers[index - 1]?.width ?? 1;
    const rows = index > 1 ? before : (inputs?.sites.drop ?? 0) > 0 ? before : 1;
    // Equal layers need one record, but are charged like others: or else a layer would cost less for growing as wide as the next.
    const more = layer.repeat < LONG_RUN ? layer.repeat - 1 : 0;
    const fill = layer.bonds.drop > 0 ? FILL : FILL_CERTAIN;
    units += fill * (rows + more * layer.width) + (1 + more) * (RECORD + WIDTH * layer.width);
    units += stepUnits(layer, rows, 2) + runUnits(layer, layer.repeat - 1);
  }
  return units;
}
