import * as v from "valibot";
import { integer } from "../../networks/check.ts";
import { seed } from "../../networks/seed.ts";

const ABOVE_0 = "a finite number above 0";
export const above0 = v.pipe(v.number(ABOVE_0), v.finite(ABOVE_0), v.gtValue(0, ABOVE_0));

const ABOVE_1 = "a finite number above 1";
export const above1 = v.pipe(v.number(ABOVE_1), v.finite(ABOVE_1), v.gtValue(1, ABOVE_1));

/** Numbers of steps, paths and rows. */
export const count = integer(1, 2 ** 31 - 1);
export const fromZero = integer(0, 2 ** 31 - 1);

export const paths = v.optional(count, 1);
export const anySeed = v.optional(seed, "0");
