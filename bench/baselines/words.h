// The engine's Bernoulli words in C: the same streams, the same digits, 128 trials a word. SSE2 because
// it is what every x86-64 compiler targets by default and it is as wide as WebAssembly's v128; state in
// locals, because that is what a C programmer who wants speed would write.
#include <emmintrin.h>
#include <stdint.h>
#include <string.h>

enum { SITES = 1, BONDS = 2, ORDERS = 3 };

static const uint32_t GOLDEN = 0x9e3779b9u;
static uint32_t layer_words[32];
static union { uint32_t word[32]; __m128i quad[8]; } state; // generator A s0..s3, then B, four lanes each

static inline uint32_t mix(uint32_t word) {
  word = (word ^ (word >> 16)) * 0x85ebca6bu;
  word = (word ^ (word >> 13)) * 0xc2b2ae35u;
  return word ^ (word >> 16);
}

static void open_layer(uint64_t seed, uint32_t purpose, uint64_t block, uint32_t layer) {
  const uint32_t parts[6] = {(uint32_t)seed, (uint32_t)(seed >> 32), purpose, (uint32_t)block, (uint32_t)(block >> 32), layer};
  for (uint32_t i = 0; i < 32; i++) {
    uint32_t word = mix(i * GOLDEN);
    for (int part = 0; part < 6; part++) word = mix((word ^ parts[part]) + GOLDEN);
    layer_words[i] = word;
  }
}

static void open_target(uint32_t target) {
  for (int i = 0; i < 32; i++) state.word[i] = mix(layer_words[i] + target * GOLDEN);
}

// A rate as the drawing takes it, prepared once a query: digits of the rarer of keep and drop.
typedef struct { double rare; int flip, digits; uint32_t head, byte; } Rate;

static uint32_t read_digits(double p, int from, int count) {
  uint64_t bits;
  memcpy(&bits, &p, 8);
  int exponent = (int)(bits >> 52);
  uint64_t value = (bits & 0xfffffffffffffull) | (exponent ? 1ull << 52 : 0);
  int shift = 1075 - (exponent ? exponent : 1) - from - count;
  uint64_t digits = shift >= 0 ? (shift < 64 ? value >> shift : 0) : (-shift < 64 ? value << -shift : 0);
  return (uint32_t)(digits & ((1ull << count) - 1));
}

static Rate prepare(double keep, double drop) {
  Rate rate = {.rare = drop < keep ? drop : keep, .flip = drop < keep};
  for (int at = 0; at < 1074; at++) if (read_digits(rate.rare, at, 1)) rate.digits = at + 1;
  rate.head = read_digits(rate.rare, 0, 7) << 25;
  rate.byte = read_digits(rate.rare, 7, 8);
  return rate;
}

#define ROTATE(word, count) _mm_or_si128(_mm_slli_epi32(word, count), _mm_srli_epi32(word, 32 - (count)))

// One step of xoshiro128++ in all four lanes of a generator.
#define STEP(word, s0, s1, s2, s3) do { \
  __m128i sum = _mm_add_epi32(s0, s3), shifted = _mm_slli_epi32(s1, 9); \
  word = _mm_add_epi32(ROTATE(sum, 7), s0); \
  s2 = _mm_xor_si128(s2, s0); s3 = _mm_xor_si128(s3, s1); s1 = _mm_xor_si128(s1, s2); s0 = _mm_xor_si128(s0, s3); \
  s2 = _mm_xor_si128(s2, shifted); s3 = ROTATE(s3, 11); \
} while (0)

// Compares one drawn digit with one digit of the rate.
#define COMPARE(word) do { \
  if ((int32_t)pattern < 0) { success = _mm_or_si128(success, _mm_andnot_si128(word, tied)); tied = _mm_and_si128(tied, word); } \
  else tied = _mm_andnot_si128(word, tied); \
  pattern <<= 1; \
} while (0)

static inline int all_zero(__m128i word) {
  return _mm_movemask_epi8(_mm_cmpeq_epi8(word, _mm_setzero_si128())) == 0xffff;
}

