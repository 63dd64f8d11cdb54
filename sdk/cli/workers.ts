import { show } from "../errors.ts";
import type { FlagValue } from "../flags/flags.ts";
import { usageError } from "../flags/values.ts";
import { countProcessors } from "../workers/host.ts";

/** How many workers `--workers` asks for: as many as there are processors unless given. */
export function checkWorkers(given: FlagValue | undefined): number {
  if (given === undefined) return countProcessors();
  if (typeof given === "number" && Number.isInteger(given) && given >= 1 && given <= 1024) return given;
  throw usageError(`--workers: expected an integer in 1..1024, got ${show(given)}`);
}
