// Which neurons of fully connected layers are reached from the inputs, 128 trials at a time: the engine's
// walk in C. `stop` ends the drawing for a neuron as soon as no further bond can matter.

enum { MAX_WIDTH = 4096 };

static __m128i reached_words[MAX_WIDTH], next_words[MAX_WIDTH], site_words[MAX_WIDTH];

static inline __m128i gather(uint32_t fan_in, Rate bonds, const __m128i *reached, __m128i possible, int stop) {
  if (bonds.digits > 7) {
    return stop ? draw_loop(fan_in, bonds, 1, 0, reached, possible, 1) : draw_loop(fan_in, bonds, 1, 0, reached, possible, 0);
  }
  return stop ? draw_loop(fan_in, bonds, 0, 0, reached, possible, 1) : draw_loop(fan_in, bonds, 0, 0, reached, possible, 0);
}

// Trials with an open path among those of blocks first..first + blocks - 1.
static uint64_t count_open(
    const int *widths, int layers, Rate sites, Rate bonds, int drop_sites, int drop_bonds,
    uint64_t seed, uint32_t blocks, int stop) {
  uint64_t open = 0;
  for (uint32_t block = 0; block < blocks; block++) {
    __m128i alive = _mm_set1_epi32(-1);
    for (int i = 0; i < widths[0]; i++) reached_words[i] = alive;
    for (int index = 1; index < layers; index++) {
      const int masked = drop_sites && index < layers - 1; // outputs always stay
      if (masked) {
        open_layer(seed, SITES, block, (uint32_t)index);
        open_target(0);
        draw_words((uint32_t)widths[index], sites, site_words);
      }
      if (drop_bonds) open_layer(seed, BONDS, block, (uint32_t)index - 1);
      __m128i some = _mm_setzero_si128();
      for (int target = 0; target < widths[index]; target++) {
        const __m128i possible = masked ? _mm_and_si128(site_words[target], alive) : alive;
        __m128i arrived = possible; // bonds that are never removed lead on from any reached neuron
        if (drop_bonds && !(stop && all_zero(possible))) {
          open_target((uint32_t)target);
          const __m128i gathered = gather((uint32_t)widths[index - 1], bonds, reached_words, possible, stop);
          arrived = masked ? _mm_and_si128(gathered, site_words[target]) : gathered;
        }
        next_words[target] = arrived;
        some = _mm_or_si128(some, arrived);
      }
      memcpy(reached_words, next_words, (size_t)widths[index] * sizeof(__m128i));
      alive = some;
    }
    uint64_t halves[2];
    _mm_storeu_si128((__m128i *)halves, alive);
    open += (uint64_t)(__builtin_popcountll(halves[0]) + __builtin_popcountll(halves[1]));
  }
  return open;
}
