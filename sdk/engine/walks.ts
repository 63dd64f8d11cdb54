import { PercolationError } from "../errors.ts";
import { allocate, readNumbers, requireResults } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import type { Rate } from "./layers.ts";
import type { TrialProgress } from "./sampling.ts";
import { halves } from "./seeds.ts";
import { buildStructure, countSites, countSlots, type Structure, type Topology } from "./structure.ts";
import type { Terminals } from "./sweeps.ts";

/** What trials of reaching targets from sources have in common. */
export interface WalkPlan {
  readonly topology: Topology;
  readonly terminals: Terminals;
  readonly sites: Rate;
  readonly bonds: Rate;
  /** Which of the terminals are never removed. */
  readonly spared: { readonly from: boolean; readonly to: boolean };
}

/** What trials say. */
export interface WalkCounts {
  /** Trials in which some target is reached. */
  readonly open: number;
  /** Trials by number of reached targets, 0 to all; only when asked for. */
  readonly histogram: Float64Array | undefined;
}

const LANES = 128;
/** Size of the record of assembly/reach/walk.ts. */
const RECORD = 96;
/** Sites and bonds gone through in one kernel call, about a tenth of a second of them. */
const WORK_PER_CALL = 2 ** 22;
/** Sites and bonds gone through before trials are refused: some hours. */
const WORK_LIMIT = 2 ** 40;

function needsOf({ bonds }: WalkPlan, incident = bonds.drop > 0) {
  return { neighbours: true, incident, ends: false, directed: true };
}

/** The sources, the targets, and a byte a site that says whether it is a target. */
function writeTerminals(engine: EngineExports, terminals: Terminals, sites: number, [from, to, marks]: number[]): void {
  const { buffer } = engine.memory;
  new Uint32Array(buffer, from, terminals.from.length).set(terminals.from);
  new Uint32Array(buffer, to, terminals.to.length).set(terminals.to);
  const isTarget = new Uint8Array(buffer, marks, sites).fill(0);
  for (const site of terminals.to) isTarget[site] = 1;
}

function sparedBits({ from, to }: WalkPlan["spared"]): number {
  return Number(from) + 2 * Number(to);
}

/** Counts among trials 0..trials-1 of `seed` those in which some target is reached. */
export function countWalks(
  plan: WalkPlan,
  trials: number,
  seed: bigint,
  counted: boolean,
  onProgress?: TrialProgress,
): WalkCounts {
  const { topology, terminals } = plan;
  const sites = countSites(topology);
  const slots = countSlots(topology);
  const allBlocks = Math.ceil(trials / LANES);
  if (allBlocks * (sites + slots) > WORK_LIMIT) throw tooMuch("trials", allBlocks * (sites + slots));
  return withEngine((engine) => {
    const structure = buildStructure(topology, needsOf(plan));
    const { from, to } = terminals;
    const lists = 4 * (structure.longest + 1);
    const pointers = allocate(
      engine,
      structure.bytes,
      RECORD,
      plan.sites.drop > 0 ? 16 * sites : 0,
      plan.bonds.drop > 0 ? 16 * slots : 0,
      16 * sites,
      4 * (sites + 1),
      sites,
      sites,
      from.byteLength,
      to.byteLength,
      lists,
      plan.bonds.drop > 0 ? lists : 0,
      counted ? 16 * to.length : 0,
      counted ? 8 * (to.length + 1) : 0,
    );
    const [record, walk, siteMasks, bondMasks, reached, ring, waiting, marks, fromAt, toAt, list, bonds] = pointers;
    const [, , , , , , , , , , , , arrivals, histogram] = pointers;
    structure.write(engine, record);
    writeTerminals(engine, terminals, sites, [fromAt, toAt, marks]);
    const { buffer } = engine.memory;
    // biome-ignore format: a row of the record a line
    new Uint32Array(buffer, walk, RECORD / 4).set([
      record, siteMasks, bondMasks, reached, ring, waiting, marks, fromAt, from.length, toAt, to.length,
      sparedBits(plan.spared), list, plan.bonds.drop > 0 ? bonds : 0, arrivals, counted ? histogram : 0,
    ]);
    new Float64Array(buffer, walk + 64, 4).set([plan.sites.keep, plan.sites.drop, plan.bonds.keep, plan.bonds.drop]);
    if (counted) new Float64Array(buffer, histogram, to.length + 1).fill(0);
    const perCall = Math.max(1, Math.floor(WORK_PER_CALL / (sites + slots)));
    let open = 0;
    for (let block = 0; block < allBlocks; block += perCall) {
      const blocks = Math.min(perCall, allBlocks - block);
      const done = Math.min(trials, (block + blocks) * LANES);
      const lanes = done - (block + blocks - 1) * LANES;
      open += engine.walkBlocks(walk, ...halves(seed), ...halves(BigInt(block)), blocks, lanes);
      onProgress?.(done);
    }
    return { open, histogram: counted ? readNumbers(engine, histogram, to.length + 1) : undefined };
  });
}

