/** The greatest of any number of values, more than a call takes arguments; `none` where there are none. */
export function greatest(values: Iterable<number>, none = Number.NEGATIVE_INFINITY): number {
  let found = none;
  for (const value of values) if (value > found) found = value;
  return found;
}

/** The least of any number of values. */
export function least(values: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < found) found = value;
  return found;
}
