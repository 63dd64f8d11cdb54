/** Characters of a name that are shown unless told otherwise. */
const SHOWN = 40;

/**
 * A name that a file gave, on one line and without what steers terminals or turns the direction of writing. Of a long one
 * the middle is left out, or of a path with slashes the beginning, which many layers share.
 */
export function plainName(name: string, most = SHOWN): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\s]+/gu, " ").trim();
  const characters = Array.from(plain);
  if (characters.length <= most) return plain;
  if (plain.includes("/")) return `\u2026${endOfPath(characters.slice(1 - most).join(""))}`;
  const end = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - end).join("")}\u2026${characters.slice(-end).join("")}`;
}

/** From a whole part of the path on, if that leaves most of it. */
function endOfPath(end: string): string {
  const slash = end.indexOf("/");
  return slash >= 0 && slash < end.length / 4 ? end.slice(slash) : end;
}
