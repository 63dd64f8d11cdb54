import { PercolationError } from "../errors.ts";
import { readBytes, readNumbers } from "./arena.ts";
import { withEngine } from "./instance.ts";
import { type LayoutOptions, layOutProgram, type Operation, type Total } from "./programs.ts";
import { halves } from "./seeds.ts";

/** Trials in a block: the lanes of a word. */
const LANES = 128;

/** Words worked on in one kernel call, about a tenth of a second of them. */
const WORDS_PER_CALL = 2 ** 23;

/** Words that trials may take before they are refused: some hours. */
const WORD_LIMIT = 2 ** 40;

/** Samples of steps that are gone through before they are refused. */
const SAMPLE_LIMIT = 2 ** 31;

/** Hears how many trials are done, after each kernel call. */
export type TrialProgress = ((done: number) => void) | undefined;

/** A program, where its blocks stand, and what it costs. */
export interface Runnable extends LayoutOptions {
  readonly operations: readonly Operation[];
  /** Words that a block of trials works on at most. */
  readonly work: number;
}

/** What trials count. */
export interface Counts {
  /** Trials with an open path. */
  readonly open: number;
  /** What was added to each total. */
  readonly totals: ReadonlyMap<Total, Float64Array>;
}

/** Runs trials 0..trials-1 of `seed`, so many a kernel call that progress can be heard. */
export function runTrials(
  runnable: Runnable,
  trials: number,
  seed: bigint,
  onProgress?: TrialProgress,
  wordsPerCall: number = WORDS_PER_CALL,
): Counts {
  const allBlocks = Math.ceil(trials / LANES);
  if (allBlocks * runnable.work > WORD_LIMIT) throw tooManyWords(allBlocks * runnable.work);
  const perCall = Math.max(1, Math.floor(wordsPerCall / runnable.work));
  const [seedLow, seedHigh] = halves(seed);
  return withEngine((engine) => {
    const { ops, count, totals } = layOutProgram(engine, runnable.operations, runnable);
    let open = 0;
    for (let block = 0; block < allBlocks; block += perCall) {
      const blocks = Math.min(perCall, allBlocks - block);
      const done = Math.min(trials, (block + blocks) * LANES);
      const lanes = done - (block + blocks - 1) * LANES;
      const [low, high] = halves(BigInt(block));
      open += engine.runProgram(ops, count, seedLow, seedHigh, low, high, blocks, lanes, 0);
      onProgress?.(done);
    }
    const read = [...totals].map(([total, at]) => [total, readNumbers(engine, at, total.length)] as const);
    return { open, totals: new Map(read) };
  });
}

function tooManyWords(words: number): PercolationError {
  return new PercolationError(
    "too-large",
    `trials: expected so few that at most ${WORD_LIMIT} words of 128 bonds are drawn, got ${words.toPrecision(3)}`,
    { field: "trials" },
  );
}

function tooManySamples(samples: number): PercolationError {
  const message = `batch: expected so few samples that trials x batch is at most ${SAMPLE_LIMIT}, got ${samples}; ask for fewer trials`;
  return new PercolationError("too-large", message, { field: "batch" });
}

/** The masks of one trial, a byte a drawn word: of each operation that draws, in its own order. */
export function writeMasks(runnable: Runnable, trial: number, seed: bigint): Map<Operation, Uint8Array> {
  return withEngine((engine) => {
    const { ops, count, masks } = layOutProgram(engine, runnable.operations, { ...runnable, masked: true });
    const [seedLow, seedHigh] = halves(seed);
    const [low, high] = halves(BigInt(Math.floor(trial / LANES)));
    engine.writeMasks(ops, count, seedLow, seedHigh, low, high, trial % LANES);
    const read = [...masks].map(
      ([operation, { pointer, length }]) => [operation, readBytes(engine, pointer, length)] as const,
    );
    return new Map(read);
  });
}

/** Steps of `batch` samples each, trials in a row, of which at least one has an open path. */
export function countOpenSteps(
  runnable: Runnable,
  steps: number,
  batch: number,
  seed: bigint,
  onProgress?: TrialProgress,
): number {
  const trials = steps * batch;
  if (trials > SAMPLE_LIMIT) throw tooManySamples(trials);
  const allBlocks = Math.ceil(trials / LANES);
  if (allBlocks * runnable.work > WORD_LIMIT) throw tooManyWords(allBlocks * runnable.work);
  const perCall = Math.max(1, Math.min(2 ** 16, Math.floor(WORDS_PER_CALL / runnable.work)));
  const [seedLow, seedHigh] = halves(seed);
  return withEngine((engine) => {
    const { ops, count, open } = layOutProgram(engine, runnable.operations, { ...runnable, openWords: perCall });
    let [openSteps, last] = [0, -1];
    for (let block = 0; block < allBlocks; block += perCall) {
      const blocks = Math.min(perCall, allBlocks - block);
      const lanes = Math.min(trials, (block + blocks) * LANES) - (block + blocks - 1) * LANES;
      const [low, high] = halves(BigInt(block));
      engine.runProgram(ops, count, seedLow, seedHigh, low, high, blocks, lanes, open);
      readBytes(engine, open, 16 * blocks).forEach((byte, index) => {
        for (let rest = byte; rest !== 0; rest &= rest - 1) {
          const step = Math.floor((block * LANES + 8 * index + 31 - Math.clz32(rest & -rest)) / batch);
          if (step !== last) openSteps++;
          last = step;
        }
      });
      onProgress?.(Math.floor(Math.min(trials, (block + blocks) * LANES) / batch));
    }
    return openSteps;
  });
}
