/** Share of the rows whose greatest entries are at the same place. */
export function accuracyOf(outputs: Float64Array, targets: Float64Array, width: number): number {
  const rows = outputs.length / width;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    if (greatestOf(outputs, row * width, width) === greatestOf(targets, row * width, width)) right++;
  }
  return right / rows;
}

function greatestOf(numbers: Float64Array, start: number, width: number): number {
  let best = 0;
  for (let place = 1; place < width; place++) {
    if ((numbers[start + place] ?? 0) > (numbers[start + best] ?? 0)) best = place;
  }
  return best;
}