function tooMuch(field: string, work: number): PercolationError {
  return new PercolationError(
    "too-large",
    `${field}: expected so few that at most ${WORK_LIMIT} sites and bonds are gone through, got ${work.toPrecision(3)}`,
    { field },
  );
}

/** Size of the record of assembly/reach/invasion.ts. */
const INVASION = 64;

/**
 * In each trial 0..trials-1 the least uniform number that a probability of survival has to exceed for a path to
 * exist, of sites or of bonds; the others survive at their rate. 0 to 1; -1 when it need not even exceed 0;
 * Infinity when there is no path at all.
 */
export function invadeTrials(
  plan: WalkPlan,
  of: "sites" | "bonds",
  trials: number,
  seed: bigint,
  onProgress?: TrialProgress,
): Float64Array {
  const { topology, terminals } = plan;
  const sites = countSites(topology);
  const slots = countSlots(topology);
  if (trials * (sites + slots) > WORK_LIMIT) throw tooMuch("trials", trials * (sites + slots));
  requireResults(trials, "trials");
  const fixed = of === "sites" ? plan.bonds : plan.sites;
  const [costs, others] = of === "sites" ? [sites, slots] : [slots, sites];
  return withEngine((engine) => {
    const structure: Structure = buildStructure(topology, needsOf(plan, true));
    const { from, to } = terminals;
    const lists = 4 * (structure.longest + 1);
    const [record, invasion, costsAt, bits, best, heap, marks, fromAt, toAt, list, bonds] = allocate(
      engine,
      structure.bytes,
      INVASION,
      8 * (costs + 1),
      fixed.drop > 0 ? 16 * Math.ceil(others / 128) : 0,
      8 * sites,
      16 * (from.length + 2 * slots + 1),
      sites,
      from.byteLength,
      to.byteLength,
      lists,
      lists,
    );
    structure.write(engine, record);
    writeTerminals(engine, terminals, sites, [fromAt, toAt, marks]);
    const bitsAt = fixed.drop > 0 ? bits : 0;
    const [siteCosts, bondCosts] = of === "sites" ? [costsAt, 0] : [0, costsAt];
    const [siteBits, bondBits] = of === "sites" ? [0, bitsAt] : [bitsAt, 0];
    // biome-ignore format: a row of the record a line
    new Uint32Array(engine.memory.buffer, invasion, 15).set([
      record, siteCosts, bondCosts, siteBits, bondBits, best, heap, marks, fromAt, from.length, toAt, to.length,
      sparedBits(plan.spared), list, bonds,
    ]);
    const found = new Float64Array(trials);
    for (let trial = 0; trial < trials; trial++) {
      const address = [...halves(seed), ...halves(BigInt(trial))] as const;
      engine.openUniforms(...address, of === "sites" ? 0 : 1);
      engine.fillUniforms(costsAt, costs);
      if (bitsAt) engine.drawBits(...address, of === "sites" ? 1 : 0, others, fixed.keep, fixed.drop, bitsAt);
      found[trial] = engine.invade(invasion) - 1;
      if (trial % 64 === 63 || trial === trials - 1) onProgress?.(trial + 1);
    }
    return found;
  });
}
