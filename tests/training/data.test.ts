import { layered } from "percolation";
import { createTrainer } from "percolation/training";
import { describe, expect, test } from "vitest";
import { refusal } from "./refusal.ts";

const network = layered([2, 2]);
const any = <T>(value: unknown) => value as T;

/** An array that is missing its first entry. */
function holed<T>(...rest: T[]): T[] {
  const list = Array<T>(rest.length + 1);
  rest.forEach((each, index) => {
    list[index + 1] = each;
  });
  return list;
}

describe("data", () => {
  test("with holes are refused: they are no rows of zeros", () => {
    const labels = [0, 1];
    expect([
      refusal(() => createTrainer(network, { inputs: holed([1, 2]), labels })),
      refusal(() => createTrainer(network, { inputs: [[1, 2], holed(1)], labels })),
      refusal(() =>
        createTrainer(network, {
          inputs: [
            [1, 2],
            [3, 4],
          ],
          targets: holed([1, 0]),
        }),
      ),
      refusal(() =>
        createTrainer(network, {
          inputs: [
            [1, 2],
            [3, 4],
          ],
          labels: holed(1),
        }),
      ),
      refusal(() => createTrainer(network, { inputs: [[1, 2]], labels: [0] }).predict(holed([1, 2]))),
    ]).toEqual([
      "invalid-input data.inputs[0]: expected 2 numbers, got undefined",
      "invalid-input data.inputs[1][0]: expected a finite number, got undefined",
      "invalid-input data.targets[0]: expected 2 numbers, got undefined",
      "invalid-input data.labels[0]: expected an integer in 0..1, got undefined",
      "invalid-input inputs[0]: expected 2 numbers, got undefined",
    ]);
  });

  test("with fields of other names are refused: they may be meant for these", () => {
    const data = { inputs: [[1, 2]], labels: [0] };
    expect([
      refusal(() => createTrainer(network, any({ ...data, target: [[1, 0]] }))),
      refusal(() => createTrainer(network, any({ ...data, label: 1 }))),
      refusal(() => createTrainer(network, data).evaluate(any({ ...data, count: 1 }))),
    ]).toEqual([
      "invalid-input data.target: expected no such field, got an array of length 1",
      "invalid-input data.label: expected no such field, got 1",
      "invalid-input data.count: expected no such field, got 1",
    ]);
  });

  test("are copied where all rows stand behind each other", () => {
    const make = () => {
      const data = { inputs: Float64Array.of(1, 2, 3, 4), targets: Float64Array.of(1, 0, 0, 1) };
      return { data, trainer: createTrainer(network, data, { seed: 1 }) };
    };
    const [one, other] = [make(), make()];
    one.data.inputs.fill(Number.NaN);
    one.data.targets.fill(7);
    expect(one.trainer.advance(10)).toEqual(other.trainer.advance(10));
    expect(one.trainer.evaluate()).toEqual(other.trainer.evaluate());
  });
});
