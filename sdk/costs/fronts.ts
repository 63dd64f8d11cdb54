import { decayOf } from "./chains.ts";
import type { Outline } from "./outlines.ts";
import { decay, hazard } from "./rough.ts";

// What is reached of a layered network, in the mean: from it follows how many words trials draw, after how many layers none
// goes on, and where theta falls below a level. Good to some ten per cent of the rates at which things happen.

/** What is expected of a layer. */
export interface Front {
  /** Share of the neurons that are reached, in trials that go on. */
  readonly share: number;
  /** Share of the trials that go on. */
  readonly alive: number;
}

/** Before any layer. */
export const START: Front = { share: 1, alive: 1 };

/** Layers of a run after which what is reached stands still. */
const STILL = 24;

/** The front behind one layer with so many neurons before it; 0 before the inputs. */
export function behind({ width, sites, bonds, listed }: Outline, fanIn: number, { share, alive }: Front): Front {
  if (fanIn === 0) return { share: Math.max(sites.keep, 1 / width), alive: alive * isAny(width, sites.keep) };
  if (sites.drop === 0 && bonds.drop === 0 && listed === undefined) return { share: 1, alive };
  const each = listed === undefined ? fanIn : listed / width;
  const arrives = bonds.drop === 0 && listed === undefined ? 1 : 1 - decay(each * share * Math.min(36, decayOf(bonds)));
  const reached = sites.keep * arrives;
  // Below the critical rate those trials go on that have more than their share: 1 / (1 - c) neurons in the mean.
  const offspring = (reached * width) / (share * fanIn);
  const lead = Math.min(1, Math.max(0, 1 - offspring));
  const least = Math.min(1, 1 / (width * Math.sqrt(lead * lead + 2 / width)));
  if (reached >= least) return { share: reached, alive: alive * isAny(width, reached) };
  return { share: least, alive: (alive * reached) / least };
}

/** Probability that any of so many is there. */
function isAny(count: number, share: number): number {
  return share >= 1 ? 1 : 1 - decay(count * hazard(share));
}

/** A layer of the network: what comes to it, and of how many trials by share. */
export type Visit = (layer: Outline, fanIn: number, front: Front, times: number) => void;

/**
 * Goes through the layers, of long runs through the first ones by themselves and then at once through those in which trials go
 * on, and those in which none does. Returns the front behind the last.
 */
export function visitLayers(layers: readonly Outline[], lanes: number, visit: Visit): Front {
  let front = START;
  let fanIn = 0;
  for (const layer of layers) {
    let left = layer.repeat;
    for (; left > 0 && layer.repeat - left < STILL; left--) {
      visit(layer, fanIn, front, 1);
      front = behind(layer, fanIn, front);
      fanIn = layer.width;
    }
    if (left === 0) continue;
    const lost = front.alive > 0 ? hazard(1 - behind(layer, fanIn, front).alive / front.alive) : 1;
    const wanted = lanes * front.alive;
    const lasting = Math.min(left, lost > 0 ? (wanted > 1 ? hazard(1 - 1 / wanted) + 1 : wanted) / lost : left);
    visit(layer, fanIn, { share: front.share, alive: 1 }, lasting);
    if (left > lasting) visit(layer, fanIn, { share: front.share, alive: 0 }, left - lasting);
    front = { share: front.share, alive: front.alive * decay(left * lost) };
  }
  return front;
}

/** Theta, roughly. */
export function expectedTheta(layers: readonly Outline[]): number {
  return visitLayers(layers, 1, () => {}).alive;
}

/** Hidden layers like this one, behind those inputs, after which theta is below a level, roughly. */
export function lastingLayers(inputs: Outline, layer: Outline, level: number): number {
  let front = behind(layer, inputs.width, behind(inputs, 0, START));
  for (let layers = 1; layers < STILL; layers++) {
    if (front.alive < level) return layers;
    front = behind(layer, layer.width, front);
  }
  if (front.alive < level) return STILL;
  const lost = hazard(1 - behind(layer, layer.width, front).alive / front.alive);
  return STILL + (lost > 0 ? hazard(1 - level / front.alive) / lost : Number.POSITIVE_INFINITY);
}
