import type { Rate } from "../../engine/layers.ts";
import { badInput } from "../../errors.ts";
import { dropping, keeping } from "../../networks/removal.ts";

/** How often neurons are removed: one of the two is given. Survivors are divided by `keep`, so it is never 0. */
export interface RemovalRate {
  /** Probability that a neuron is removed, 0 and more, below 1. */
  readonly drop?: number;
  /** Probability that it is kept, above 0, at most 1. */
  readonly keep?: number;
}

/** The same, or a rate for each layer but the output: inputs first. */
export interface RemovalRates {
  readonly drop?: number | readonly number[];
  readonly keep?: number | readonly number[];
}

/** The rates of `count` layers. */
export function checkRates(rates: RemovalRates, count: number): Rate[] {
  const [kind, given] = givenOf(rates);
  if (!Array.isArray(given)) return Array<Rate>(count).fill(toRate(kind, given, kind));
  if (given.length !== count) throw badInput(kind, `${count} rates, of the inputs and of each hidden layer`, given);
  return given.map((rate: unknown, index) => toRate(kind, rate, `${kind}[${index}]`));
}

/** One rate for all. */
export function checkRate(rate: RemovalRate): Rate {
  const [kind, given] = givenOf(rate);
  return toRate(kind, given, kind);
}

function givenOf({ drop, keep }: RemovalRates): ["drop" | "keep", unknown] {
  if (drop !== undefined && keep !== undefined) throw badInput("keep", "none, since drop is given", keep);
  return keep === undefined ? ["drop", drop] : ["keep", keep];
}

function toRate(kind: "drop" | "keep", rate: unknown, field: string): Rate {
  if (kind === "drop") {
    if (!(typeof rate === "number" && rate >= 0 && rate < 1)) {
      throw badInput(field, "a number from 0 on and below 1", rate);
    }
    return dropping(rate);
  }
  if (!(typeof rate === "number" && rate > 0 && rate <= 1))
    throw badInput(field, "a number above 0 and at most 1", rate);
  return keeping(rate);
}
