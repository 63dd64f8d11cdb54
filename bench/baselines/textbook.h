// The sweep as in the paper of Newman and Ziff (Phys. Rev. E 64, 016706): a table of neighbours, union by
// size with recursive path compression, branches where they come naturally. The order is the same as ever.

static void prepare_neighbours(void) {
  const int32_t side = lattice.side, sites = lattice.sites;
  lattice.neighbours = touched_room(4 * (size_t)sites);
  for (int32_t site = 0; site < sites; site++) {
    int32_t *const list = lattice.neighbours + 4 * (size_t)site;
    list[0] = site % side == side - 1 ? site - side + 1 : site + 1;
    list[1] = (site + side) % sites;
    list[2] = site % side == 0 ? site + side - 1 : site - 1;
    list[3] = (site + sites - side) % sites;
  }
}

static int32_t find_root(int32_t *nodes, int32_t site) {
  if (nodes[site] < 0) return site;
  return nodes[site] = find_root(nodes, nodes[site]);
}

// Adds what joins two sites; returns the size of the cluster there is then.
static int32_t unite(int32_t *nodes, int32_t *root, int32_t other) {
  const int32_t other_root = find_root(nodes, other);
  if (other_root != *root) {
    if (nodes[*root] > nodes[other_root]) {
      nodes[other_root] += nodes[*root];
      nodes[*root] = other_root;
      *root = other_root;
    } else {
      nodes[*root] += nodes[other_root];
      nodes[other_root] = *root;
    }
  }
  return -nodes[*root];
}

static void sweep_sites_textbook(void) {
  int32_t *const nodes = lattice.nodes, largest = 0;
  for (int32_t site = 0; site < lattice.sites; site++) nodes[site] = EMPTY;
  lattice.largest[0] = 0;
  for (int32_t added = 0; added < lattice.sites; added++) {
    const int32_t site = (int32_t)lattice.order[added];
    int32_t root = site;
    nodes[site] = -1;
    if (largest == 0) largest = 1;
    for (int index = 0; index < 4; index++) {
      const int32_t other = lattice.neighbours[4 * (size_t)site + index];
      if (nodes[other] == EMPTY) continue;
      const int32_t size = unite(nodes, &root, other);
      if (size > largest) largest = size;
    }
    lattice.largest[added + 1] = largest;
  }
}

static void sweep_bonds_textbook(void) {
  int32_t *const nodes = lattice.nodes, largest = 1;
  for (int32_t site = 0; site < lattice.sites; site++) nodes[site] = -1;
  lattice.largest[0] = 1;
  for (int32_t added = 0; added < lattice.elements; added++) {
    const uint32_t bond = lattice.order[added] & ~EDGE_BOND;
    const int32_t site = (int32_t)(bond >> 1);
    int32_t root = find_root(nodes, site);
    const int32_t size = unite(nodes, &root, lattice.neighbours[4 * (size_t)site + (bond & 1)]);
    if (size > largest) largest = size;
    lattice.largest[added + 1] = largest;
  }
}
