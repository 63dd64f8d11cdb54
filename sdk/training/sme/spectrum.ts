import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { requireFinite } from "./finite.ts";

/** Eigenvalues of a symmetric matrix from the greatest to the least, and an eigenvector of length 1 for each. */
export interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/** Decomposes a symmetric matrix, given row by row. Only sums, products, quotients and roots: the same bits everywhere. */
export function decompose(matrix: Float64Array, size: number, field = "parameters"): Spectrum {
  requireFinite(matrix, field);
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), { assumeSymmetric: true });
  const vectors = decomposition.eigenvectorMatrix.transpose();
  return {
    values: Float64Array.from(decomposition.realEigenvalues).reverse(),
    vectors: Array.from({ length: size }, (_, index) => Float64Array.from(vectors.getRow(size - 1 - index))),
  };
}

/** The covariance of rows of numbers, divided by one less than their count; row by row. */
export function covarianceOf(rows: readonly Float64Array[], size: number): Float64Array {
  const mean = meanOf(rows, size);
  const sums = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (const row of rows) {
    for (let place = 0; place < size; place++) centred[place] = (row[place] ?? 0) - (mean[place] ?? 0);
    for (let one = 0; one < size; one++) {
      const value = centred[one] ?? 0;
      for (let other = 0; other <= one; other++) {
        sums[one * size + other] = (sums[one * size + other] ?? 0) + value * (centred[other] ?? 0);
      }
    }
  }
  for (let one = 0; one < size; one++) {
    for (let other = 0; other <= one; other++) {
      const value = (sums[one * size + other] ?? 0) / (rows.length - 1);
      sums[one * size + other] = value;
      sums[other * size + one] = value;
    }
  }
  requireFinite(sums, "data");
  return sums;
}

/** The mean of rows of numbers. */
export function meanOf(rows: readonly Float64Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const row of rows)
    for (let place = 0; place < size; place++) mean[place] = (mean[place] ?? 0) + (row[place] ?? 0);
  return mean.map((sum) => sum / rows.length);
}

/** The sum of the products of two rows of numbers. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}
