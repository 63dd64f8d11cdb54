import { readNumbers } from "../../arena.ts";
import { halves } from "../../seeds.ts";
import { purposes } from "../numbers.ts";
import { dimensionOf, type Laid, type Model, withModel } from "./model.ts";

/** Which paths, and which of their steps are kept. */
export interface Course {
  readonly rate: number;
  readonly steps: number;
  /** What is trained is kept after every so many steps. */
  readonly every: number;
  readonly paths: number;
  readonly seed: bigint;
}

/** What was kept, path by path, record by record; NaN from where a path diverged. */
export interface Walked {
  readonly records: Float64Array;
  /** Of each path, the step that gave no finite numbers; undefined where all were. */
  readonly divergedAt: readonly (number | undefined)[];
}

/** Gradient descent with masks: step t of path r has those of trial r * steps + t. */
export function walkMasked(model: Model, start: Float64Array, course: Course): Walked {
  const { rate, steps, every } = course;
  return walk(model, start, course, { masks: true }, ({ module, model: at, room }, path) =>
    module.descendMasked(at, rate, path * steps, steps, every, room.records),
  );
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
export function walkModified(model: Model, start: Float64Array, course: Course, equation: Equation): Walked {
  const { rate, steps, every } = course;
  const { order, scheme, length } = equation;
  // In a step of a flow along -g the gradient changes by -length H g, so that on the mean it is less by half of that.
  const bend = (order === 2 ? rate / 2 : 0) - (scheme === "taylor" ? length / 2 : 0);
  return walk(model, start, course, { effects: model.drop > 0 }, ({ module, model: at, room }, path) => {
    const run = halves(BigInt(path));
    return module.integrateModified(at, bend, rate, length, purposes.noise, ...run, steps, every, room.records);
  });
}

function walk(
  model: Model,
  start: Float64Array,
  { steps, every, paths, seed }: Course,
  needs: { readonly masks?: boolean; readonly effects?: boolean },
  run: (laid: Laid<"records">, path: number) => number,
): Walked {
  const count = Math.floor(steps / every);
  const length = count * dimensionOf(model);
  const records = new Float64Array(paths * length);
  const divergedAt: (number | undefined)[] = [];
  withModel(model, start, { ...needs, seed }, { records: length }, (laid) => {
    const { module, parameters, room } = laid;
    for (let path = 0; path < paths; path++) {
      new Float64Array(module.memory.buffer, parameters, start.length).set(start);
      const done = run(laid, path);
      const kept = Math.floor(done / every) * dimensionOf(model);
      records.set(readNumbers(module, room.records, kept), path * length);
      records.fill(Number.NaN, path * length + kept, (path + 1) * length);
      divergedAt.push(done < steps ? done : undefined);
    }
  });
  return { records, divergedAt };
}
