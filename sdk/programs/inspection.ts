import type { Block, Operation, Total } from "../engine/programs.ts";
import type { Runnable } from "../engine/sampling.ts";
import type { ModelLayer } from "../networks/model/layer-types.ts";
import { isRemoval, type ResolvedModel } from "../networks/model/model.ts";
import { Assembler } from "./assembler.ts";
import { followBackward } from "./backward.ts";
import { followForward, withoutLayer } from "./forward.ts";
import { foldPadding } from "./padding.ts";
import { addCount, addOpen, assemble, bondsOf, MOST_BINS } from "./program.ts";
import { readAll } from "./readings.ts";
import type { Step } from "./step.ts";
import { groupsOf } from "./steps/removals.ts";
import { stepRules } from "./steps.ts";
import { relabel, type Tensor } from "./tensor.ts";

/** What is counted about a layer that removes, or whose weights may be removed or missing. */
export interface Conduction {
  /**
   * Trials by the number of groups of elements, or of weights, that lead from reached to reaching: without all of which no
   * path is left. Trials in which a path goes around the layer count as 0. The last bin has all higher numbers.
   */
  readonly histogram: Total;
  /** Where `histogram` begins in its total. */
  readonly start: number;
  /** Trials in which a path goes around the layer; undefined where none can. */
  readonly around: Total | undefined;
  /** Weights: how often one survives and leads from reached to reaching, in the first number of the histogram's total. */
  readonly countsWeights: boolean;
}

/** What is counted besides what single layers conduct. */
export interface InspectionOptions {
  /** Elements that are reached, that reach the outputs, and both. */
  readonly countsElements: boolean;
}

/** The counts of a program that inspects; those of elements are empty unless asked for. */
export interface Inspection {
  readonly runnable: Runnable;
  readonly reached: readonly Total[];
  readonly reaching: readonly Total[];
  readonly effective: readonly Total[];
  /** Channels of which some element is effective. */
  readonly channels: readonly Total[];
  readonly conductions: ReadonlyMap<number, Conduction>;
  /** Dense layers on vectors whose weights are all there: weights that lead from reached to reaching. */
  readonly pairs: ReadonlyMap<number, Total>;
}

/** The program that goes through a model both ways, and counts what each layer's part in it is. */
export function inspectionOf(given: ResolvedModel, { countsElements }: InspectionOptions): Inspection {
  const model = foldPadding(given);
  const assembler = new Assembler();
  const steps = followForward(model, assembler, { isInspected: true });
  addOpen(assembler, outputsOf(model, steps));
  const reaching = followBackward(model, steps, assembler);
  reachPadding(given, model, steps, reaching, assembler);
  const conductions = new Map<number, Conduction>();
  const numbers = new Map<Block, number>();
  const numberOf = (block: Block): number => {
    const number = numbers.get(block) ?? numbers.size;
    numbers.set(block, number);
    return number;
  };
  const arounds = new Map<number, Around | undefined>();
  const readers = readersOf(model);
  model.network.layers.forEach((layer, index) => {
    const step = steps[index] as Step;
    const around = () => aroundLayer(model, steps, lastOfBranch(index, model, readers), assembler, arounds);
    if (isRemoval(layer)) {
      const before = steps[model.sources[index]?.[0] ?? 0]?.reached as Tensor;
      const groups = conductingGroups(assembler, layer, both(assembler, before, reaching[index] as Tensor));
      conductions.set(index, countGroups(assembler, groups, around()));
    } else if (step.across) {
      conductions.set(index, countBonds(assembler, step.across(reaching[index] as Tensor), around()));
    }
  });
  const all = countsElements ? steps.map((_, index) => index) : [];
  const known = new Map<string, Tensor>();
  /** Layers that only pass on share their words with the layer before. */
  const effective = all.map((index) => {
    const [there, back] = [(steps[index] as Step).reached, reaching[index] as Tensor];
    const pair = `${numberOf(there.block)} ${numberOf(back.block)} ${there.shape}`;
    const tensor = known.get(pair) ?? both(assembler, there, back);
    known.set(pair, tensor);
    return tensor;
  });
  const pairs = new Map<number, Total>();
  for (const index of all) {
    const { type } = model.network.layers[index] as ModelLayer;
    const before = steps[model.sources[index]?.[0] ?? 0]?.reached;
    if (type !== "dense" || !before || before.shape.length > 1 || steps[index]?.across) continue;
    pairs.set(index, countPairs(assembler, before, reaching[index] as Tensor));
  }
  const count = (tensors: readonly Tensor[]) => tensors.map((tensor) => addCount(assembler, tensor));
  return {
    reached: count(all.map((index) => (steps[index] as Step).reached)),
    reaching: count(all.map((index) => reaching[index] as Tensor)),
    effective: count(effective),
    channels: count(effective.map((tensor) => acrossSpace(assembler, tensor))),
    conductions,
    pairs,
    runnable: assemble(assembler.operations),
  };
}

