import { PercolationError } from "../errors.ts";
import { layOut, readNumbers, requireResults } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import type { Rate } from "./layers.ts";
import { forBlocks, LANES, type Range, type RangeProgress } from "./range.ts";
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

/** Size of the record of assembly/reach/walk.ts. */
const RECORD = 96;
/** Sites and bonds gone through in one kernel call: a tenth of a second of them at a threshold, where walks take longest. */
const WORK_PER_CALL = 2 ** 18;
/** Sites and bonds gone through before trials are refused: some hours. */
const WORK_LIMIT = 2 ** 40;

function needsOf({ bonds }: WalkPlan, incident = bonds.drop > 0) {
  return { neighbours: true, incident, ends: false, directed: true };
}

/** The sources, the targets, and a byte a site that says whether it is a target. */
function writeTerminals(
  engine: EngineExports,
  terminals: Terminals,
  sites: number,
  at: { readonly from: number; readonly to: number; readonly isTarget: number },
): void {
  const { buffer } = engine.memory;
  new Uint32Array(buffer, at.from, terminals.from.length).set(terminals.from);
  new Uint32Array(buffer, at.to, terminals.to.length).set(terminals.to);
  const isTarget = new Uint8Array(buffer, at.isTarget, sites).fill(0);
  for (const site of terminals.to) isTarget[site] = 1;
}

function sparedBits({ from, to }: WalkPlan["spared"]): number {
  return Number(from) + 2 * Number(to);
}

/** Refuses more trials than can be gone through. */
export function requireWalks({ topology }: WalkPlan, trials: number): void {
  const work = Math.ceil(trials / LANES) * (countSites(topology) + countSlots(topology));
  if (work > WORK_LIMIT) throw tooMuch("trials", work);
}

/** Blocks of trials that a kernel call goes through. */
export function walksPerCall({ topology }: WalkPlan): number {
  return Math.max(1, Math.floor(WORK_PER_CALL / (countSites(topology) + countSlots(topology))));
}

/** Counts among trials of `seed` those in which some target is reached. */
export function countWalks(
  plan: WalkPlan,
  trials: Range,
  seed: bigint,
  counted: boolean,
  onProgress?: RangeProgress,
): WalkCounts {
  const { topology, terminals } = plan;
  const sites = countSites(topology);
  const slots = countSlots(topology);
  return withEngine((engine) => {
    const structure = buildStructure(topology, needsOf(plan));
    const { from, to } = terminals;
    const lists = 4 * (structure.longest + 1);
    const at = layOut(engine, {
      structure: structure.bytes,
      walk: RECORD,
      siteMasks: plan.sites.drop > 0 ? 16 * sites : 0,
      bondMasks: plan.bonds.drop > 0 ? 16 * slots : 0,
      reached: 16 * sites,
      ring: 4 * (sites + 1),
      waiting: sites,
      isTarget: sites,
      from: from.byteLength,
      to: to.byteLength,
      list: lists,
      bonds: plan.bonds.drop > 0 ? lists : 0,
      arrivals: counted ? 16 * to.length : 0,
      histogram: counted ? 8 * (to.length + 1) : 0,
    });
    structure.write(engine, at.structure);
    writeTerminals(engine, terminals, sites, at);
    const { buffer } = engine.memory;
    // biome-ignore format: a row of the record a line
    new Uint32Array(buffer, at.walk, RECORD / 4).set([
      at.structure, at.siteMasks, at.bondMasks, at.reached, at.ring, at.waiting, at.isTarget,
      at.from, from.length, at.to, to.length, sparedBits(plan.spared),
      at.list, plan.bonds.drop > 0 ? at.bonds : 0, at.arrivals, counted ? at.histogram : 0,
    ]);
    new Float64Array(buffer, at.walk + 64, 4).set([plan.sites.keep, plan.sites.drop, plan.bonds.keep, plan.bonds.drop]);
    if (counted) new Float64Array(buffer, at.histogram, to.length + 1).fill(0);
    let open = 0;
    forBlocks(
      trials,
      walksPerCall(plan),
      (blocks) => {
        const address = [...halves(seed), ...halves(BigInt(blocks.first))] as const;
        open += engine.walkBlocks(at.walk, ...address, blocks.count, blocks.lanes);
      },
      onProgress,
    );
    return { open, histogram: counted ? readNumbers(engine, at.histogram, to.length + 1) : undefined };
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

/** Refuses more trials than can be gone through one by one. */
export function requireInvasions({ topology }: WalkPlan, trials: number): void {
  const work = trials * (countSites(topology) + countSlots(topology));
  if (work > WORK_LIMIT) throw tooMuch("trials", work);
  requireResults(trials, "trials");
}

/** Sites and bonds that invasions go through in about a tenth of a second. */
const INVADED_PER_CALL = 2 ** 20;

/** Trials, one by one, of about a tenth of a second. */
export function invasionsPerCall({ topology }: WalkPlan): number {
  return Math.max(1, Math.floor(INVADED_PER_CALL / (countSites(topology) + countSlots(topology))));
}

/**
 * In each of the trials the least uniform number that a probability of survival has to exceed for a path to
 * exist, of sites or of bonds; the others survive at their rate. 0 to 1; -1 when it need not even exceed 0;
 * Infinity when there is no path at all.
 */
export function invadeTrials(
  plan: WalkPlan,
  of: "sites" | "bonds",
  trials: Range,
  seed: bigint,
  onProgress?: RangeProgress,
): Float64Array {
  const { topology, terminals } = plan;
  const sites = countSites(topology);
  const slots = countSlots(topology);
  const fixed = of === "sites" ? plan.bonds : plan.sites;
  const [costs, others] = of === "sites" ? [sites, slots] : [slots, sites];
  return withEngine((engine) => {
    const structure: Structure = buildStructure(topology, needsOf(plan, true));
    const { from, to } = terminals;
    const lists = 4 * (structure.longest + 1);
    const at = layOut(engine, {
      structure: structure.bytes,
      invasion: INVASION,
      costs: 8 * (costs + 1),
      bits: fixed.drop > 0 ? 16 * Math.ceil(others / 128) : 0,
      best: 8 * sites,
      heap: 16 * (from.length + 2 * slots + 1),
      isTarget: sites,
      from: from.byteLength,
      to: to.byteLength,
      list: lists,
      bonds: lists,
    });
    structure.write(engine, at.structure);
    writeTerminals(engine, terminals, sites, at);
    const bits = fixed.drop > 0 ? at.bits : 0;
    const [siteCosts, bondCosts] = of === "sites" ? [at.costs, 0] : [0, at.costs];
    const [siteBits, bondBits] = of === "sites" ? [0, bits] : [bits, 0];
    // biome-ignore format: a row of the record a line
    new Uint32Array(engine.memory.buffer, at.invasion, 15).set([
      at.structure, siteCosts, bondCosts, siteBits, bondBits, at.best, at.heap, at.isTarget,
      at.from, from.length, at.to, to.length, sparedBits(plan.spared), at.list, at.bonds,
    ]);
    const found = new Float64Array(trials.count);
    for (let trial = 0; trial < trials.count; trial++) {
      const address = [...halves(seed), ...halves(BigInt(trials.first + trial))] as const;
      engine.openUniforms(...address, of === "sites" ? 0 : 1);
      engine.fillUniforms(at.costs, costs);
      if (bits) engine.drawBits(...address, of === "sites" ? 1 : 0, others, fixed.keep, fixed.drop, bits);
      found[trial] = engine.invade(at.invasion) - 1;
      if (trial % 64 === 63 || trial === trials.count - 1) onProgress?.(trial + 1);
    }
    return found;
  });
}
