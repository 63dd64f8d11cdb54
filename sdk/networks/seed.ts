import * as v from "valibot";

const SEED = "an integer in 0..18446744073709551615 as number, bigint or decimal text";

function isSeed(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0;
  if (typeof value === "string") return /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;
  return typeof value === "bigint" && value >= 0n && value < 2n ** 64n;
}

/** Seeds, brought to decimal text. */
export const seed = v.pipe(
  v.custom<number | bigint | string>(isSeed, SEED),
  v.transform((value) => BigInt(value).toString()),
);
