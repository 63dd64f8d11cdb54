/**
 * The Markov chain on the number of reached neurons as one would first write it: the full transition matrix
 * in doubles from log-factorials, built once per pair of widths, and one vector-matrix product a layer.
 */

/** log 0!, log 1!, ..., since JavaScript has no log-gamma. */
export function logFactorials(limit) {
  const table = new Float64Array(limit + 1);
  for (let n = 1; n <= limit; n++) table[n] = table[n - 1] + Math.log(n);
  return table;
}

/** Row `before`: P(j of `width` neurons are reached | `before` reached), at `offset` of `row`. */
function fillRow(row, offset, before, width, logChoose, drop) {
  if (before === 0) {
    row.fill(0, offset, offset + width + 1);
    row[offset] = 1;
    return;
  }
  const logFailure = before * Math.log(drop);
  const logSuccess = Math.log(-Math.expm1(logFailure));
  for (let j = 0; j <= width; j++) {
    row[offset + j] = Math.exp(logChoose[j] + j * logSuccess + (width - j) * logFailure);
  }
}

/** P(some output is reached) of layers of which only bonds are removed. */
export function solvePlainChain(widths, drop) {
  const widest = Math.max(...widths);
  const logFactorial = logFactorials(widest);
  const logChoose = new Float64Array(widest + 1);
  const matrix = new Float64Array(widths.length > 2 ? (widest + 1) ** 2 : 0);
  let law = new Float64Array(widest + 1);
  let next = new Float64Array(widest + 1);
  let rows = -1;
  let columns = -1;
  for (let index = 1; index < widths.length; index++) {
    const before = widths[index - 1];
    const width = widths[index];
    for (let j = 0; j <= width; j++) logChoose[j] = logFactorial[width] - logFactorial[j] - logFactorial[width - j];
    // All inputs stay, so that one row is all the first layer takes.
    if (index === 1) fillRow(law, 0, before, width, logChoose, drop);
    else {
      if (before !== rows || width !== columns) {
        for (let k = 0; k <= before; k++) fillRow(matrix, k * (width + 1), k, width, logChoose, drop);
        rows = before;
        columns = width;
      }
      next.fill(0);
      // Along rows, so that memory is read in order.
      for (let k = 0; k <= before; k++) {
        const weight = law[k];
        const offset = k * (width + 1);
        for (let j = 0; j <= width; j++) next[j] += weight * matrix[offset + j];
      }
      [law, next] = [next, law];
    }
  }
  return 1 - law[0];
}
