import type * as media from "./medium.ts";
import { refuseKind } from "./models.lean.ts";

// In the place of medium.ts, where lattices and graphs are left out to save their size.

/** What every use of a lattice or graph comes to. */
export const refuse = (): never => refuseKind("a lattice or graph");

export const checkMedium: typeof media.checkMedium = refuse;
export const topologyOf: typeof media.topologyOf = refuse;
