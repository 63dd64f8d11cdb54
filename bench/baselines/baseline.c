// The C baselines of the benchmarks, as one program:
//
//   words SEED PURPOSE BLOCK LAYER TARGET COUNT KEEP DROP     the words themselves, in binary
//   draw COUNT KEEP DROP SECONDS                              seconds a call
//   reach sites|bonds KEEP DROP stop|all SEED BLOCKS SECONDS WIDTH...     open trials, seconds a call
//   chain DROP SECONDS WIDTH...                               path probability, seconds a call
//   sweep site|bond engine|textbook SIDE SEED RUN SECONDS     hash of order, hash of largest, seconds a run
//
// SECONDS is how long to measure; 0 runs once, without warming up.
#include <stdio.h>
#include <time.h>
#include "words.h"
#include "reach.h"
#include "chain.h"
#include "sweep.h"
#include "textbook.h"

enum { MAX_SAMPLES = 1000, MAX_LAYERS = 1024 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// What is measured, and what it answers.
static uint32_t count, blocks;
static Rate rate, certain;
static double drop, probability;
static uint64_t seed, open_trials;
static int stop, drops_sites, widths[MAX_LAYERS], layers;
static __m128i drawn[1 << 16];
static uint64_t sweep_number;
static int textbook;

static void run_draw(void) {
  open_target(count & 1023); // a start of the generators for every call, as the engine has it
  draw_words(count, rate, drawn);
}

static void run_reach(void) {
  open_trials = count_open(
    widths, layers, drops_sites ? rate : certain, drops_sites ? certain : rate, drops_sites, !drops_sites, seed, blocks, stop);
}

static void run_chain(void) { probability = chain(widths, layers, drop); }

// The order of the next run, and the run.
static void run_sweep(void) {
  list_elements();
  shuffle(seed, sweep_number++, lattice.order, lattice.elements);
  if (textbook) (lattice.of_bonds ? sweep_bonds_textbook : sweep_sites_textbook)();
  else (lattice.of_bonds ? sweep_bonds : sweep_sites)();
}

// Median time of a call, from samples of at least a millisecond.
static double measure(void (*run)(void), double seconds) {
  double begin = now();
  run();
  double once = now() - begin;
  if (seconds == 0) return once;
  begin = now();
  run(); // the first call has paid for page faults
  once = now() - begin;
  const int calls = once < 1e-3 ? (int)(1e-3 / (once + 1e-9)) + 1 : 1;
  static double samples[MAX_SAMPLES];
  int size = 0;
  for (const double start = now(); size < MAX_SAMPLES && (size < 3 || now() - start < seconds); size++) {
    begin = now();
    for (int call = 0; call < calls; call++) run();
    samples[size] = (now() - begin) / calls;
  }
  qsort(samples, (size_t)size, sizeof(double), ascending);
  return size % 2 ? samples[size / 2] : (samples[size / 2 - 1] + samples[size / 2]) / 2;
}

static void read_widths(char **from) {
  for (; *from && layers < MAX_LAYERS; from++) widths[layers++] = atoi(*from);
}

int main(int arguments, char **argument) {
  const char *task = arguments > 1 ? argument[1] : "";
  if (!strcmp(task, "words") && arguments == 10) {
    open_layer(strtoull(argument[2], 0, 10), (uint32_t)atol(argument[3]), strtoull(argument[4], 0, 10), (uint32_t)atol(argument[5]));
    open_target((uint32_t)atol(argument[6]));
    count = (uint32_t)atol(argument[7]);
    draw_words(count, prepare(atof(argument[8]), atof(argument[9])), drawn);
    return fwrite(drawn, sizeof(__m128i), count, stdout) == count ? 0 : 1;
  }
  if (!strcmp(task, "draw") && arguments == 6) {
    count = (uint32_t)atol(argument[2]);
    rate = prepare(atof(argument[3]), atof(argument[4]));
    open_layer(1, BONDS, 0, 0);
    printf("%.17g\n", measure(run_draw, atof(argument[5])));
    return 0;
  }
  if (!strcmp(task, "reach") && arguments > 10) {
    drops_sites = !strcmp(argument[2], "sites");
    rate = prepare(atof(argument[3]), atof(argument[4]));
    stop = !strcmp(argument[5], "stop");
    seed = strtoull(argument[6], 0, 10);
    blocks = (uint32_t)atol(argument[7]);
    read_widths(argument + 9);
    const double seconds = measure(run_reach, atof(argument[8]));
    printf("%llu %.17g\n", (unsigned long long)open_trials, seconds);
    return 0;
  }
  if (!strcmp(task, "chain") && arguments > 5) {
    drop = atof(argument[2]);
    read_widths(argument + 4);
    const double seconds = measure(run_chain, atof(argument[3]));
    printf("%.17g %.17g\n", probability, seconds);
    return 0;
  }
  if (!strcmp(task, "sweep") && arguments == 8) {
    prepare_lattice(atoi(argument[4]), !strcmp(argument[2], "bond"));
    textbook = !strcmp(argument[3], "textbook");
    if (textbook) prepare_neighbours();
    seed = strtoull(argument[5], 0, 10);
    sweep_number = strtoull(argument[6], 0, 10);
    const double seconds = measure(run_sweep, atof(argument[7]));
    const uint32_t order = hash_words(lattice.order, lattice.elements, ~EDGE_BOND);
    const uint32_t largest = hash_words(lattice.largest, lattice.elements + 1, ~0u);
    printf("%u %u %.17g\n", order, largest, seconds);
    return 0;
  }
  fputs("baseline: unknown task or wrong number of arguments\n", stderr);
  return 2;
}
