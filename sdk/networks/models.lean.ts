import { PercolationError } from "../errors.ts";
import type * as models from "./models.ts";

// In the place of models.ts, where networks of layers of any kind are left out to save their size.

/** Refuses a kind of network that a build has left out. */
export function refuseKind(kind: string): never {
  const message = `network.kind: expected "layered" or "rectangular" in this build, got ${kind}`;
  throw new PercolationError("unsupported-model", message, { field: "network.kind" });
}

/** What every use of a model comes to. */
export const refuse = (): never => refuseKind("a model");

export const checkModel: typeof models.checkModel = refuse;
export const resolveModel: typeof models.resolveModel = refuse;
export const toLayered: typeof models.toLayered = refuse;
