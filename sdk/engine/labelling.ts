import { allocate } from "./arena.ts";
import { withEngine } from "./instance.ts";
import type { Rate } from "./layers.ts";
import { halves } from "./seeds.ts";
import { buildStructure, countSites, countSlots, type Topology } from "./structure.ts";

/** Clusters of one configuration. */
export interface Labelling {
  /** Label of each site's cluster, -1 where the site is removed. */
  readonly labels: Int32Array;
  /** Sites of each cluster, by label. */
  readonly sizes: Uint32Array;
}

/** Labels the clusters of configuration `sample` of a seed. */
export function labelClusters(
  topology: Topology,
  rates: { readonly sites: Rate; readonly bonds: Rate },
  seed: bigint,
  sample: number,
): Labelling {
  return withEngine((engine) => {
    const { sites: ofSites, bonds: ofBonds } = rates;
    const structure = buildStructure(topology, {
      neighbours: true,
      incident: ofBonds.drop > 0,
      ends: false,
      directed: false,
    });
    const sites = countSites(topology);
    const slots = countSlots(topology);
    const bytesOf = (rate: Rate, count: number) => (rate.drop > 0 ? 16 * Math.ceil(count / 128) : 0);
    const [record, siteBits, bondBits, labels, sizes, list, bonds] = allocate(
      engine,
      structure.bytes,
      bytesOf(ofSites, sites),
      bytesOf(ofBonds, slots),
      4 * sites,
      16 + 4 * sites,
      4 * structure.longest,
      4 * structure.longest,
    );
    structure.write(engine, record);
    const draw = ({ keep, drop }: Rate, layer: number, count: number, bits: number): number => {
      if (drop === 0) return 0;
      engine.drawBits(...halves(seed), ...halves(BigInt(sample)), layer, count, keep, drop, bits);
      return bits;
    };
    const count = engine.labelClusters(
      record,
      draw(ofSites, 0, sites, siteBits),
      draw(ofBonds, 1, slots, bondBits),
      labels,
      sizes + 16,
      list,
      bonds,
    );
    return {
      labels: new Int32Array(engine.memory.buffer, labels, sites).slice(),
      sizes: new Uint32Array(engine.memory.buffer, sizes + 16, count).slice(),
    };
  });
}
