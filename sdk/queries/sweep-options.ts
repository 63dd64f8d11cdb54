import * as v from "valibot";
import { requireMemory } from "../engine/arena.ts";
import type { Rate } from "../engine/layers.ts";
import { countBonds, countSites } from "../engine/structure.ts";
import { requireRoom, type SweepPlan, type Terminals } from "../engine/sweeps.ts";
import { badInput } from "../errors.ts";
import { integer, name } from "../networks/check.ts";
import { type Medium, topologyOf } from "../networks/medium.ts";
import { type Attack, checkAttack, checkOrder, orderOfAttack } from "../networks/orders.ts";
import { ratesOf } from "../networks/rates.ts";
import { seed } from "../networks/seed.ts";
import { checkSites, type SiteSet, siteCount, siteSet, sitesOf } from "../networks/sites.ts";
import { eventsOf, type Watched, watch } from "./sweep-events.ts";

/** What is added in a sweep, in which order, and what is watched besides the clusters. */
export interface RunOptions {
  /**
   * Whether sites are added or bonds; the network's rate of that kind is not used. The other kind survives at the
   * rate of the network, if it has one.
   */
  readonly kind: "site" | "bond";
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /**
   * The elements in the order of their addition, none twice; those left out are never added. Uniformly
   * random, and different in every run, unless this or `attack` is given.
   */
  readonly order?: ArrayLike<number>;
  /**
   * Removal in an order, which the sweep follows backwards: `"degree"` (of a bond, the product of the degrees
   * at its ends), `"betweenness"`, `"weight"` (of a site, the sum over its bonds), the greatest first and of
   * equals the lower number; or an array of elements, of which those left out are never removed. Properties
   * are those of the whole graph, not computed anew after each removal.
   */
  readonly attack?: Attack;
  /** With `to`: two sets of sites, to watch when a cluster first holds sites of both. */
  readonly from?: SiteSet;
  readonly to?: SiteSet;
  /** Numbers of added elements, rising, at which the clusters of every size are counted. */
  readonly sizesAt?: readonly number[];
}

const ORDER = "an array of elements";

const elements = v.custom<ArrayLike<number>>(
  (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)),
  ORDER,
);

/** The fields of {@link RunOptions}, with their defaults. */
export const runFields = {
  kind: name("site", "bond"),
  seed: v.optional(seed, "0"),
  order: v.optional(
    v.pipe(
      elements,
      v.transform((order) => Array.from(order)),
    ),
  ),
  attack: v.optional(
    v.union(
      [
        v.picklist(["degree", "betweenness", "weight"]),
        v.pipe(
          elements,
          v.transform((order) => Array.from(order)),
        ),
      ],
      '"degree", "betweenness", "weight" or an array of elements',
    ),
  ),
  from: v.optional(siteSet),
  to: v.optional(siteSet),
  sizesAt: v.optional(v.array(integer(0, 2 ** 31 - 1), "an array of numbers of elements")),
};

/** Number of a run. */
export const runNumber = integer(0, Number.MAX_SAFE_INTEGER);

/** {@link RunOptions} after checking. */
export interface CheckedRun {
  readonly kind: "site" | "bond";
  readonly seed: string;
  readonly order?: readonly number[] | undefined;
  readonly attack?: Attack | undefined;
  readonly from?: SiteSet | undefined;
  readonly to?: SiteSet | undefined;
  readonly sizesAt?: readonly number[] | undefined;
}

/** What a sweep is to do, as the engine takes it, and what its events mean. */
export interface CheckedPlan {
  /** What the engine is to do; finding the order of an attack, and the sites of a plane, is work. */
  readonly plan: () => SweepPlan;
  /** How likely elements of the other kind are there. */
  readonly others: Rate;
  readonly watched: Watched;
  readonly sites: number;
  readonly bonds: number;
  /** Sites or bonds, whichever are added. */
  readonly elements: number;
  /** Whether the order is given, not random. */
  readonly ordered: boolean;
}

export function planSweep(medium: Medium, options: CheckedRun): CheckedPlan {
  const topology = topologyOf(medium);
  const { kind } = options;
  const sites = countSites(topology);
  const bonds = countBonds(topology);
  const elements = kind === "site" ? sites : bonds;
  const rates = ratesOf(medium);
  const others = kind === "site" ? rates.bonds : rates.sites;
  const watched = watch(medium.kind === "lattice" ? medium.periodic : [], options.from !== undefined);
  const order = orderOf(medium, options, elements);
  const terminals = terminalsOf(medium, options);
  const countSizesAt = checkSizesAt(options.sizesAt, options.order?.length ?? elements, sites);
  return {
    watched,
    sites,
    bonds,
    elements,
    others,
    ordered: options.order !== undefined || options.attack !== undefined,
    plan: () => ({
      topology,
      kind,
      others,
      order: order(),
      terminals: terminals(),
      columns: [],
      watched: eventsOf(watched),
      countSizesAt,
    }),
  };
}

function checkSizesAt(
  sizesAt: readonly number[] | undefined,
  steps: number,
  sites: number,
): readonly number[] | undefined {
  requireMemory(8 * (sizesAt?.length ?? 0) * (sites + 1), "sizesAt");
  sizesAt?.forEach((elements, index) => {
    const low = index === 0 ? 0 : (sizesAt[index - 1] ?? 0) + 1;
    if (elements < low || elements > steps)
      throw badInput(`sizesAt[${index}]`, `an integer in ${low}..${steps}`, elements);
  });
  return sizesAt;
}

/** The two marked sets; both or none are given. */
function terminalsOf(medium: Medium, { from, to }: Pick<CheckedRun, "from" | "to">): () => Terminals | undefined {
  if (from === undefined && to === undefined) return () => undefined;
  if (from === undefined) throw badInput("from", "sites, since to is given", from);
  if (to === undefined) throw badInput("to", "sites, since from is given", to);
  checkSites(from, medium, "from");
  checkSites(to, medium, "to");
  return () => ({ from: sitesOf(from, medium, "from"), to: sitesOf(to, medium, "to") });
}

/** How the order is found: a given one is checked here, that of an attack is found when it is asked for, which takes its time. */
function orderOf(medium: Medium, options: CheckedRun, elements: number): () => Uint32Array | undefined {
  const { kind, order, attack } = options;
  if (order === undefined && attack === undefined) return () => undefined;
  requireRoom(siteCount(medium), elements);
  if (order !== undefined && attack !== undefined) throw badInput("attack", "none, since order is given", attack);
  if (attack === undefined) {
    const checked = order && checkOrder(order, elements, kind, "order");
    return () => checked;
  }
  if (typeof attack !== "string") checkOrder(attack, elements, kind, "attack");
  checkAttack(attack, medium);
  return () => orderOfAttack(attack, medium, kind, elements);
}
