import { halves } from "../../seeds.ts";
import { purposes } from "../numbers.ts";
import type { Laid, Model, Needs } from "./model.ts";

/** Which paths, and which of their steps are kept. */
export interface Course {
  readonly rate: number;
  readonly steps: number;
  /** What is trained is kept after every so many steps. */
  readonly every: number;
  readonly paths: number;
  readonly seed: bigint;
}

/** Steps of a path in a row: what is trained is kept after every `every` of them. */
export interface Leg {
  readonly path: number;
  /** How many steps of the path lie before it. */
  readonly first: number;
  readonly steps: number;
  readonly every: number;
}

/** How a path is walked, by which kernel. */
export interface Gait {
  readonly needs: Needs;
  /** Opens the stream of random numbers of a path, where it has one. */
  open?(laid: Laid<"records">, path: number): void;
  /** Walks a leg from the parameters that are laid out; returns its steps, or how many came before one that diverged. */
  run(laid: Laid<"records">, leg: Leg): number;
}

/** Gradient descent with masks: step t of path r has those of trial r * steps + t. */
export function maskedGait({ rate, steps: all, seed }: Course): Gait {
  return {
    needs: { masks: true, seed },
    run: ({ module, model, room }, { path, first, steps, every }) =>
      module.descendMasked(model, rate, path * all + first, steps, every, room.records),
  };
}

/** Which equation is integrated, and how. */
export interface Equation {
  readonly order: 1 | 2;
  /** The drift of a step: as it is at its start, or with the next term of Taylor's series. */
  readonly scheme: "euler-maruyama" | "taylor";
  /** Of a step. */
  readonly length: number;
}

/** The stochastic modified equation of an order, with the normal numbers of run r for path r. */
export function modifiedGait({ drop }: Model, { rate, seed }: Course, { order, scheme, length }: Equation): Gait {
  // In a step of a flow along -g the gradient changes by -length H g, so that on the mean it is less by half of that.
  const bend = (order === 2 ? rate / 2 : 0) - (scheme === "taylor" ? length / 2 : 0);
  return {
    needs: { effects: drop > 0, seed },
    open: ({ module }, path) => module.openNumbers(...halves(seed), purposes.noise, ...halves(BigInt(path)), 0),
    run: ({ module, model, room }, { steps, every }) =>
      module.integrateModified(model, bend, rate, length, steps, every, room.records),
  };
}
