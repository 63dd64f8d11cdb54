import { PercolationError } from "../errors.ts";
import { allocate, readBytes, readNumbers } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import { type Layer, type LayerTargets, layerBytes, widest, wiringBytes, writeLayers } from "./layers.ts";
import { halves } from "./seeds.ts";

/** Trials in a block: the lanes of a word. */
const LANES = 128;

/** Words drawn in one kernel call, about a tenth of a second of them. */
const WORDS_PER_CALL = 2 ** 23;

/** Words that trials may draw before they are refused: some hours. */
const WORD_LIMIT = 2 ** 40;

/** Hears how many trials are done, after each kernel call. */
export type TrialProgress = ((done: number) => void) | undefined;

/** Number of trials 0..trials-1 of `seed` that have an open path. */
export function countOpen(
  layers: readonly Layer[],
  trials: number,
  seed: bigint,
  onProgress?: TrialProgress,
  wordsPerCall: number = WORDS_PER_CALL,
): number {
  return withEngine((engine) => {
    const [records, wiring, work] = allocate(engine, layerBytes(layers), wiringBytes(layers), workBytes(layers));
    writeLayers(engine, layers, records, wiring);
    return runBlocks(engine, layers, { records, work, histogram: 0 }, trials, seed, onProgress, wordsPerCall);
  });
}

/** What trials say of the number of reached neurons. */
export interface ReachCounts {
  /** Trials with an open path. */
  readonly open: number;
  /** Trials by number of reached outputs, 0..outputs. */
  readonly histogram: Float64Array;
  /** Reached neurons of each layer, summed over the trials. */
  readonly reached: Float64Array;
}

/** As {@link countOpen}, with the counts of reached outputs and neurons, at some more cost. */
export function countReached(
  layers: readonly Layer[],
  trials: number,
  seed: bigint,
  onProgress?: TrialProgress,
  wordsPerCall: number = WORDS_PER_CALL,
): ReachCounts {
  return withEngine((engine) => {
    const outputs = layers[layers.length - 1]?.width ?? 0;
    const [records, wiring, histogram, reached, work] = allocate(
      engine,
      layerBytes(layers),
      wiringBytes(layers),
      8 * (outputs + 1),
      8 * layers.length,
      workBytes(layers),
    );
    new Float64Array(engine.memory.buffer, histogram, outputs + 1).fill(0);
    new Float64Array(engine.memory.buffer, reached, layers.length).fill(0);
    const targets = layers.map((_, index): LayerTargets => ({ reached: reached + 8 * index }));
    writeLayers(engine, layers, records, wiring, targets);
    return {
      open: runBlocks(engine, layers, { records, work, histogram }, trials, seed, onProgress, wordsPerCall),
      histogram: readNumbers(engine, histogram, outputs + 1),
      reached: readNumbers(engine, reached, layers.length),
    };
  });
}

/** Bytes of work for the kernel: the sites of a layer, and the reached neurons of two. */
function workBytes(layers: readonly Layer[]): number {
  return 3 * 16 * widest(layers);
}

function tooManyWords(words: number): PercolationError {
  return new PercolationError(
    "too-large",
    `trials: expected so few that at most ${WORD_LIMIT} words of 128 bonds are drawn, got ${words.toPrecision(3)}`,
    { field: "trials" },
  );
}

/** Runs all blocks of the trials, so many a kernel call that progress can be heard; returns the open trials. */
function runBlocks(
  engine: EngineExports,
  layers: readonly Layer[],
  { records, work, histogram }: { records: number; work: number; histogram: number },
  trials: number,
  seed: bigint,
  onProgress: TrialProgress,
  wordsPerCall: number,
): number {
  const [seedLow, seedHigh] = halves(seed);
  const width = widest(layers);
  const allBlocks = Math.ceil(trials / LANES);
  const wordsPerBlock = 1 + bondCount(layers);
  if (allBlocks * wordsPerBlock > WORD_LIMIT) throw tooManyWords(allBlocks * wordsPerBlock);
  const perCall = Math.max(1, Math.floor(wordsPerCall / wordsPerBlock));
  let open = 0;
  for (let block = 0; block < allBlocks; block += perCall) {
    const blocks = Math.min(perCall, allBlocks - block);
    const done = Math.min(trials, (block + blocks) * LANES);
    const lanes = done - (block + blocks - 1) * LANES;
    const [low, high] = halves(BigInt(block));
    open += engine.runBlocks(
      records,
      layers.length,
      width,
      seedLow,
      seedHigh,
      low,
      high,
      blocks,
      lanes,
      work,
      histogram,
    );
    onProgress?.(done);
  }
  return open;
}

/** The masks of one trial, a byte a neuron and a byte a bond, in the layers' own order. */
export interface RawMasks {
  readonly sites: Uint8Array[];
  readonly bonds: Uint8Array[];
}

export function writeMasks(layers: readonly Layer[], trial: number, seed: bigint): RawMasks {
  return withEngine((engine) => {
    const bondCounts = countBondsOfLayers(layers);
    const siteBytes = layers.reduce((sum, layer) => sum + layer.width, 0);
    const bondBytes = bondCounts.reduce((sum, count) => sum + count, 0);
    const [records, wiring, sites, bonds, work] = allocate(
      engine,
      layerBytes(layers),
      wiringBytes(layers),
      siteBytes,
      bondBytes,
      16 * Math.max(widest(layers), ...layers.map(longestList)),
    );
    let site = sites;
    let bond = bonds;
    const targets = layers.map((layer, index): LayerTargets => {
      const target = { siteMasks: site, bondMasks: bond };
      site += layer.width;
      bond += bondCounts[index] ?? 0;
      return target;
    });
    writeLayers(engine, layers, records, wiring, targets);
    const [seedLow, seedHigh] = halves(seed);
    const [low, high] = halves(BigInt(Math.floor(trial / LANES)));
    engine.writeMasks(records, layers.length, seedLow, seedHigh, low, high, trial % LANES, work);
    const read = (pointer: number | undefined, length: number) => readBytes(engine, pointer ?? 0, length);
    return {
      sites: layers.map((layer, index) => read(targets[index]?.siteMasks, layer.width)),
      bonds: bondCounts.slice(1).map((count, index) => read(targets[index + 1]?.bondMasks, count)),
    };
  });
}

/** The most bonds into one neuron of a sparse layer. */
function longestList({ wiring }: Layer): number {
  return wiring
    ? wiring.offsets.reduce((most, end, index, offsets) => Math.max(most, end - (offsets[index - 1] ?? 0)), 0)
    : 0;
}

/** Bonds that exist into the layer at `index`. */
function bondsInto(layers: readonly Layer[], index: number): number {
  const layer = layers[index];
  const before = layers[index - 1];
  if (!layer || !before) return 0;
  return layer.wiring ? layer.wiring.columns.length : layer.width * before.width;
}

/** Bonds into each layer. */
export function countBondsOfLayers(layers: readonly Layer[]): number[] {
  return layers.map((_, index) => bondsInto(layers, index));
}

function bondCount(layers: readonly Layer[]): number {
  return countBondsOfLayers(layers).reduce((sum, bonds) => sum + bonds, 0);
}
