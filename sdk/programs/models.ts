import type { Total } from "../engine/programs.ts";
import type { Runnable } from "../engine/sampling.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { Assembler } from "./assembler.ts";
import { followForward } from "./forward.ts";
import { foldPadding } from "./padding.ts";
import { addCount, addHistogram, addOpen, assemble } from "./program.ts";
import type { Tensor } from "./tensor.ts";

function outputsOf({ outputs }: ResolvedModel, reached: readonly Tensor[]): Tensor[] {
  return outputs.flatMap((output) => reached[output] ?? []);
}

/** The words of every layer of a model; what they hold is not asked, only how many they are. */
export function reachModel(model: ResolvedModel): Tensor[] {
  return followForward(foldPadding(model), new Assembler()).map((step) => step.reached);
}

/** The program that finds trials with an open path. */
export function programOfModel(model: ResolvedModel): Runnable {
  const assembler = new Assembler();
  const reached = followForward(foldPadding(model), assembler).map((step) => step.reached);
  addOpen(assembler, outputsOf(model, reached));
  return assemble(assembler.operations);
}

/** The same where trials are the samples of steps, `batch` in a row, and some masks are those of the step. */
export function batchedProgramOfModel(model: ResolvedModel, batch: number): Runnable {
  const runnable = programOfModel(model);
  for (const operation of runnable.operations) if (operation.kind === "draw") operation.batch = batch;
  return runnable;
}

/** The program that draws all masks, those of branches that lead nowhere too. */
export function drawingProgramOfModel(model: ResolvedModel): Runnable {
  const assembler = new Assembler();
  followForward(foldPadding(model), assembler);
  return assemble(assembler.operations, "all");
}

/** A program with counts. */
export interface CountingProgram {
  readonly runnable: Runnable;
  /** Reached elements of each layer. */
  readonly reached: readonly Total[];
  /** Trials by number of reached elements of the outputs; the last entry has all higher numbers too. */
  readonly histogram: Total;
  /** Reached elements of the outputs. */
  readonly outputs: readonly Total[];
}

export function countingProgramOfModel(model: ResolvedModel): CountingProgram {
  const assembler = new Assembler();
  const tensors = followForward(foldPadding(model), assembler, { isInspected: true }).map((step) => step.reached);
  const reached = tensors.map((tensor) => addCount(assembler, tensor));
  const outputs = outputsOf(model, tensors);
  addOpen(assembler, outputs);
  const histogram = addHistogram(assembler, outputs);
  const counts = model.outputs.flatMap((output) => reached[output] ?? []);
  return { runnable: assemble(assembler.operations), reached, histogram, outputs: counts };
}
