import { badInput } from "../../errors.ts";
import { checkNumbers } from "./problem.ts";
import { dot } from "./spectrum.ts";

/** How far two symmetric matrices go along with each other. */
export interface Alignment {
  /** The trace of their product over the product of their Frobenius norms: 1 for equal directions. */
  readonly alignment: number;
  /** Its mean where the eigenvectors of one of them are drawn at random and all eigenvalues stay. */
  readonly nullMean: number;
  /** And its standard deviation then. */
  readonly nullDeviation: number;
}

/**
 * The alignment of two symmetric matrices, next to what chance alone gives matrices of the same spectra: eigenvectors drawn
 * uniformly from the orthogonal group (Haar measure).
 *
 * @param a - Row by row, all finite, not all 0: such as a Hessian.
 * @param b - Of as many rows: such as the covariance of a gradient.
 * @returns Exact numbers, in a time that grows with the entries.
 * @throws PercolationError `invalid-input` for matrices that are not square, not symmetric or 0.
 *
 * @example
 * import { alignment } from "percolation/training";
 * alignment([2, 1, 1, 2], [4, 2, 2, 4]); // => { alignment: 1, nullMean: 0.8, nullDeviation: Math.sqrt(0.02) }
 */
export function alignment(a: ArrayLike<number>, b: ArrayLike<number>): Alignment {
  const size = Math.round(Math.sqrt(asRow(a, "a").length));
  const [first, second] = [checkMatrix(a, size, "a"), checkMatrix(b, size, "b")];
  const [squaresA, squaresB] = [dot(first, first), dot(second, second)];
  const [traceA, traceB] = [trace(first, size), trace(second, size)];
  const norms = Math.sqrt(squaresA * squaresB);
  // Parts without trace turn among all matrices of that kind, a space of (size - 1)(size + 2) / 2 dimensions.
  const rest = (squares: number, sum: number) => Math.max(0, squares - (sum * sum) / size);
  const variance = (2 * rest(squaresA, traceA) * rest(squaresB, traceB)) / Math.max(1, (size - 1) * (size + 2));
  return {
    alignment: dot(first, second) / norms,
    nullMean: (traceA * traceB) / (size * norms),
    nullDeviation: Math.sqrt(variance / (squaresA * squaresB)),
  };
}

/** Something with numbers in it; which, is looked at by {@link checkMatrix}. */
function asRow(value: ArrayLike<number>, field: string): ArrayLike<number> {
  if (Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array) return value;
  throw badInput(field, "a square matrix, row by row", value);
}

/** A symmetric matrix, divided by its greatest magnitude: lengths do not count. */
function checkMatrix(value: ArrayLike<number>, size: number, field: string): Float64Array {
  const matrix = checkNumbers(value, size * size, field);
  const most = matrix.reduce((greatest, entry) => Math.max(greatest, Math.abs(entry)), 0);
  if (most === 0) throw badInput(field, "a matrix other than 0", value);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const [below = 0, above = 0] = [matrix[row * size + column], matrix[column * size + row]];
      if (Math.abs(below - above) > 1e-9 * most) {
        throw badInput(`${field}[${row * size + column}]`, `${above}, as on the other side of the diagonal`, below);
      }
    }
  }
  return matrix.map((entry) => entry / most);
}

function trace(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += matrix[row * size + row] ?? 0;
  return sum;
}