/** Padding that was folded into the windows that read it is asked what of it they read. */
function reachPadding(
  given: ResolvedModel,
  folded: ResolvedModel,
  steps: readonly Step[],
  reaching: Tensor[],
  assembler: Assembler,
): void {
  const parts = new Map<number, Tensor[]>();
  given.network.layers.forEach((layer, index) => {
    const [source = 0] = given.sources[index] ?? [];
    if (folded.network.layers[index] === layer) return;
    const shape = given.shapes[index] ?? [];
    const position = { assembler, shape, sites: index, bonds: index, ownFrom: undefined, isInspected: true };
    const whole = stepRules[layer.type](layer, [(steps[source] as Step).reached], position);
    const [part] = whole.back(reaching[index] as Tensor);
    if (part) parts.set(source, [...(parts.get(source) ?? [reaching[source] as Tensor]), part]);
  });
  for (const [pad, each] of parts) reaching[pad] = assembler.unite(each, given.shapes[pad] ?? []);
}

function outputsOf({ outputs }: ResolvedModel, steps: readonly Step[]): Tensor[] {
  return outputs.map((output) => (steps[output] as Step).reached);
}

function both(assembler: Assembler, one: Tensor, other: Tensor): Tensor {
  return assembler.intersect([one, other], one.shape);
}

/** Each channel, whichever of its positions. */
function acrossSpace(assembler: Assembler, tensor: Tensor): Tensor {
  return assembler.read(
    tensor,
    tensor.shape.map((size, axis) => (axis === 0 ? { size } : { size: 1, reading: readAll(size, 1) })),
  );
}

/** The groups of which some element conducts, each with a word of its own. */
function conductingGroups(assembler: Assembler, layer: ModelLayer, conducting: Tensor): Tensor {
  if (!isRemoval(layer)) return conducting;
  const { sizes, block } = groupsOf(layer, conducting.shape);
  if (block) return assembler.expand(conducting);
  const joined = assembler.read(
    conducting,
    conducting.shape.map((size, axis) => (sizes[axis] === size ? { size } : { size: 1, reading: readAll(size, 1) })),
  );
  return assembler.expand(joined);
}

/** Trials in which a path goes around a layer, as a word and counted. */
interface Around {
  readonly word: Tensor;
  readonly total: Total;
}

/** Layers of one branch have the same ways around: it is asked at the last of them. */
function aroundLayer(
  model: ResolvedModel,
  steps: readonly Step[],
  last: number,
  assembler: Assembler,
  known: Map<number, Around | undefined>,
): Around | undefined {
  if (!known.has(last))
    known.set(last, isPassedByAll(last, model) ? undefined : goAround(model, steps, last, assembler));
  return known.get(last);
}

function goAround(model: ResolvedModel, steps: readonly Step[], index: number, assembler: Assembler): Around {
  const outputs = outputsOf(model, withoutLayer(model, steps, index, assembler));
  const words = outputs.map((tensor) => {
    const flat = assembler.expand(tensor);
    return assembler.reduceChannels(relabel(flat, [flat.block.words], [flat.block.words]), 1);
  });
  const word = assembler.unite(words, [1]);
  return { word, total: addCount(assembler, word) };
}

/** Of each layer, those that read it. */
function readersOf({ sources }: ResolvedModel): number[][] {
  const readers = sources.map((): number[] => []);
  sources.forEach((read, reader) => {
    for (const source of read) readers[source]?.push(reader);
  });
  return readers;
}

/** The last layer to which what a layer puts out goes and nothing else does. */
function lastOfBranch(index: number, { sources, outputs }: ResolvedModel, readers: readonly number[][]): number {
  let last = index;
  for (;;) {
    const [only, ...more] = readers[last] ?? [];
    const isLast = only === undefined || more.length > 0 || outputs.includes(last) || (sources[only] ?? []).length > 1;
    if (isLast) return last;
    last = only;
  }
}

/** Whether every way through the layers, from an input to an output, goes by this one. */
export function isPassedByAll(index: number, { network, sources, outputs }: ResolvedModel): boolean {
  const led = network.layers.map(() => false);
  network.layers.forEach(({ type }, layer) => {
    led[layer] = layer !== index && (type === "input" || (sources[layer] ?? []).some((source) => led[source]));
  });
  return !outputs.some((output) => led[output]);
}

function countGroups(assembler: Assembler, groups: Tensor, around: Around | undefined): Conduction {
  const full = assembler.expand(groups);
  const words = full.block.words;
  let counted = relabel(full, [words], [words]);
  if (around) {
    counted = assembler.intersect([counted], [words]);
    assembler.and(counted, around.word, true);
  }
  const histogram: Total = { length: Math.min(words, MOST_BINS) + 1 };
  assembler.operations.push({ kind: "histogram", input: counted.block, count: words, total: histogram });
  return { histogram, start: 0, around: around?.total, countsWeights: false };
}

function countPairs(assembler: Assembler, before: Tensor, reaching: Tensor): Total {
  const [from, to] = [assembler.expand(before).block, assembler.expand(reaching).block];
  const total: Total = { length: 1 };
  assembler.operations.push({ kind: "pairs", input: from, out: to, inputs: from.words, outputs: to.words, total });
  return total;
}

function countBonds(assembler: Assembler, across: Operation, around: Around | undefined): Conduction {
  const bins = Math.min(bondsOf(across), MOST_BINS);
  const histogram: Total = { length: bins + 2 };
  const mask = around ? { mask: around.word.block } : {};
  assembler.operations.push({ ...across, kind: "conduct", count: bins, total: histogram, ...mask });
  return { histogram, start: 1, around: around?.total, countsWeights: true };
}
