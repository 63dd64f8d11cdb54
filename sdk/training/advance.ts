import { badInput } from "../errors.ts";
import { layersOf } from "../networks/network.ts";
import { pause, type Steps } from "../sampling/sampler.ts";
import { type Control, checkControl } from "../workers/control.ts";
import { drive } from "../workers/drive.ts";
import { joinReports } from "./reports.ts";
import { MOST_STEPS, type StepReports, type Trainer } from "./trainer.ts";

/** How training that takes its time is watched and ended. */
export type TrainingControl = Pick<Control, "signal" | "onProgress">;

/** Multiplications and additions between two pauses: some hundredths of a second. */
const PIECE = 2 ** 24;
/** Bringing data to the kernel and back may take a small part of a piece. */
const PER_COPY = 8;

/** Steps between two pauses: as many for all runtimes, by work and not by clocks. */
function stepsPerPiece(trainer: Trainer): number {
  const layers = layersOf(trainer.network);
  const weights = layers.reduce((sum, { width, repeat }, index) => {
    const before = index === 0 ? 0 : (layers[index - 1]?.width ?? 0);
    return sum + width * before + (repeat - 1) * width * width;
  }, 0);
  const batch = trainer.samplesOf(trainer.step).length;
  const copied = weights + trainer.sampleCount * ((layers[0]?.width ?? 0) + (layers.at(-1)?.width ?? 0));
  return Math.max(1, Math.floor(Math.max(PIECE, PER_COPY * copied) / (3 * weights * batch)));
}

/** Trains so many steps more with pauses in between; `total` of a longer work, `before` of which are done. */
export function* advanceSteps(
  trainer: Trainer,
  steps: number,
  hear: (reports: StepReports) => void,
  { before = 0, total = steps }: { before?: number; total?: number } = {},
): Steps<void> {
  const [start, piece] = [trainer.step, stepsPerPiece(trainer)];
  do {
    const left = start + steps - trainer.step;
    const reports = trainer.advance(Math.min(left, piece));
    hear(reports);
    yield* pause(before + trainer.step - start, total);
    if (reports.divergedAt !== undefined) return;
  } while (trainer.step < start + steps);
}

/**
 * Trains so many steps more, and lets other work go on in between: with the bits of `trainer.advance(steps)`, whatever
 * happens meanwhile. When it is ended before, the trainer stands behind a whole step, from where it may go on.
 *
 * @param trainer - From `createTrainer` or `resumeTrainer`. Nobody else may advance it before the promise is settled.
 * @param steps - 0..4194304.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps are done.
 * @throws PercolationError as `advance`, by a promise that is rejected.
 *
 * @example
 * import { rectangular } from "percolation";
 * import { advanceAsync, createTrainer } from "percolation/training";
 * const data = { inputs: [[1, 0]], targets: [[0, 1]] };
 * const trainer = createTrainer(rectangular({ width: 2, depth: 3 }, { dropSites: 0.5 }), data);
 * const reports = await advanceAsync(trainer, 100);
 * reports.loss.length; // => 100
 */
export async function advanceAsync(
  trainer: Trainer,
  steps: number,
  control: TrainingControl = {},
): Promise<StepReports> {
  if (!Number.isInteger(steps) || steps < 0 || steps > MOST_STEPS) {
    throw badInput("steps", `an integer in 0..${MOST_STEPS}`, steps);
  }
  const parts: StepReports[] = [];
  await watch(() => advanceSteps(trainer, steps, (reports) => parts.push(reports)), control);
  return joinReports(parts);
}

/** Takes steps of work that draws no samples of queries, and lets other work go on between them. */
export async function watch<T>(begin: () => Steps<T>, control: TrainingControl): Promise<T> {
  const { signal, onProgress } = checkControl(control, "control");
  signal?.throwIfAborted();
  return drive(begin(), () => Promise.reject(new Error("training draws no trials of queries")), { signal, onProgress });
}
