import { PercolationError } from "../errors.ts";

/** Says why the engine cannot start here. */
export function unavailable(reason: string, cause?: unknown): PercolationError {
  return new PercolationError("engine-unavailable", `engine: expected a runtime that can start it, but ${reason}`, {
    field: "engine",
    cause,
  });
}
