/** Characters of a name that are shown unless told otherwise. */
const SHOWN = 40;

/**
 * A name that a file gave, on one line and without what steers terminals or turns the direction of writing; the
 * middle of a long one is left out.
 */
export function plainName(name: string, most = SHOWN): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\s]+/gu, " ").trim();
  const characters = Array.from(plain);
  if (characters.length <= most) return plain;
  const end = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - end).join("")}\u2026${characters.slice(-end).join("")}`;
}
