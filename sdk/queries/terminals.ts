import * as v from "valibot";
import type { WalkPlan } from "../engine/walks.ts";
import { badInput } from "../errors.ts";
import { name } from "../networks/check.ts";
import { type Medium, topologyOf } from "../networks/medium.ts";
import { ratesOf } from "../networks/rates.ts";
import { type SiteSet, siteSet, sitesOf } from "../networks/sites.ts";

/** Between which sites of a lattice or graph a path is looked for. */
export interface TerminalOptions {
  /** Where paths begin: numbers or labels of sites, or a plane of a lattice. */
  readonly from?: SiteSet;
  /** Where paths end. */
  readonly to?: SiteSet;
  /** Which of these sites are never removed; both unless given. */
  readonly spare?: "both" | "from" | "to" | "none";
}

export const terminalFields = {
  from: v.optional(siteSet),
  to: v.optional(siteSet),
  spare: v.optional(name("both", "from", "to", "none")),
};

/** {@link TerminalOptions} after checking. */
export interface CheckedTerminals {
  readonly from?: SiteSet | undefined;
  readonly to?: SiteSet | undefined;
  readonly spare?: "both" | "from" | "to" | "none" | undefined;
}

/** Refuses terminals for layered networks, which have inputs and outputs. */
export function refuseTerminals(options: CheckedTerminals): void {
  for (const field of ["from", "to", "spare"] as const) {
    if (options[field] !== undefined) throw badInput(field, "none for a layered network", options[field]);
  }
}

/** How paths are walked on a checked lattice or graph. */
export function planWalk(medium: Medium, { from, to, spare = "both" }: CheckedTerminals): WalkPlan {
  if (from === undefined) throw badInput("from", "the sites where paths begin", from);
  if (to === undefined) throw badInput("to", "the sites where paths end", to);
  return {
    topology: topologyOf(medium),
    terminals: { from: sitesOf(from, medium, "from"), to: sitesOf(to, medium, "to") },
    ...ratesOf(medium),
    spared: { from: spare === "both" || spare === "from", to: spare === "both" || spare === "to" },
  };
}

/** Those of the options that were given, with defaults. */
export function givenOf({ from, to, spare = "both" }: CheckedTerminals): TerminalOptions {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), spare };
}
