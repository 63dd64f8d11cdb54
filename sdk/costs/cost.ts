import { LANES } from "../engine/range.ts";

/** What answering a query costs, known before any of the work is done. */
export interface Cost {
  /** Nanoseconds on the machine that the model was fitted on; elsewhere a number that is proportional to time, roughly. */
  readonly units: number;
  /** Fields of the query to lower for a cheaper one, the most effective first. */
  readonly reduce: readonly string[];
}

/** Of each field of a query the power of it that units grow with. */
export type Fields = Readonly<Record<string, number>>;

/** Part of the work: its units, and how these grow with fields of the query. */
export interface Part {
  readonly units: number;
  readonly grows: Fields;
}

/** Trials that are run in whole blocks: within the first block, fewer trials cost as much. */
export function sampledPart(trials: number, blockUnits: number, grows: Fields): Part {
  const blocks = Math.ceil(trials / LANES);
  return { units: blocks * blockUnits, grows: blocks > 1 ? { trials: 1, ...grows } : grows };
}

/** Share of all units below which a field is not worth lowering. */
const WORTH = 0.05;

/** The cost of all parts together. */
export function sumUp(parts: readonly Part[]): Cost {
  let units = 0;
  const gains = new Map<string, number>();
  for (const part of parts) {
    units += part.units;
    for (const [field, power] of Object.entries(part.grows)) {
      gains.set(field, (gains.get(field) ?? 0) + power * part.units);
    }
  }
  const worth = [...gains].filter(([, gain]) => gain > WORTH * units);
  return { units, reduce: worth.sort(([, one], [, other]) => other - one).map(([field]) => field) };
}
