// igraph's site percolation of a periodic square lattice, with an order made before: milliseconds of a run,
// the median of three. igraph SIDE
#include <igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int arguments, char **argument) {
  const igraph_integer_t side = arguments > 1 ? atoi(argument[1]) : 128;
  igraph_t graph;
  igraph_vector_int_t sides, order, largest, edges;
  igraph_vector_bool_t periodic;
  if (igraph_vector_int_init(&sides, 2) || igraph_vector_bool_init(&periodic, 2)) return 1;
  igraph_vector_int_fill(&sides, side);
  igraph_vector_bool_fill(&periodic, 1);
  if (igraph_square_lattice(&graph, &sides, 1, IGRAPH_UNDIRECTED, 0, &periodic)) return 1;
  if (igraph_vector_int_init_range(&order, 0, side * side) || igraph_vector_int_shuffle(&order)) return 1;
  if (igraph_vector_int_init(&largest, 0) || igraph_vector_int_init(&edges, 0)) return 1;
  double milliseconds[3];
  for (int run = 0; run < 3; run++) {
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    if (igraph_site_percolation(&graph, &largest, &edges, &order)) return 1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    milliseconds[run] = 1e3 * (double)(end.tv_sec - begin.tv_sec) + 1e-6 * (double)(end.tv_nsec - begin.tv_nsec);
  }
  qsort(milliseconds, 3, sizeof(double), ascending);
  printf("%.17g\n", milliseconds[1]);
  return 0;
}
