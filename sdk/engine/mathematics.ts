import { allocate, readNumbers } from "./arena.ts";
import type { LogSurvival } from "./exact.ts";
import { withEngine } from "./instance.ts";

// Transcendental functions differ between JavaScript engines in the last bit; these do not.

/** Natural to decimal logarithm; never -0. */
export function toLog10(logarithm: number): number {
  return logarithm * Math.LOG10E + 0;
}

/** Decimal to natural logarithm. */
export function fromLog10(logarithm: number): number {
  return logarithm / Math.LOG10E;
}

export function log(x: number): number {
  return withEngine((engine) => engine.log(x));
}

export function log1p(x: number): number {
  return withEngine((engine) => engine.log1p(x));
}

export function exp(x: number): number {
  return withEngine((engine) => engine.exp(x));
}

/** The z with P(Z < z) = p for a standard normal Z, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return withEngine((engine) => engine.normalQuantile(p));
}

/** What training sees over `steps` steps of `masks` masks each. */
export interface Outlook {
  readonly expectedUpdates: number;
  readonly logNoUpdate: number;
  readonly firstCutStep: number;
  readonly logFirstCutStep: number;
  readonly updateProbability: number;
}

export function solveOutlook({ logOpen, logCut }: LogSurvival, steps: number, masks: number): Outlook {
  return withEngine((engine) => {
    const [result] = allocate(engine, 40);
    engine.solveOutlook(logOpen, logCut, steps, masks, result);
    const [expectedUpdates = 0, logNoUpdate = 0, firstCutStep = 0, logFirstCutStep = 0, updateProbability = 0] =
      readNumbers(engine, result, 5);
    return { expectedUpdates, logNoUpdate, firstCutStep, logFirstCutStep, updateProbability };
  });
}
