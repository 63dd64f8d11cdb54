// Sweeps of the periodic square lattice in C: sites or bonds are added in random order and the size of the
// largest cluster is recorded after each. Twice: as the engine does it, and as in the paper (textbook.h).
//
// This one is the engine's algorithm, for this lattice alone: disjoint sets in one int32 a site, by size with
// path halving; rows in memory one after the other; neighbours listed without branches first; and what comes
// ten elements later prefetched.

enum { EMPTY = INT32_MIN, EMPTY_EDGE, PREFETCHED = 10 };

#define EDGE_BOND 0x80000000u

typedef struct {
  int32_t side, sites, elements;
  int of_bonds;
  int32_t *nodes; // with a row more on both sides, of which nothing is used
  uint32_t *order;
  int32_t *largest;
  int32_t *neighbours; // of the textbook's alone: four a site
} Lattice;

static Lattice lattice;

// Room that has been written to, so that no page fault is measured.
static void *touched_room(size_t words) {
  int32_t *room = malloc(words * sizeof(int32_t));
  if (!room) exit(3);
  for (size_t i = 0; i < words; i++) room[i] = -1;
  return room;
}

static void prepare_lattice(int32_t side, int of_bonds) {
  const int32_t sites = side * side, elements = of_bonds ? 2 * sites : sites;
  lattice = (Lattice){.side = side, .sites = sites, .elements = elements, .of_bonds = of_bonds};
  lattice.nodes = (int32_t *)touched_room((size_t)sites + 2 * side) + side;
  lattice.order = touched_room((size_t)elements + PREFETCHED);
  lattice.largest = touched_room((size_t)elements + 1);
  memset(lattice.order, 0, ((size_t)elements + PREFETCHED) * sizeof(uint32_t));
}

// The order of a run: Fisher-Yates with unbiased draws, from whole buffers of a stream's words.
static __m128i part_words[64];
static int next_part;

static uint32_t draw_part(void) {
  if (next_part == 256) {
    __m128i a0 = state.quad[0], a1 = state.quad[1], a2 = state.quad[2], a3 = state.quad[3];
    __m128i b0 = state.quad[4], b1 = state.quad[5], b2 = state.quad[6], b3 = state.quad[7];
    for (int word = 0; word < 64; word += 2) {
      STEP(part_words[word], a0, a1, a2, a3);
      STEP(part_words[word + 1], b0, b1, b2, b3);
    }
    state.quad[0] = a0; state.quad[1] = a1; state.quad[2] = a2; state.quad[3] = a3;
    state.quad[4] = b0; state.quad[5] = b1; state.quad[6] = b2; state.quad[7] = b3;
    next_part = 0;
  }
  return ((const uint32_t *)part_words)[next_part++];
}

static inline uint32_t draw_below(uint32_t bound) {
  uint64_t product = (uint64_t)draw_part() * bound;
  if ((uint32_t)product < bound) {
    const uint32_t excess = (0 - bound) % bound;
    while ((uint32_t)product < excess) product = (uint64_t)draw_part() * bound;
  }
  return (uint32_t)(product >> 32);
}

static void shuffle(uint64_t seed, uint64_t run, uint32_t *order, int32_t count) {
  open_layer(seed, ORDERS, run, 0);
  open_target(0);
  next_part = 256;
  for (int32_t last = count - 1; last > 0; last--) {
    const uint32_t other = draw_below((uint32_t)last + 1), element = order[last];
    order[last] = order[other];
    order[other] = element;
  }
}

/* Lists a neighbour, or its parent now that it is known; says whether the neighbour is there. */
static inline int list_top(const int32_t *nodes, int32_t neighbour, int32_t *place) {
  const int32_t parent = nodes[neighbour];
  *place = parent < 0 ? neighbour : parent;
  return parent > EMPTY_EDGE;
}

static void list_elements(void) {
  const int32_t side = lattice.side;
  uint32_t *next = lattice.order;
  for (int32_t y = 0, site = 0; y < side; y++) {
    for (int32_t x = 0; x < side; x++, site++) {
      if (!lattice.of_bonds) *next++ = (uint32_t)site;
      else {
        // As in the engine: a site's bonds to the right and down, and whether it is at a boundary.
        const uint32_t edge = x == 0 || x == side - 1 || y == 0 || y == side - 1 ? EDGE_BOND : 0;
        *next++ = (uint32_t)site << 1 | edge;
        *next++ = (uint32_t)site << 1 | 1 | edge;
      }
    }
  }
}

