/** Spearman's rank correlation of numbers without ties, -1..1. */
export function rankCorrelation(points: readonly { readonly x: number; readonly y: number }[]): number {
  const [x, y] = [ranksOf(points.map((point) => point.x)), ranksOf(points.map((point) => point.y))];
  const mean = (points.length - 1) / 2;
  let [together, alone] = [0, 0];
  for (const [index, place] of x.entries()) {
    together += (place - mean) * ((y[index] ?? 0) - mean);
    alone += (place - mean) * (place - mean);
  }
  return together / alone;
}

/** Of each number how many are less. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks: number[] = [];
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}
