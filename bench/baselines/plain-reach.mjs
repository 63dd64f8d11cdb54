/**
 * Which neurons of fully connected layers are reached from the inputs, 128 trials at a time: the engine's
 * walk in plain JavaScript, drawing no bond that cannot matter any more.
 */
import { arrived, drawInto, drawWords } from "./plain-sampling.mjs";
import { BONDS, openLayer, openTarget, SITES } from "./plain-streams.mjs";

function countOnes(words) {
  let ones = 0;
  for (const word of words) for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/**
 * Number of trials with an open path, of blocks 0..blocks-1. `sites` (hidden neurons) and `bonds` are
 * prepared rates, or null where nothing is removed.
 */
export function countOpen(widths, sites, bonds, seed, blocks) {
  const widest = Math.max(...widths);
  const alive = new Int32Array(4);
  const possible = new Int32Array(4);
  const siteWords = new Int32Array(4 * widest);
  let reached = new Int32Array(4 * widest);
  let next = new Int32Array(4 * widest);
  let open = 0;
  for (let block = 0; block < blocks; block++) {
    alive.fill(-1);
    reached.fill(-1, 0, 4 * widths[0]);
    for (let index = 1; index < widths.length; index++) {
      const width = widths[index];
      const masked = sites !== null && index < widths.length - 1; // outputs always stay
      if (masked) {
        openLayer(seed, SITES, block, index);
        openTarget(0);
        drawWords(width, sites, siteWords);
      } else siteWords.fill(-1, 0, 4 * width);
      if (bonds !== null) openLayer(seed, BONDS, block, index - 1);
      for (let target = 0; target < width; target++) {
        const at = 4 * target;
        let some = 0;
        for (let part = 0; part < 4; part++) some |= possible[part] = siteWords[at + part] & alive[part];
        if (bonds !== null && some !== 0) {
          openTarget(target);
          drawInto(widths[index - 1], bonds, reached, possible);
          for (let part = 0; part < 4; part++) next[at + part] = siteWords[at + part] & arrived[part];
        } else for (let part = 0; part < 4; part++) next[at + part] = possible[part];
      }
      [reached, next] = [next, reached];
      alive.fill(0);
      for (let at = 0; at < 4 * width; at++) alive[at & 3] |= reached[at];
    }
    open += countOnes(alive);
  }
  return open;
}
