/**
 * The first value in which two golden results differ, in the order of the expected one.
 * @param {Record<string, unknown>} expected
 * @param {Record<string, unknown>} actual
 * @returns {{ name: string, expected: unknown, actual: unknown } | undefined}
 */
export function firstDifference(expected, actual) {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [wanted, got] = [expected[name], actual[name]];
    if (Array.isArray(wanted) && Array.isArray(got)) {
      for (let index = 0; index < Math.max(wanted.length, got.length); index++) {
        if (!Object.is(wanted[index], got[index])) {
          return { name: `${name}[${index}]`, expected: wanted[index], actual: got[index] };
        }
      }
    } else if (!Object.is(wanted, got)) {
      return { name, expected: wanted, actual: got };
    }
  }
  return undefined;
}
