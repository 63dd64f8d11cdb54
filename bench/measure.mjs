/**
 * Times cases against each other in rounds: every round times all cases anew, so that a ratio of two
 * cases is taken within one round, and what is reported is the median over the rounds. A machine that is
 * slow for a while then slows both sides of a ratio.
 */
import { add, suite } from "benny";

/** The median; of an even number of values, the mean of the middle two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Seconds per call, case by case, of one or more rounds. */
export class Timings {
  #rounds;

  /** @param {Map<string, number>[]} rounds */
  constructor(rounds) {
    this.#rounds = rounds;
  }

  /** Median seconds of a case; undefined when it was not run. */
  seconds(name) {
    return this.#rounds[0].has(name) ? median(this.#rounds.map((round) => round.get(name))) : undefined;
  }

  /** Median over the rounds of how many times longer `slow` takes than `fast`; undefined likewise. */
  ratio(slow, fast) {
    if (!this.#rounds[0].has(slow) || !this.#rounds[0].has(fast)) return undefined;
    return median(this.#rounds.map((round) => round.get(slow) / round.get(fast)));
  }
}

/**
 * Times `cases`: each either { name, run }, a function that benny calls for about `seconds`, or
 * { name, time }, a function that returns the seconds a call takes, such as a baseline that times itself.
 */
export async function measure(title, cases, { rounds = 9, seconds = 0.2 } = {}) {
  const timed = cases.filter((one) => one.run);
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    const times = new Map();
    for (const { name, time } of cases) if (time) times.set(name, time());
    results.push(times);
    if (timed.length === 0) continue; // benny never ends a suite without cases
    // benny calls each case once before it measures; the few samples before V8 has optimised it fall to the median.
    const options = { minTime: seconds / 20, maxTime: seconds, minSamples: 3 };
    const entries = timed.map(({ name, run }) => add(name, run, options));
    const summary = await suite(`${title}, round ${round} of ${rounds}`, ...entries);
    for (const { name, details } of summary.results) times.set(name, details.median);
  }
  return new Timings(results);
}

/** The seconds of a single call, for work too long to repeat. */
export function timeOnce(run) {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}
