// A sum of many terms that keeps their precision: plain sums of a few hundred terms each, added with the rounding errors
// of the additions carried along (A. Neumaier, Z. Angew. Math. Mech. 54 (1974) 39).
//
// Sum:  0 f64 total   8 f64 error

@unmanaged
export class Sum {
  total: f64;
  error: f64;
}

export function clearSum(sum: Sum): void {
  sum.total = 0;
  sum.error = 0;
}

export function addTo(sum: Sum, term: f64): void {
  const total = sum.total + term;
  if (abs(sum.total) >= abs(term)) sum.error += sum.total - total + term;
  else sum.error += term - total + sum.total;
  sum.total = total;
}

@inline
export function valueOf(sum: Sum): f64 {
  return sum.total + sum.error;
}
