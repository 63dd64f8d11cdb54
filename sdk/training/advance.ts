import { badInput } from "../errors.ts";
import { layersOf } from "../networks/network.ts";
import { pause, type Steps } from "../sampling/sampler.ts";
import { checkControl } from "../workers/control.ts";
import { drive } from "../workers/drive.ts";
import { joinReports, type StepReports } from "./reports.ts";
import { MOST_STEPS, Trainer } from "./trainer.ts";

/** How training that takes its time is watched and ended. */
export interface TrainingControl {
  /** Ends the work when it aborts, behind a whole step: the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how many steps, examples or trials of how many are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Work between two pauses, some hundredths of a second, in multiplications that are done two at a time. */
const PIECE = 2 ** 27;
/** What a number takes that is brought to the kernel and back, so that it is a small part of a piece. */
const PER_NUMBER = 64;
/** What a step takes besides its weights: for itself, and for each neuron of each sample. */
const [PER_STEP, PER_NEURON] = [4096, 64];
/** What a weight of a sample takes: forward, backward and the update; and where masks of weights are drawn. */
const [PER_WEIGHT, PER_MASKED_WEIGHT] = [3, 64];

/** Steps between two pauses: by work and not by clocks, so that they are the same everywhere. */
function stepsPerPiece(trainer: Trainer): number {
  const layers = layersOf(trainer.network);
  let [weights, work, neurons, before] = [0, 0, 0, 0];
  for (const { width, repeat, bonds } of layers) {
    const here = width * before + (repeat - 1) * width * width;
    weights += here;
    work += here * (bonds.drop > 0 ? PER_MASKED_WEIGHT : PER_WEIGHT);
    neurons += repeat * width;
    before = width;
  }
  const batch = trainer.samplesOf(trainer.step).length;
  const copied = weights + trainer.sampleCount * ((layers[0]?.width ?? 0) + before);
  const perStep = PER_STEP + batch * (work + PER_NEURON * neurons);
  return Math.max(1, Math.floor(Math.max(PIECE, PER_NUMBER * copied) / perStep));
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
  if (!(trainer instanceof Trainer)) throw badInput("trainer", "one from createTrainer or resumeTrainer", trainer);
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
