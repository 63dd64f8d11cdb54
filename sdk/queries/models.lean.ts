import { refuse } from "../networks/models.lean.ts";
import { leftOut } from "./left-out.lean.ts";
import type * as models from "./models.ts";

// In the place of models.ts, where networks of layers of any kind are left out to save their size.
export const surviveNetwork: typeof models.surviveNetwork = refuse;
export const reachModel: typeof models.reachModel = refuse;
export const maskLayers: typeof models.maskLayers = refuse;
export const sampleSteps: typeof models.sampleSteps = refuse;
export const inspectQuestion: typeof models.inspectQuestion = leftOut("inspect");
