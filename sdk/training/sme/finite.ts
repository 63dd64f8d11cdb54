import { badInput } from "../../errors.ts";

/** Gives numbers back; throws where products of what was given are no finite numbers any more. */
export function requireFinite(numbers: Float64Array, field = "parameters"): Float64Array {
  const bad = numbers.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw badInput(field, "numbers whose squares are finite", bad);
  return numbers;
}
