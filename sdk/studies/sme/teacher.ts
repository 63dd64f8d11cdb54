import { layered } from "../../index.ts";
import { clusterSet, type DropoutProblem } from "../../training/index.ts";

const [INPUTS, SAMPLES] = [8, 60];

/** A network of tanh units with dropout that learns, of normal inputs, two ReLU units of a teacher. */
export function teacherProblem(units: number, drop: number): DropoutProblem {
  const set = { inputs: INPUTS, classes: 1, samples: SAMPLES, separation: 0, spread: 1, seed: 6 };
  const { inputs: numbers } = clusterSet(set);
  const inputs = Array.from({ length: SAMPLES }, (_, row) => [...numbers.subarray(row * INPUTS, (row + 1) * INPUTS)]);
  const targets = inputs.map(([a = 0, b = 0, c = 0, d = 0]) => [Math.max(0, a + b) - Math.max(0, c - d)]);
  return { network: layered([INPUTS, units, 1], { dropSites: drop }), data: { inputs, targets }, activation: "tanh" };
}
