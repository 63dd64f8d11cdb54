import { isRemoval, type ResolvedModel } from "../networks/model/model.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { passedByAll, usedLayers } from "../programs/segments.ts";
import { groupsOf } from "../programs/steps/removals.ts";
import { type SketchedLayer, sumBlocks, sumCompiled } from "./model-sketches.ts";
import { sketchBack } from "./sketch-back.ts";
import { drawUnits } from "./sketch-bonds.ts";
import type { Tally } from "./sketches.ts";

// The program of an inspection in outline (sdk/programs/inspection.ts): both ways through the layers, once more around
// every residual branch, and what is counted. Constants are nanoseconds, fitted to medians of blocks of models of 2 to 230
// layers.

/** An operation that counts, put together. */
const COMPILED = 2500;
/** A layer's part in whether others are passed by all: for each that removes. */
const PASSED = 3;
/** A group that conducts: found, and counted; and the numbers of all trials. */
const [GROUP, SORTED, NUMBERED] = [1.2, 4, 900];
/** A bond that conducts, at one position; and counted. */
const [CONDUCTED, COUNTED_BOND] = [1.6, 5];
/** A word of a layer's counts of elements, and those counts. */
const [WORD, COUNTS] = [9, 350];
/** A word of a dense layer's pairs, and the numbers of all its trials. */
const [PAIR, PAIRED] = [3, 7000];

/** What an inspection takes: in every block, and once; with its elements counted and without. */
export interface InspectionTally {
  readonly conducted: Tally;
  readonly counted: Tally;
}

/** The program of an inspection. O(layers). */
export function sketchInspection(model: ResolvedModel, layers: readonly SketchedLayer[]): InspectionTally {
  const back = sketchBack(model, layers);
  const behind = sumsBehind(layers);
  const conducted: Tally = {
    block: sumBlocks(layers) + sumBlocks(back),
    compile: 3 * sumCompiled(layers) + sumCompiled(back),
  };
  const counted: Tally = { block: 0, compile: 0 };
  const passed = passedByAll(model, usedLayers(model));
  const lasts = lastsOfBranches(model);
  const around = new Set<number>();
  layers.forEach(({ out, bonds }, index) => {
    const layer = model.network.layers[index];
    const { reaching } = back[index] ?? { reaching: out };
    const words = Math.max(out.words, reaching.words);
    if (layer && isRemoval(layer)) {
      const groups = product(groupsOf(layer, out.shape).sizes);
      conducted.block += GROUP * Math.max(words, groups) + SORTED * groups + NUMBERED;
    } else if (bonds) {
      const each = bonds.listed === undefined ? bonds.fanIn : bonds.listed / Math.max(1, bonds.outputs);
      const positions = product(out.shape) / Math.max(1, bonds.outputs);
      const visited = positions * bonds.fanIn * CONDUCTED;
      conducted.block += bonds.outputs * (each * (drawUnits(bonds.rate) + COUNTED_BOND) + visited) + NUMBERED;
    }
    if ((layer && isRemoval(layer)) || bonds) {
      conducted.compile += 3 * COMPILED + PASSED * layers.length;
      const last = lasts[index] ?? index;
      if (!passed[last]) around.add(last);
    }
    counted.block += WORD * words + COUNTS;
    counted.compile += 5 * COMPILED;
    if (layer?.type === "dense" && !bonds && out.shape.length === 1) {
      const inputs = product(model.shapes[model.sources[index]?.[0] ?? 0] ?? []);
      counted.block += PAIR * (inputs + layer.units) + PAIRED;
    }
  });
  for (const last of around) {
    conducted.block += behind.block[last] ?? 0;
    conducted.compile += behind.compile[last] ?? 0;
  }
  counted.block += conducted.block;
  counted.compile += conducted.compile;
  return { conducted, counted };
}

/** Of each layer what those behind it take. */
function sumsBehind(layers: readonly SketchedLayer[]): { block: Float64Array; compile: Float64Array } {
  const [block, compile] = [new Float64Array(layers.length), new Float64Array(layers.length)];
  for (let index = layers.length - 2; index >= 0; index--) {
    const next = layers[index + 1] as SketchedLayer;
    block[index] = (block[index + 1] ?? 0) + next.block;
    compile[index] = (compile[index + 1] ?? 0) + next.compile;
  }
  return { block, compile };
}

/** Of each layer the last to which what it puts out goes and nothing else does. */
function lastsOfBranches({ sources, outputs }: ResolvedModel): number[] {
  const readers = sources.map((): number[] => []);
  sources.forEach((read, reader) => {
    for (const source of read) readers[source]?.push(reader);
  });
  const isOutput = new Set(outputs);
  const lasts: number[] = [];
  for (let index = sources.length - 1; index >= 0; index--) {
    const [only, ...more] = readers[index] ?? [];
    const isLast = only === undefined || more.length > 0 || isOutput.has(index) || (sources[only]?.length ?? 0) > 1;
    lasts[index] = isLast ? index : (lasts[only] ?? only);
  }
  return lasts;
}
