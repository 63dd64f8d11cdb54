import { type Front, visitLayers } from "./fronts.ts";
import type { Outline } from "./outlines.ts";
import { targetUnits, wordUnits } from "./words.ts";

// Trials of layered networks (sdk/programs/layers.ts, assembly/flow): blocks of 128, each bond and site a word of them.
// Constants are nanoseconds, fitted to medians of networks of 6 to 10000 layers, 8 to 1024 wide.

/** A program, whatever its layers. */
const PROGRAM = 9000;
/** A layer of a network of which nothing is removed. */
const CERTAIN = 400;
/** A layer put together and laid out: with bonds removed, with sites, and whatever it does. */
const [BONDED, THINNED, COMPILE] = [2500, 4000, 1000];
/** A character of connections, checked; a bond that may be missing, looked up; and one that exists, listed. */
const [CHECKED, LOOKED, LISTED] = [20, 2.3, 5];
/** A layer's operations in a block, whatever its width, for bonds and for sites. */
const [BONDS, SITES] = [50, 60];
/** A neuron whose word is read, and one whose word is masked. */
const [READ, MASKED] = [1.1, 1.2];
/** Counts of a block: a neuron, an output, and the numbers of all its trials. */
const [COUNTED, SORTED, NUMBERED] = [1.1, 4, 600];
const LANES = 128;

/** Lists of the bonds that exist. */
export function listingUnits(layers: readonly Outline[]): number {
  return layers.reduce((sum, { text = 0, listed = 0 }) => sum + (CHECKED + 6 * LOOKED) * text + LISTED * listed, 0);
}

/** The program of these layers, which have to be gone through one by one. */
export function compileUnits(layers: readonly Outline[]): number {
  if (!removesAny(layers)) return PROGRAM / 2 + CERTAIN * layers.reduce((sum, { repeat }) => sum + repeat, 0);
  return layers.reduce((sum, { repeat, sites, bonds, listed }) => {
    const isBonded = bonds.drop > 0 || listed !== undefined;
    return sum + repeat * (COMPILE + (isBonded ? BONDED : 0) + (sites.drop > 0 ? THINNED : 0));
  }, PROGRAM);
}

/** Whether anything is removed or missing, so that there are words to follow. */
function removesAny(layers: readonly Outline[]): boolean {
  return layers.some(({ sites, bonds, listed }) => sites.drop > 0 || bonds.drop > 0 || listed !== undefined);
}

/** One block of trials. */
export function blockUnits(layers: readonly Outline[]): number {
  let units = 0;
  visitLayers(layers, LANES, (layer, fanIn, front, times) => {
    units += times * layerUnits(layer, fanIn, front);
  });
  return units;
}

function layerUnits({ width, sites, bonds, listed }: Outline, fanIn: number, { share, alive }: Front): number {
  let units = sites.drop > 0 ? SITES + width * (wordUnits(sites) + MASKED) : 0;
  if (fanIn === 0) return units;
  if (bonds.drop === 0 && listed === undefined) return units + (share < 1 ? BONDS + READ * (fanIn + width) : 0);
  const each = listed === undefined ? fanIn : listed / width;
  units += BONDS + width * (1 + Math.min(1, LANES * alive) * targetUnits(bonds, each, share));
  return units;
}

/** Counts of the reached neurons of every layer, and of the outputs in every trial, in one block. */
export function countingUnits(layers: readonly Outline[]): number {
  if (!removesAny(layers)) return NUMBERED;
  const neurons = layers.reduce((sum, { width, repeat }) => sum + width * repeat, 0);
  const outputs = layers[layers.length - 1]?.width ?? 0;
  return COUNTED * neurons + SORTED * outputs + NUMBERED;
}
