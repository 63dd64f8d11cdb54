import { PercolationError } from "../errors.ts";
import { readBytes, readNumbers } from "./arena.ts";
import { withEngine } from "./instance.ts";
import { type LayoutOptions, layOutProgram, type Operation, type Total } from "./programs.ts";
import { forBlocks, LANES, type Range, type RangeProgress } from "./range.ts";
import { halves } from "./seeds.ts";

/** Words worked on in one kernel call, about a tenth of a second of them. */
const WORDS_PER_CALL = 2 ** 23;

/** Words that trials may take before they are refused: some hours. */
const WORD_LIMIT = 2 ** 40;

/** Samples of steps that are gone through before they are refused. */
const SAMPLE_LIMIT = 2 ** 31;

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

/** Refuses more trials than can be gone through. */
export function requireWords({ work }: Pick<Runnable, "work">, trials: number): void {
  const words = Math.ceil(trials / LANES) * work;
  if (words > WORD_LIMIT) throw tooManyWords(words);
}

/** Blocks of trials that a kernel call goes through. */
export function blocksPerCall({ work }: Pick<Runnable, "work">, wordsPerCall: number = WORDS_PER_CALL): number {
  return Math.max(1, Math.floor(wordsPerCall / work));
}

/** Runs trials of `seed`, so many a kernel call that progress can be heard. */
export function runTrials(
  runnable: Runnable,
  trials: Range,
  seed: bigint,
  onProgress?: RangeProgress,
  perCall: number = blocksPerCall(runnable),
): Counts {
  const [seedLow, seedHigh] = halves(seed);
  return withEngine((engine) => {
    const { ops, count, totals } = layOutProgram(engine, runnable.operations, runnable);
    let open = 0;
    forBlocks(
      trials,
      perCall,
      (blocks) => {
        const [low, high] = halves(BigInt(blocks.first));
        open += engine.runProgram(ops, count, seedLow, seedHigh, low, high, blocks.count, blocks.lanes, 0);
      },
      onProgress,
    );
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

/** Refuses more steps of `batch` samples than can be gone through. */
export function requireSamples(runnable: Runnable, steps: number, batch: number): void {
  if (steps * batch > SAMPLE_LIMIT) throw tooManySamples(steps * batch);
  requireWords(runnable, steps * batch);
}

/** Steps of `batch` samples each, trials in a row, of which at least one has an open path; they begin with a block. */
export function countOpenSteps(
  runnable: Runnable,
  steps: Range,
  batch: number,
  seed: bigint,
  onProgress?: RangeProgress,
): number {
  const perCall = Math.min(2 ** 16, blocksPerCall(runnable));
  const [seedLow, seedHigh] = halves(seed);
  return withEngine((engine) => {
    const { ops, count, open } = layOutProgram(engine, runnable.operations, { ...runnable, openWords: perCall });
    let [openSteps, last] = [0, -1];
    forBlocks(
      { first: steps.first * batch, count: steps.count * batch },
      perCall,
      (blocks) => {
        const [low, high] = halves(BigInt(blocks.first));
        engine.runProgram(ops, count, seedLow, seedHigh, low, high, blocks.count, blocks.lanes, open);
        readBytes(engine, open, 16 * blocks.count).forEach((byte, index) => {
          for (let rest = byte; rest !== 0; rest &= rest - 1) {
            const step = Math.floor((blocks.first * LANES + 8 * index + 31 - Math.clz32(rest & -rest)) / batch);
            if (step !== last) openSteps++;
            last = step;
          }
        });
      },
      onProgress && ((done) => onProgress(Math.floor(done / batch))),
    );
    return openSteps;
  });
}
