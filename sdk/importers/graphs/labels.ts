/** The position of the first label that stands before it already. */
export function firstDouble(labels: readonly string[]): number | undefined {
  const seen = new Set<string>();
  for (const [position, label] of labels.entries()) {
    if (seen.has(label)) return position;
    seen.add(label);
  }
  return undefined;
}
