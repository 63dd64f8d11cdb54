/** A whole number: in full, or as a power of ten where that says the same: `10^12`, `2.5 x 10^9`. */
export function writeCount(count: number): string {
  const [mantissa = "", exponent = ""] = count.toExponential().split("e+");
  if (count < 1e6 || mantissa.length > 4) return String(count);
  return mantissa === "1" ? `10^${exponent}` : `${mantissa} x 10^${exponent}`;
}

/** A noun with its number: `1 mask`, `2 masks`. */
export function countOf(count: number, noun: string): string {
  return `${writeCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
