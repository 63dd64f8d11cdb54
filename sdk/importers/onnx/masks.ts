import { hasBit } from "./bits.ts";
import { type Constant, countOf, describeConstant, noteOfConstant } from "./constants.ts";
import { unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import type { Signal } from "./signal.ts";
import { nodeLabel, type Walk } from "./walk.ts";

/** How a Where chooses between a signal and a constant. */
export interface Choice {
  readonly condition: Constant;
  /** Whether the signal stays where the condition is true. */
  readonly keepsWhereTrue: boolean;
}

/**
 * Scores of attention with a constant mask: one that adds -10000 or less, or puts it in their place. A mask that leaves
 * all tokens, and one that leaves each token those up to itself, are read; others have no layer.
 */
export function maskedScores(node: Node, walk: Walk, scores: Signal, constant: Constant, choice?: Choice): Signal {
  const given = choice?.condition ?? constant;
  const { zeros, masked } = noteOfConstant(given, walk.budget);
  const isMasked = (index: number) => {
    if (choice === undefined) return hasBit(masked, index);
    return hasBit(zeros, index) === choice.keepsWhereTrue;
  };
  const masksNothing = choice === undefined ? masked === null : choice.keepsWhereTrue && zeros === null;
  if (masksNothing) return scores;
  if (isCausal(given, isMasked)) return { ...scores, causal: true };
  if (masksNone(given, isMasked)) return scores;
  throw unsupported(nodeLabel(node), "a mask that is causal or masks nothing", describeConstant(given));
}

function isCausal(mask: Constant, isMasked: (index: number) => boolean): boolean {
  const [rows = 0, columns = 0] = mask.dims.slice(-2);
  const count = countOf(mask);
  if (rows !== columns || rows < 2 || count === 0) return false;
  for (let index = 0; index < count; index++) {
    const row = Math.floor(index / columns) % rows;
    if (isMasked(index) !== index % columns > row) return false;
  }
  return true;
}

function masksNone(mask: Constant, isMasked: (index: number) => boolean): boolean {
  const count = countOf(mask);
  for (let index = 0; index < count; index++) if (isMasked(index)) return false;
  return true;
}
