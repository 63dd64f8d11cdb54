import { refuse } from "../networks/medium.lean.ts";
import type * as walks from "./walks.ts";

// In the place of walks.ts, where lattices and graphs are left out to save their size.
export const sampleWalks: typeof walks.sampleWalks = refuse;
export const sampleInvasions: typeof walks.sampleInvasions = refuse;
