/**
 * Dense reachability with every bond drawn: the engine's own drawing loop, kept from stopping. It stops
 * where all wanted lanes have arrived, so one lane is wanted that never can: the last trial of each block
 * is given no inputs. That leaves 127 trials a block, of the same masks as ever.
 */
import { BONDS } from "./baselines/plain-streams.mjs";

export const TRIALS_PER_BLOCK = 127;

/** Returns a function that runs blocks 0..blocks-1 of a seed and returns the number of open trials. */
export function prepareEveryBond(engine, widths, keep) {
  const widest = Math.max(...widths);
  const start = engine.reserve(16 * (2 * widest + 1));
  const wanted = start + 32 * widest;
  const words = (at, count) => new BigUint64Array(engine.memory.buffer, at, 2 * count);
  const arrived = words(engine.ARRIVED.value, 1);
  words(wanted, 1).fill(2n ** 64n - 1n);
  return (seed, blocks) => {
    let open = 0;
    for (let block = 0; block < blocks; block++) {
      let [reached, next] = [start, start + 16 * widest];
      words(reached, widths[0]).forEach((_, half, inputs) => {
        inputs[half] = half % 2 === 0 ? 2n ** 64n - 1n : 2n ** 63n - 1n;
      });
      for (let index = 1; index < widths.length; index++) {
        engine.openLayer(seed, 0, BONDS, block, 0, index - 1);
        const results = words(next, widths[index]);
        for (let target = 0; target < widths[index]; target++) {
          engine.openTarget(target);
          engine.draw(widths[index - 1], keep, 1 - keep, 0, reached, 0, wanted);
          results[2 * target] = arrived[0];
          results[2 * target + 1] = arrived[1];
        }
        [reached, next] = [next, reached];
      }
      open += countLanes(words(reached, widths[widths.length - 1]));
    }
    return open;
  };
}

/** Lanes set in any of the words. */
function countLanes(halves) {
  const some = [0n, 0n];
  halves.forEach((half, index) => {
    some[index % 2] |= half;
  });
  return (some[0].toString(2) + some[1].toString(2)).replaceAll("0", "").length;
}
