// The Markov chain on the number of reached neurons as one would first write it: the full transition
// matrix in doubles from log-gamma, built once per pair of widths, and one vector-matrix product a layer.
// The product runs along rows, so that the compiler can vectorise it and memory is read in order.
#include <math.h>
#include <stdlib.h>

// Row `before`: P(j of `width` neurons are reached | `before` reached) for bonds that survive with 1 - drop.
static void fill_row(double *row, int before, int width, const double *log_choose, double drop) {
  if (before == 0) {
    memset(row, 0, (size_t)(width + 1) * sizeof(double));
    row[0] = 1;
    return;
  }
  const double log_failure = before * log(drop), log_success = log(-expm1(log_failure));
  for (int j = 0; j <= width; j++) row[j] = exp(log_choose[j] + j * log_success + (width - j) * log_failure);
}

// P(some output is reached) of layers of which only bonds are removed.
static double chain(const int *widths, int layers, double drop) {
  int widest = 0;
  for (int i = 0; i < layers; i++) if (widths[i] > widest) widest = widths[i];
  const size_t size = (size_t)widest + 1;
  double *matrix = malloc(size * size * sizeof(double)), *log_choose = malloc(size * sizeof(double));
  double *law = calloc(size, sizeof(double)), *next = malloc(size * sizeof(double));
  int rows = -1, columns = -1; // what the matrix holds
  for (int index = 1; index < layers; index++) {
    const int before = widths[index - 1], width = widths[index];
    if (width != columns) {
      for (int j = 0; j <= width; j++) log_choose[j] = lgamma(width + 1) - lgamma(j + 1) - lgamma(width - j + 1);
    }
    if (index == 1) fill_row(law, before, width, log_choose, drop); // all inputs stay: one row is all it takes
    else {
      if (before != rows || width != columns) {
        for (int k = 0; k <= before; k++) fill_row(matrix + (size_t)k * (width + 1), k, width, log_choose, drop);
        rows = before;
      }
      memset(next, 0, (size_t)(width + 1) * sizeof(double));
      for (int k = 0; k <= before; k++) {
        const double *row = matrix + (size_t)k * (width + 1), weight = law[k];
        for (int j = 0; j <= width; j++) next[j] += weight * row[j];
      }
      double *swap = law;
      law = next;
      next = swap;
    }
    columns = width;
  }
  const double probability = 1 - law[0];
  free(matrix), free(log_choose), free(law), free(next);
  return probability;
}
