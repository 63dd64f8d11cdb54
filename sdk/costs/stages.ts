import { type Stage, termsOf } from "../engine/blocks.ts";
import { CERTAIN } from "../networks/removal.ts";
import type { Exchangeable } from "../programs/stages.ts";
import { chainUnits } from "./chains.ts";
import type { Outline } from "./outlines.ts";

// Exact solutions of models (sdk/queries/model-survival.ts): those that are chains of layers, and others by the terms that
// are added up. Constants are nanoseconds, fitted to medians of residual networks of 1 to 50 blocks, 4 to 2048 wide.

/** A term of a recursion, one of many that bonds are removed from, of which few count, and a stage. */
const [TERM, RARE_TERM, STAGE] = [8.5, 3, 700];

/** One exact solution. */
export function stagesUnits({ stages, width }: Exchangeable): number {
  const [first] = stages;
  const sites = first?.kind === "thin" ? first.rate : CERTAIN;
  const rest = first?.kind === "thin" ? stages.slice(1) : stages;
  const layers = rest.flatMap((stage): Outline[] => (stage.kind === "layer" ? [stage.layer] : []));
  if (layers.length < rest.length || layers.length === 0) {
    return STAGE * stages.length + (hasRemovedBonds(stages) ? RARE_TERM : TERM) * termsOf(stages, width);
  }
  return chainUnits([{ width, sites, bonds: CERTAIN, repeat: 1 }, ...layers]);
}

/** Whether bonds are removed from the branch of a block. */
function hasRemovedBonds(stages: readonly Stage[]): boolean {
  return stages.some((stage) => {
    if (stage.kind !== "block") return false;
    const branch = stage.branch.some((inner) => inner.kind === "layer" && inner.layer.bonds.drop > 0);
    return branch || stage.last.bonds.drop > 0 || hasRemovedBonds(stage.branch);
  });
}
