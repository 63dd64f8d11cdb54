// Random lattices and graphs, small and awkward.

import fc from "fast-check";
import {
  type GraphNetwork,
  graph,
  type LatticeName,
  type LatticeNetwork,
  lattice,
  type Rates,
  type UnitCell,
} from "percolation";

export const rate = fc.oneof(fc.constantFrom(0, 1, 0.5, 0.25, 0.7, 0.9), fc.double({ min: 0, max: 1, noNaN: true }));

/** Nothing removed, or sites, or bonds, or both; by drop or by keep. */
export const rates: fc.Arbitrary<Rates> = fc.oneof(
  fc.constant({}),
  fc.record({ keepSites: rate }),
  fc.record({ dropBonds: rate }),
  fc.record({ dropSites: rate, keepBonds: rate }),
);

export const seed = fc.oneof(fc.constantFrom(0n, 1n, 2n ** 64n - 1n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));

/** With loops, parallel edges and nodes without edges. */
export const graphs: fc.Arbitrary<GraphNetwork> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 14 }),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 24 }),
    directed: fc.boolean(),
    rates,
  })
  .map(({ nodes, ends, directed, rates }) =>
    graph({ nodes, edges: ends.map(([a, b]) => [a % nodes, b % nodes] as const), directed, ...rates }),
  );

const dimensions: Record<LatticeName, readonly number[]> = {
  square: [2],
  triangular: [2],
  honeycomb: [2],
  kagome: [2],
  cubic: [3],
  bcc: [3],
  fcc: [3],
  diamond: [3],
  hypercubic: [1, 2, 3, 4, 5, 6],
  "directed-square": [2],
};

const names = Object.keys(dimensions) as LatticeName[];

function box(axes: number, most: number) {
  return fc.record({
    size: fc.array(fc.integer({ min: 1, max: most }), { minLength: axes, maxLength: axes }),
    periodic: fc.array(fc.boolean(), { minLength: axes, maxLength: axes }),
    rates,
  });
}

const most = (axes: number) => [5, 12, 5, 3, 3, 2, 2][axes] ?? 2;

export const named: fc.Arbitrary<LatticeNetwork> = fc
  .constantFrom(...names)
  .chain((name) =>
    fc
      .constantFrom(...dimensions[name])
      .chain((axes) =>
        box(axes, most(axes)).map(({ size, periodic, rates }) => lattice(name, { size, periodic, ...rates })),
      ),
  );

/** Unit cells of up to three sites with steps of up to three cells, so bonds may go around more than once. */
const cells = (axes: number): fc.Arbitrary<UnitCell> =>
  fc.integer({ min: 1, max: 3 }).chain((sites) => {
    const place = fc.integer({ min: 0, max: sites - 1 });
    const step = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: axes, maxLength: axes });
    const bond = fc.tuple(place, place, step).filter(([from, to, cells]) => from !== to || cells.some((x) => x !== 0));
    return fc.record({
      sites: fc.constant(sites),
      bonds: fc.array(bond, { minLength: 1, maxLength: 5 }),
      directed: fc.boolean(),
    });
  });

export const custom: fc.Arbitrary<LatticeNetwork> = fc
  .integer({ min: 1, max: 3 })
  .chain((axes) =>
    fc
      .tuple(cells(axes), box(axes, most(axes) - 1))
      .map(([cell, { size, periodic, rates }]) => lattice(cell, { size, periodic, ...rates })),
  );

export const media = fc.oneof(graphs, named, custom);

/** Rates as the engine takes them. */
export function ratesOf({ keepSites, dropSites, keepBonds, dropBonds }: Rates) {
  const of = (keep: number | undefined, drop: number | undefined) =>
    keep !== undefined ? { keep, drop: 1 - keep } : { keep: 1 - (drop ?? 0), drop: drop ?? 0 };
  return { sites: of(keepSites, dropSites), bonds: of(keepBonds, dropBonds) };
}
