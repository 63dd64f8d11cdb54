import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import { arranged, counted, cut, type Numbers, padded, transposed } from "./arrange.ts";
import { find, functional, input, type KerasLayer, layer, readAsModel, sequential } from "./models.ts";

/** A layer that only moves elements, and what it does to them in the order of the file. */
interface Move {
  readonly layer: (name: string) => KerasLayer;
  readonly apply: (numbers: Numbers) => Numbers;
}

/** Picks a move that fits a shape, by one number. */
function moveFor(shape: readonly number[], pick: number): Move {
  const rank = shape.length;
  const size = shape.reduce((product, each) => product * each, 1);
  const kind = pick % 5;
  if (kind === 0) {
    const axes = shape.map((_, axis) => (axis + 1 + (pick % rank)) % rank);
    return {
      layer: (name) => layer("Permute", name, { dims: axes.map((axis) => axis + 1) }),
      apply: (numbers) => transposed(numbers, axes),
    };
  }
  if (kind === 1 || rank !== 3) {
    const factor = [2, 3, 4, 1].find((each) => size % each === 0) ?? 1;
    const options = [
      [size / factor, factor],
      [factor, size / factor],
      [size],
      [1, size, 1],
      [...shape.slice(0, -2), -1],
    ];
    const [first = 1] = shape;
    const target = [...(options[pick % 4] ?? [size]), ...(pick % 7 === 0 ? [1] : [])];
    const kept = pick % 11 === 0 && rank > 1 ? [-1, shape.at(-1) ?? first] : target;
    const whole = kept.map((each) =>
      each === -1 ? size / kept.filter((other) => other !== -1).reduce((a, b) => a * b, 1) : each,
    );
    return {
      layer: (name) => layer("Reshape", name, { target_shape: kept }),
      apply: ({ values }) => ({ shape: whole, values }),
    };
  }
  const data_format = pick % 2 === 0 ? "channels_first" : "channels_last";
  const [one, other] = data_format === "channels_first" ? [1, 2] : [0, 1];
  if (kind === 2 && (shape[one] ?? 1) > 1) {
    return {
      layer: (name) =>
        layer("Cropping2D", name, {
          cropping: [
            [1, 0],
            [0, 0],
          ],
          data_format,
        }),
      apply: (numbers) => cut(numbers, one, 1, numbers.shape[one] ?? 1),
    };
  }
  if (kind === 3) {
    const pairs = shape.map((_, axis) => (axis === other ? ([1, 2] as const) : ([0, 0] as const)));
    return {
      layer: (name) =>
        layer("ZeroPadding2D", name, {
          padding: [
            [0, 0],
            [1, 2],
          ],
          data_format,
        }),
      apply: (numbers) => padded(numbers, pairs),
    };
  }
  return {
    layer: (name) => layer("Flatten", name, { data_format }),
    apply: (numbers) => {
      const ordered = data_format === "channels_first" ? transposed(numbers, [1, 2, 0]) : numbers;
      return { shape: [size], values: ordered.values };
    },
  };
}

describe("the order of elements", () => {
  test("is that of the file through any chain of layers that move them", () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }), (shape, picks) => {
        let numbers = counted(shape);
        const layers = picks.map((pick, index) => {
          const move = moveFor(numbers.shape, pick);
          numbers = move.apply(numbers);
          return move.layer(`move ${index}`);
        });
        const end = layer("Reshape", "end", { target_shape: [-1] });
        const network = readAsModel(
          sequential(shape, ...layers, layer("Activation", "a"), end, layer("Activation", "b")),
        );
        const first = network.layers[0];
        const channelsFirst = first?.type === "input" && JSON.stringify(layers).includes("channels_first");
        const inputs = channelsFirst
          ? counted(shape)
          : transposed(counted(shape), [shape.length - 1, ...shape.keys()].slice(0, shape.length));
        expect(arranged(network, inputs).values).toEqual(numbers.values);
      }),
      { numRuns: 2000 },
    );
  });

  test("matters behind a Flatten only where something depends on it", () => {
    const chain = (...layers: KerasLayer[]) =>
      readAsModel(sequential([4, 4, 3], layer("MaxPooling2D", "pool"), layer("Flatten", "flat"), ...layers));
    const hasTranspose = (...layers: KerasLayer[]) => chain(...layers).layers.some(({ type }) => type === "transpose");
    const dense = layer("Dense", "d", { units: 2 });
    expect(hasTranspose(dense)).toBe(false);
    expect(hasTranspose(layer("Dropout", "o", { rate: 0.5 }), layer("ReLU", "r"), dense)).toBe(false);
    expect(hasTranspose(layer("Reshape", "s", { target_shape: [2, 6] }), dense)).toBe(true);
    const two = [
      input("x", [4, 4, 3]),
      layer("Flatten", "flat", {}, ["x"]),
      layer("Dense", "d", { units: 48 }, ["flat"]),
      layer("Add", "sum", {}, ["flat", "d"]),
    ];
    expect(find(readAsModel(functional(two, ["x"], ["sum"])), "flat/transpose")).toMatchObject({ axes: [1, 2, 0] });
    expect(readKeras(functional(two.slice(0, 3), ["x"], ["d"]))).toEqual({ kind: "layered", widths: [48, 48] });
  });
});
