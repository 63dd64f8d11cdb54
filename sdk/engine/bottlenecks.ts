import { PercolationError } from "../errors.ts";
import { allocate, requireResults } from "./arena.ts";
import { withEngine } from "./instance.ts";
import { countBondsOfLayers, type Layer, layerBytes, widest, wiringBytes, writeLayers } from "./layers.ts";
import type { Range, RangeProgress } from "./range.ts";
import { halves } from "./seeds.ts";

/** Bonds gone through before trials are refused: some hours. */
const BOND_LIMIT = 2 ** 42;

/** Uniform numbers drawn at a time, see assembly/reach/bottleneck.ts. */
const CHUNK = 512;

/** Bonds gone through in about a tenth of a second. */
const BONDS_PER_CALL = 2 ** 24;

/** Refuses more trials than can be gone through one by one. */
export function requireBottlenecks(layers: readonly Layer[], trials: number): void {
  requireResults(trials, "trials");
  const work = trials * countAllBonds(layers);
  if (work <= BOND_LIMIT) return;
  throw new PercolationError(
    "too-large",
    `trials: expected so few that at most ${BOND_LIMIT} bonds are gone through, got ${work.toPrecision(3)}`,
    { field: "trials" },
  );
}

/** Trials, one by one, of about a tenth of a second. */
export function bottlenecksPerCall(layers: readonly Layer[]): number {
  return Math.max(1, Math.floor(BONDS_PER_CALL / countAllBonds(layers)));
}

function countAllBonds(layers: readonly Layer[]): number {
  return countBondsOfLayers(layers).reduce((sum, count) => sum + count, 0);
}

/** As `invadeTrials` of walks.ts, between the inputs and outputs of a layered network. */
export function solveBottlenecks(
  layers: readonly Layer[],
  of: "sites" | "bonds",
  trials: Range,
  seed: bigint,
  onProgress?: RangeProgress,
): Float64Array {
  const bonds = countBondsOfLayers(layers);
  return withEngine((engine) => {
    const width = widest(layers);
    const masked = of === "sites" && layers.some((layer) => layer.bonds.drop > 0);
    const [records, wiring, scratch] = allocate(
      engine,
      layerBytes(layers),
      wiringBytes(layers),
      2 * (8 * width + 16) +
        8 * CHUNK +
        16 * Math.ceil(width / 128) +
        (masked ? 16 * Math.ceil(Math.max(...bonds) / 128) : 0),
    );
    writeLayers(engine, layers, records, wiring);
    const found = new Float64Array(trials.count);
    for (let trial = 0; trial < trials.count; trial++) {
      const address = [...halves(seed), ...halves(BigInt(trials.first + trial))] as const;
      found[trial] =
        engine.solveBottleneck(records, layers.length, width, Number(of === "bonds"), ...address, scratch) - 1;
      if (trial % 64 === 63 || trial === trials.count - 1) onProgress?.(trial + 1);
    }
    return found;
  });
}
