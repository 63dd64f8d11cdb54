import { exp, fromLog10 } from "../../engine/mathematics.ts";
import type { Chance } from "./chances.ts";

/** How often something happened in the steps of a training, next to how often it is expected to. */
export interface StepShare {
  /** Steps in which it happened. */
  readonly count: number;
  /** The same as a share of all steps. */
  readonly measured: number;
  /** The share expected, exact: the mean over the steps of its probability, given the samples of each step. */
  readonly expected: number;
  /**
   * Standard deviation of the share. The steps are independent, so it is that of Binomial(steps, expected) where all are
   * alike, and smaller where samples differ in the number of their inputs that are not 0.
   */
  readonly deviation: number;
  /** (measured - expected) / deviation; 0 where both are equal. */
  readonly z: number;
  /** Probability that it happens in no step. */
  readonly noneProbability: number;
  readonly log10NoneProbability: number;
}

/** Counts steps and what was to be expected of them. */
export class Tally {
  #steps = 0;
  #count = 0;
  #expected = 0;
  #variance = 0;
  #log10None = 0;

  add({ probability, failure, log10Failure }: Chance, hasHappened: boolean): void {
    this.#steps++;
    if (hasHappened) this.#count++;
    this.#expected += probability;
    this.#variance += probability * failure;
    this.#log10None += log10Failure;
  }

  share(): StepShare {
    const steps = this.#steps;
    const difference = this.#count - this.#expected;
    const deviation = Math.sqrt(this.#variance);
    // Sums of shares that are not 0 or 1 are rounded.
    const isSame = Math.abs(difference) < 1e-9 * steps;
    return {
      count: this.#count,
      measured: this.#count / steps,
      expected: this.#expected / steps,
      deviation: deviation / steps,
      z: isSame ? 0 : difference / deviation,
      noneProbability: exp(fromLog10(this.#log10None)),
      log10NoneProbability: this.#log10None,
    };
  }
}
