import * as v from "valibot";
import type { Rate } from "../../engine/layers.ts";
import { badInput } from "../../errors.ts";
import { check } from "../../networks/check.ts";
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

/** The rates of `count` layers, from the fields of `field`. */
export function checkRates(rates: RemovalRates, count: number, field: string): Rate[] {
  const [kind, given] = givenOf(rates, field);
  const at = `${field}.${kind}`;
  if (!Array.isArray(given)) return Array<Rate>(count).fill(toRate(kind, given, at));
  if (given.length !== count) throw badInput(at, `${count} rates, of the inputs and of each hidden layer`, given);
  return Array.from(given, (rate: unknown, index) => toRate(kind, rate, `${at}[${index}]`));
}

const schema = v.strictObject({ drop: v.optional(v.unknown()), keep: v.optional(v.unknown()) });

/** One rate for all. */
export function checkRate(rate: RemovalRate, field = "rate"): Rate {
  const [kind, given] = givenOf(check(schema, rate, field), field);
  return toRate(kind, given, `${field}.${kind}`);
}

function givenOf({ drop, keep }: { drop?: unknown; keep?: unknown }, field: string): ["drop" | "keep", unknown] {
  if (drop === undefined && keep === undefined) throw badInput(field, "either drop or keep", "neither");
  if (drop !== undefined && keep !== undefined) throw badInput(`${field}.keep`, "none, since drop is given", keep);
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
