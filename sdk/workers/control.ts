import { badInput } from "../errors.ts";
import { asObject } from "../networks/check.ts";
import type { Progress } from "../sampling/solve.ts";

/** How work that takes its time is watched and ended. */
export interface Control {
  /** Ends the work when it aborts: the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Ends the work when it aborts, with the answer of what is done by then: that of the same query with so many `trials`
   * or `runs`, to the last bit; of an inspection with fewer, since it draws its trials again and again. Rejected with its
   * reason when nothing is done yet.
   */
  readonly stop?: AbortSignal | undefined;
  /** Hears how many trials, runs or points of how many are done. */
  readonly onProgress?: Progress | undefined;
}

/** Refuses what cannot watch or end anything, before there is any work. */
export function checkControl<T extends Control>(control: T, field: string): T {
  const { signal, stop, onProgress } = asObject(control, field);
  for (const [name, given] of Object.entries({ signal, stop })) {
    if (given !== undefined && !(given instanceof AbortSignal)) throw badInput(name, "an AbortSignal", given);
  }
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw badInput("onProgress", "a function", onProgress);
  return control;
}

/** Lets other work of this thread go on, timers and messages included. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
