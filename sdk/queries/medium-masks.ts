import type { Rate } from "../engine/layers.ts";
import type { Operation } from "../engine/programs.ts";
import { writeMasks } from "../engine/sampling.ts";
import { countBonds, countSites, countSlots, type Topology } from "../engine/structure.ts";
import { walkBonds } from "../networks/bonds.ts";
import { type Medium, topologyOf } from "../networks/medium.ts";
import { ratesOf } from "../networks/rates.ts";
import { assemble } from "../programs/program.ts";
import type { Masks } from "./masks.ts";

/** Sites and bonds of a lattice or graph are drawn as those of one layer and of the bonds into one neuron. */
export function masksOfMedium(medium: Medium, trial: number, seed: bigint): Masks {
  const topology = topologyOf(medium);
  const rates = ratesOf(medium);
  const operations = [
    drawing("draw", countSites(topology), rates.sites),
    drawing("mix", countSlots(topology), rates.bonds),
  ];
  const masks = writeMasks(assemble(operations, "all"), trial, seed);
  const [sites = new Uint8Array(0), slots = new Uint8Array(0)] = operations.map((operation) => masks.get(operation));
  return { inputs: new Uint8Array(0), sites: [sites], bonds: [ofBonds(slots, topology)] };
}

function drawing(kind: "draw" | "mix", count: number, rate: Rate): Operation {
  return { kind, out: { words: count }, count, inputs: count, outputs: 1, rate };
}

/** The mask of a lattice's bonds out of that of its slots. */
function ofBonds(slots: Uint8Array, topology: Topology): Uint8Array {
  if (topology.kind === "graph") return slots;
  const mask = new Uint8Array(countBonds(topology));
  let bond = 0;
  walkBonds(topology, (slot) => {
    mask[bond++] = slots[slot] ?? 0;
  });
  return mask;
}