static __attribute__((noinline)) int32_t climb(int32_t *nodes, int32_t site, int32_t parent) {
  int32_t above = nodes[parent];
  while (above >= 0) {
    nodes[site] = above;
    site = parent;
    parent = above;
    above = nodes[parent];
  }
  return parent;
}

static inline int32_t root_of(int32_t *nodes, int32_t site) {
  const int32_t node = nodes[site], top = node < 0 ? site : node, above = nodes[top];
  return above < 0 ? top : climb(nodes, top, above);
}

// Joins two clusters of such roots and sizes; the root is returned.
static inline int32_t join(int32_t *nodes, int32_t root, int32_t size, int32_t other, int32_t other_size) {
  const int grows = other_size > size;
  const int32_t small = grows ? root : other, big = grows ? other : root;
  nodes[small] = big;
  nodes[big] = -(size + other_size);
  return big;
}

static void sweep_sites(void) {
  const int32_t side = lattice.side, sites = lattice.sites;
  int32_t *const nodes = lattice.nodes, *const largest_at = lattice.largest;
  const uint32_t *const order = lattice.order;
  for (int32_t y = 0, site = 0; y < side; y++) {
    for (int32_t x = 0; x < side; x++, site++) {
      nodes[site] = x == 0 || x == side - 1 || y == 0 || y == side - 1 ? EMPTY_EDGE : EMPTY;
    }
  }
  int32_t largest = 0, list[4];
  largest_at[0] = 0;
  for (int32_t added = 0; added < sites;) {
    const int32_t site = (int32_t)order[added], later = (int32_t)order[added + PREFETCHED];
    __builtin_prefetch(nodes + later);
    __builtin_prefetch(nodes + later + side);
    __builtin_prefetch(nodes + later - side);
    added++;
    const int32_t node = nodes[site];
    nodes[site] = -1;
    int32_t up = site - side, left = site - 1, right = site + 1, down = site + side;
    if (node != EMPTY) {
      const int32_t x = site % side;
      if (site < side) up += sites;
      if (x == 0) left += side;
      if (x == side - 1) right -= side;
      if (site >= sites - side) down -= sites;
    }
    int listed = 0;
    listed += list_top(nodes, up, list + listed);
    listed += list_top(nodes, left, list + listed);
    listed += list_top(nodes, right, list + listed);
    listed += list_top(nodes, down, list + listed);
    int32_t root = site, size = 1;
    for (int at = 0; at < listed; at++) {
      const int32_t other = root_of(nodes, list[at]);
      if (other == root) continue;
      const int32_t other_size = -nodes[other];
      root = join(nodes, root, size, other, other_size);
      size += other_size;
    }
    largest = size > largest ? size : largest;
    largest_at[added] = largest;
  }
}

static void sweep_bonds(void) {
  const int32_t side = lattice.side, sites = lattice.sites, bonds = lattice.elements;
  int32_t *const nodes = lattice.nodes, *const largest_at = lattice.largest;
  const uint32_t *const order = lattice.order;
  const int32_t steps[2] = {1, side};
  for (int32_t site = 0; site < sites; site++) nodes[site] = -1;
  int32_t largest = 1;
  largest_at[0] = 1;
  for (int32_t added = 0; added < bonds;) {
    const uint32_t bond = order[added], later = order[added + PREFETCHED] & ~EDGE_BOND;
    __builtin_prefetch(nodes + (later >> 1));
    added++;
    const int32_t site = (int32_t)((bond & ~EDGE_BOND) >> 1);
    int32_t other = site + steps[bond & 1];
    if (bond & EDGE_BOND) {
      if (bond & 1) other = other >= sites ? other - sites : other;
      else if (other % side == 0) other -= side;
    }
    const int32_t root = root_of(nodes, site), other_root = root_of(nodes, other);
    if (root != other_root) {
      const int32_t size = -nodes[root], other_size = -nodes[other_root];
      join(nodes, root, size, other_root, other_size);
      largest = size + other_size > largest ? size + other_size : largest;
    }
    largest_at[added] = largest;
  }
}

// A number that tells whether two arrays of words are equal: FNV-1a, a word at a time.
static uint32_t hash_words(const void *from, int32_t count, uint32_t mask) {
  const uint32_t *words = from;
  uint32_t hash = 0x811c9dc5u;
  for (int32_t i = 0; i < count; i++) hash = (hash ^ (words[i] & mask)) * 0x01000193u;
  return hash;
}
