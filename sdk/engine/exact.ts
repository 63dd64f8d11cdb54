import { PercolationError } from "../errors.ts";
import { allocate, readNumbers } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import { type Layer, layerBytes, widest, writeLayers } from "./layers.ts";

/** Natural logarithms of P(open path) and P(no open path). */
export interface LogSurvival {
  readonly logOpen: number;
  readonly logCut: number;
}

/** Terms the exact methods may add up before they refuse: some tens of seconds. */
const TERM_LIMIT = 2e10;

/** Runs from this length on are watched for having settled: SHORT in assembly/exact/chain.ts. */
const LONG_RUN = 200;

/** Layers of a deep run that may be walked one by one before it has to have settled. */
function runBudget(width: number): number {
  return Math.max(64, Math.floor(TERM_LIMIT / (4 * (width + 1) * band(width))));
}

/** Rough number of terms a step sums for one number of reached neurons. */
function band(width: number): number {
  return Math.min(width + 1, 30 + 12 * Math.sqrt(width));
}

function refuseIfTooLong(layers: readonly Layer[]): void {
  let terms = 0;
  for (let index = 1; index < layers.length; index++) {
    const layer = layers[index] as Layer;
    const before = layers[index - 1] as Layer;
    // Without removal of bonds all rows of a layer are one. A long run settles, or ends with its budget.
    const rows = layer.bonds.drop > 0 ? before.width + 1 : 1;
    const steps = layer.repeat < LONG_RUN ? layer.repeat : 1;
    terms += 2 * steps * (rows * band(layer.width) + 20 * (before.width + layer.width));
  }
  if (terms > TERM_LIMIT) throw tooLong(`about ${terms.toPrecision(2)} terms`);
}

function tooLong(need: string): PercolationError {
  return new PercolationError(
    "too-large",
    `network: expected one whose exact chain sums at most ${TERM_LIMIT} terms, got one that needs ${need}; ask for method "monte-carlo" or a smaller network`,
    { field: "network" },
  );
}

/** Lays out what an exact kernel needs and hands it the pointers. */
function withLayers<T>(
  layers: readonly Layer[],
  resultLength: number,
  workBytes: (engine: EngineExports, width: number) => number,
  use: (engine: EngineExports, at: { layers: number; result: number; work: number; widest: number }) => T,
): T {
  return withEngine((engine) => {
    const width = widest(layers);
    const [records, result, work] = allocate(engine, layerBytes(layers), 8 * resultLength, workBytes(engine, width));
    writeLayers(engine, layers, records);
    return use(engine, { layers: records, result, work, widest: width });
  });
}

/** Exact path probability of fully connected layers, by the chain on the number of reached neurons. */
export function solveChain(layers: readonly Layer[]): LogSurvival {
  refuseIfTooLong(layers);
  const carried = (engine: EngineExports, width: number) => engine.carriedBytes(width);
  return withLayers(layers, 2, carried, (engine, at) => {
    if (!engine.solveChain(at.layers, layers.length, at.widest, runBudget(at.widest), at.result, at.work)) {
      throw tooLong("more than that before its deep run settles");
    }
    const [logOpen = Number.NaN, logCut = Number.NaN] = readNumbers(engine, at.result, 2);
    return { logOpen, logCut };
  });
}

/** Smallest number of hidden layers whose path probability is below `level`; layers are inputs, hidden, outputs. */
export function findDepth(layers: readonly Layer[], level: number): LogSurvival & { depth: number; logDepth: number } {
  refuseIfTooLong(layers);
  const carried = (engine: EngineExports, width: number) => engine.carriedBytes(width);
  return withLayers(layers, 4, carried, (engine, at) => {
    if (!engine.findDepth(at.layers, at.widest, level, runBudget(at.widest), at.result, at.work)) {
      throw tooLong("more than that before its depth is found");
    }
    const [depth = Number.NaN, logOpen = Number.NaN, logCut = Number.NaN, logDepth = Number.NaN] = readNumbers(
      engine,
      at.result,
      4,
    );
    return { depth, logDepth, logOpen, logCut };
  });
}

/** The law of the number of reached neurons, going forward. */
export interface ReachLaw {
  /** P(j outputs are reached, given that some are), for j = 1..outputs. */
  readonly distribution: Float64Array;
  /** Expected share of reached neurons of each layer, runs unrolled. */
  readonly shares: Float64Array;
}

export function solveLaw(layers: readonly Layer[], shareCount: number): ReachLaw {
  const outputs = layers[layers.length - 1]?.width ?? 0;
  const forward = (_: EngineExports, width: number) => 16 * (width + 1);
  return withLayers(layers, outputs + shareCount, forward, (engine, at) => {
    const shares = at.result + 8 * outputs;
    const budget = runBudget(at.widest);
    if (!engine.solveLaw(at.layers, layers.length, at.widest, budget, at.result, shares, shareCount, at.work)) {
      throw tooLong("more than that before its deep run settles");
    }
    return {
      distribution: readNumbers(engine, at.result, outputs),
      shares: readNumbers(engine, shares, shareCount),
    };
  });
}

/** log E N and log (E N^2 / (E N)^2) of the number N of open paths. */
export function solvePaths(layers: readonly Layer[]): { logMean: number; logRatio: number } {
  return withLayers(
    layers,
    2,
    () => 0,
    (engine, at) => {
      engine.solvePaths(at.layers, layers.length, at.result);
      const [logMean = Number.NaN, logRatio = Number.NaN] = readNumbers(engine, at.result, 2);
      return { logMean, logRatio };
    },
  );
}
