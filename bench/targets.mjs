/** What a figure is held to, and whether it keeps to it. */

/** @typedef {{ text: string, met: boolean, actual: string }} Target */

/** Three significant digits, without exponents; undefined for what could not be measured here. */
export function figure(value) {
  if (value === undefined) return "not run";
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4);
}

/** @returns {Target} */
export function atMost(limit, value, unit) {
  return { text: `at most ${limit} ${unit}`, met: value <= limit, actual: `${figure(value)} ${unit}` };
}

/** @returns {Target} */
export function atLeast(limit, value, unit) {
  return { text: `at least ${limit} ${unit}`, met: value >= limit, actual: `${figure(value)} ${unit}` };
}

/** The two last cells of a row: what was asked for, and what was missed and by what figure. */
export function judge(...targets) {
  const text = targets.map((target) => target.text).join("; ");
  const missed = targets.filter((target) => !target.met).map((target) => target.actual);
  if (targets.length === 0) return ["-", "-"];
  return [text, missed.length === 0 ? "yes" : `**no**: ${missed.join("; ")}`];
}
