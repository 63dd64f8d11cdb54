/** @param {unknown} value */
const survivesJson = (value) =>
  typeof value === "string" || (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0));

/**
 * The golden result as JSON, refusing every value that JSON would silently change (NaN, infinities, -0, undefined): a
 * difference between two runtimes must not disappear on its way to the comparison.
 * @param {Record<string, string | number | (string | number)[]>} result
 * @returns {string}
 */
export function portableJson(result) {
  for (const [name, value] of Object.entries(result)) {
    const lost = [value].flat().filter((item) => !survivesJson(item));
    if (lost.length > 0)
      throw new TypeError(`${name} holds ${Object.is(lost[0], -0) ? "-0" : lost[0]}, which JSON loses`);
  }
  return JSON.stringify(result);
}