// Decides tied lanes one by one with whole words of generator A: rare, so out of line.
static __attribute__((noinline)) __m128i settle(Rate rate, __m128i success, __m128i tied, __m128i equal) {
  uint64_t won[2], open[2], by_byte[2];
  _mm_storeu_si128((__m128i *)won, success);
  _mm_storeu_si128((__m128i *)open, tied);
  _mm_storeu_si128((__m128i *)by_byte, equal);
  for (int half = 0; half < 2; half++) {
    for (uint64_t left = open[half]; left; left &= left - 1) {
      const uint64_t lowest = left & -left;
      for (int compared = by_byte[half] & lowest ? 15 : 7; compared < rate.digits; compared += 32) {
        __m128i word;
        STEP(word, state.quad[0], state.quad[1], state.quad[2], state.quad[3]);
        const uint32_t drawn = (uint32_t)_mm_cvtsi128_si32(word), wanted = read_digits(rate.rare, compared, 32);
        if (drawn < wanted) won[half] |= lowest;
        if (drawn != wanted) break;
      }
    }
  }
  return _mm_loadu_si128((const __m128i *)won);
}

// Draws `count` words of the open target: to `words`, or ORed with `reached` into the result, which stops
// at the word where the result covers `wanted` if `stop`. `many`: more than 7 digits. The flags are
// constants where it is called, so that each use compiles to a loop of its own.
static inline __attribute__((always_inline)) __m128i draw_loop(
    uint32_t count, Rate rate, int many, __m128i *words, const __m128i *reached, __m128i wanted, int stop) {
  __m128i a0 = state.quad[0], a1 = state.quad[1], a2 = state.quad[2], a3 = state.quad[3];
  __m128i b0 = state.quad[4], b1 = state.quad[5], b2 = state.quad[6], b3 = state.quad[7];
  const __m128i flips = _mm_set1_epi32(-rate.flip), byte = _mm_set1_epi8((char)rate.byte);
  const int pairs = many ? 3 : rate.digits >> 1;
  __m128i arrived = _mm_setzero_si128(), word;
  for (uint32_t index = 0; index < count; index++) {
    __m128i success = _mm_setzero_si128(), tied = _mm_set1_epi32(-1);
    uint32_t pattern = rate.head;
    for (int pair = 0; pair < pairs; pair++) {
      STEP(word, a0, a1, a2, a3);
      COMPARE(word);
      STEP(word, b0, b1, b2, b3);
      COMPARE(word);
    }
    if (many || rate.digits & 1) {
      STEP(word, a0, a1, a2, a3);
      COMPARE(word);
    }
    if (many) {
      STEP(word, b0, b1, b2, b3);
      const __m128i lowest = _mm_and_si128(tied, _mm_sub_epi8(_mm_setzero_si128(), tied));
      const __m128i same = _mm_cmpeq_epi8(word, byte), equal = _mm_and_si128(lowest, same);
      const __m128i below = _mm_andnot_si128(same, _mm_cmpeq_epi8(_mm_min_epu8(word, byte), word));
      success = _mm_or_si128(success, _mm_and_si128(lowest, below));
      tied = _mm_or_si128(_mm_andnot_si128(lowest, tied), equal);
      if (!all_zero(tied)) {
        state.quad[0] = a0; state.quad[1] = a1; state.quad[2] = a2; state.quad[3] = a3;
        success = settle(rate, success, tied, equal);
        a0 = state.quad[0]; a1 = state.quad[1]; a2 = state.quad[2]; a3 = state.quad[3];
      }
    }
    success = _mm_xor_si128(success, flips);
    if (words) words[index] = success;
    if (reached) {
      arrived = _mm_or_si128(arrived, _mm_and_si128(success, reached[index]));
      if (stop && all_zero(_mm_andnot_si128(arrived, wanted))) break;
    }
  }
  return arrived;
}

static void draw_words(uint32_t count, Rate rate, __m128i *words) {
  if (rate.digits > 7) draw_loop(count, rate, 1, words, 0, _mm_setzero_si128(), 0);
  else draw_loop(count, rate, 0, words, 0, _mm_setzero_si128(), 0);
}
