// The reference against itself and against cases worked out by hand, before anything is compared with it.

import { describe, expect, test } from "vitest";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import data from "../data/exact.json" with { type: "json" };
import { enumerateModel, MOST_ELEMENTS } from "./enumerate.ts";
import { EXAMPLES } from "./examples.ts";
import { reachedByEdges } from "./plain-edges.ts";
import { fixedMasks, masksOf, randomElements } from "./plain-masks.ts";
import { open, reached, reaching } from "./plain-model.ts";
import { shapesOf } from "./plain-shapes.ts";

const shapeAfter = (...layers: ModelLayer[]) => [...shapesOf({ layers }).values()].pop();

/** Which elements of the last layer are reached when only some of the input are there. */
function after(shape: number[], on: number[], ...layers: ModelLayer[]): number[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const elements = new Uint8Array(Math.ceil(size / 8));
  for (const i of on) elements[i >> 3] = (elements[i >> 3] as number) | (1 << (i & 7));
  const model = { layers: [{ type: "input", shape }, { type: "mask", elements }, ...layers] as ModelLayer[] };
  const last = [...reached(model, fixedMasks(model)).values()].pop() as Uint8Array;
  return [...last.keys()].filter((i) => last[i] === 1);
}

describe("shapes", () => {
  const image = (...shape: number[]): ModelLayer => ({ type: "input", shape });
  test.each<[string, readonly number[] | undefined, number[]]>([
    [
      "ResNet's first convolution",
      shapeAfter(image(3, 224, 224), { type: "conv2d", channels: 64, kernel: 7, stride: 2, padding: 3 }),
      [64, 112, 112],
    ],
    [
      "ResNet's pooling",
      shapeAfter(image(64, 112, 112), { type: "pool", kernel: 3, stride: 2, padding: 1 }),
      [64, 56, 56],
    ],
    [
      "SqueezeNet's, with ceil",
      shapeAfter(image(96, 54, 54), { type: "pool", kernel: 3, stride: 2, ceil: true }),
      [96, 27, 27],
    ],
    [
      "LeNet's first",
      shapeAfter(image(1, 28, 28), { type: "conv2d", channels: 6, kernel: 5, padding: 2 }),
      [6, 28, 28],
    ],
    [
      "same, odd",
      shapeAfter(image(1, 7), { type: "conv1d", channels: 1, kernel: 2, stride: 2, padding: "same" }),
      [1, 4],
    ],
    [
      "DCGAN's transposed",
      shapeAfter(image(8, 4, 4), { type: "conv2d", channels: 4, kernel: 4, stride: 2, padding: 1, transposed: true }),
      [4, 8, 8],
    ],
    [
      "transposed with output padding",
      shapeAfter(image(1, 3), {
        type: "conv1d",
        channels: 1,
        kernel: 3,
        stride: 2,
        padding: 1,
        outputPadding: 1,
        transposed: true,
      }),
      [1, 6],
    ],
    ["grouped queries", shapeAfter(image(8, 5), { type: "attention", heads: 4, valueHeads: 2, queries: 3 }), [16, 3]],
    ["reduced", shapeAfter(image(2, 3, 4), { type: "reduce", axes: [0, 2] }), [3]],
    ["sliced", shapeAfter(image(7), { type: "slice", start: 1, end: 6, step: 2 }), [3]],
  ])("%s", (_, shape, expected) => {
    expect(shape).toEqual(expected);
  });
});

describe("elements reached, worked out by hand", () => {
  test.each<[string, number[], number[]]>([
    ["conv1d", after([1, 5], [2], { type: "conv1d", channels: 1, kernel: 3, padding: 1 }), [1, 2, 3]],
    ["dilated", after([1, 5], [2], { type: "conv1d", channels: 1, kernel: 2, dilation: 2, padding: 2 }), [2, 4]],
    ["strided", after([1, 5], [1], { type: "conv1d", channels: 1, kernel: 2, stride: 2 }), [0]],
    [
      "same, the odd one at the end",
      after([1, 4], [0], { type: "conv1d", channels: 1, kernel: 2, padding: "same" }),
      [0],
    ],
    ["groups", after([4, 1], [2], { type: "conv1d", channels: 4, kernel: 1, groups: 2 }), [2, 3]],
    [
      "depthwise, twice the channels",
      after([2, 1], [1], { type: "conv1d", channels: 4, kernel: 1, groups: 2 }),
      [2, 3],
    ],
    [
      "one weight of a kernel",
      after([1, 5], [2], { type: "conv1d", channels: 1, kernel: 3, connections: Uint8Array.of(4) }),
      [0],
    ],
    [
      "transposed: 2 goes to 4 and 5",
      after([1, 4], [2], { type: "conv1d", channels: 1, kernel: 2, stride: 2, transposed: true }),
      [4, 5],
    ],
    [
      "transposed with padding: 1 goes to 2 - 1, 3 - 1 and 4 - 1",
      after([1, 3], [1], { type: "conv1d", channels: 1, kernel: 3, stride: 2, padding: 1, transposed: true }),
      [1, 2, 3],
    ],
    ["pool with ceil", after([1, 5], [4], { type: "pool", kernel: 2, ceil: true }), [2]],
    ["global pool", after([2, 3], [4], { type: "global-pool" }), [1]],
    ["reduce", after([2, 3], [4], { type: "reduce", axes: [0] }), [1]],
    ["transpose", after([2, 3], [5], { type: "transpose", axes: [1, 0] }), [5]],
    ["transpose of another", after([2, 3], [1], { type: "transpose", axes: [1, 0] }), [2]],
    [
      "transpose of three axes: [1, 2, 3] to [3, 1, 2]",
      after([2, 3, 4], [12 + 8 + 3], { type: "transpose", axes: [2, 0, 1] }),
      [3 * 6 + 1 * 3 + 2],
    ],
    ["nearest", after([1, 2], [1], { type: "upsample", size: [5] }), [3, 4]],
    ["linear by 2", after([1, 3], [1], { type: "upsample", scale: 2, mode: "linear" }), [1, 2, 3, 4]],
    ["linear by 3, hit at 1", after([1, 2], [1], { type: "upsample", scale: 3, mode: "linear" }), [2, 3, 4, 5]],
    ["linear, clamped", after([1, 2], [0], { type: "upsample", scale: 2, mode: "linear" }), [0, 1, 2]],
    [
      "pad",
      after([1, 2], [1], {
        type: "pad",
        padding: [
          [1, 0],
          [1, 2],
        ],
      }),
      [7],
    ],
    ["slice", after([5], [3], { type: "slice", start: 1, end: 5, step: 2 }), [1]],
    ["dense on tokens", after([2, 3], [4], { type: "dense", units: 2 }), [1, 4]],
    ["attention of two heads", after([2, 3], [4], { type: "attention", heads: 2 }), [3, 4, 5]],
    ["causal attention", after([1, 3], [1], { type: "attention", heads: 1, causal: true }), [1, 2]],
    ["causal, one query", after([1, 3], [2], { type: "attention", heads: 1, causal: true, queries: 1 }), [0]],
    [
      "shared values: heads 2 and 3 read value head 1",
      after([2, 1], [1], { type: "attention", heads: 4, valueHeads: 2 }),
      [2, 3],
    ],
    ["embedding", after([2], [1], { type: "embedding", features: 2 }), [1, 3]],
  ])("%s", (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

describe("random elements", () => {
  const count = (shape: number[], layer: ModelLayer) =>
    randomElements({ layers: [{ type: "input", shape }, layer] }).map(({ drop, entries }) => [drop, ...entries]);
  test("of drop-block are the places where a whole block fits", () => {
    expect(count([1, 3], { type: "drop-block", drop: 0.5, size: 2 })).toEqual([
      [0.375, 0, 1],
      [0.375, 1, 2],
    ]);
    expect(count([2, 2], { type: "drop-block", drop: 0.5, size: 5 })).toEqual(
      [
        [0.25, 0, 1],
        [0.25, 2, 3],
      ].map(([drop = 0, ...entries]) => [2 * drop, ...entries]),
    );
    expect(count([2, 1, 2], { type: "drop-block", drop: 0.5, size: 1, sharedChannels: true })).toEqual([
      [0.5, 0, 2],
      [0.5, 1, 3],
    ]);
  });
  test("of the others are elements, channels, tensors and weights that exist", () => {
    expect(count([2, 2], { type: "channel-dropout", drop: 0.5 })).toEqual([
      [0.5, 0, 1],
      [0.5, 2, 3],
    ]);
    expect(count([2, 2], { type: "dropout", keep: 0.75, shared: [0] })).toEqual([
      [0.25, 0, 2],
      [0.25, 1, 3],
    ]);
    expect(count([2, 2], { type: "stochastic-depth", drop: 0.5 })).toEqual([[0.5, 0, 1, 2, 3]]);
    expect(count([2], { type: "dense", units: 2, dropBonds: 0.5, connections: Uint8Array.of(6) })).toEqual([
      [0.5, 1],
      [0.5, 2],
    ]);
    expect(count([1, 2], { type: "attention", heads: 1, causal: true, dropAttention: 0.5 })).toHaveLength(3);
    expect(count([1, 2], { type: "dropout", drop: 1 })).toEqual([]);
  });
});

/** States to try: none, all, and some between. */
const statesOf = (elements: number): number[] =>
  Array.from(
    { length: 40 },
    (_, i) => (i === 0 ? 0 : i === 1 ? -1 : Math.imul(i, 0x9e3779b9) >>> 3) & (2 ** elements - 1),
  );

describe("the two formulations agree", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const elements = randomElements(example);
    expect(elements.length).toBeLessThanOrEqual(MOST_ELEMENTS);
    const hasProducts = example.layers.some(({ type }) => type === "multiply");
    for (const state of statesOf(elements.length)) {
      const masks = masksOf(example, elements, state);
      const direct = reached(example, masks);
      expect(reachedByEdges(example, masks)).toEqual(direct);
      const backward = reaching(example, masks);
      const inputs = example.layers.flatMap(({ type, name }, i) => (type === "input" ? [name ?? `input-${i}`] : []));
      const leaves = inputs.some((name) => backward.get(name)?.includes(1));
      // Backward, one factor of a product is enough.
      if (!hasProducts || open(example, masks)) expect(leaves).toBe(open(example, masks));
    }
  });
});

describe("enumeration", () => {
  test("of one state after another gives the same", () => {
    for (const example of EXAMPLES) {
      const elements = randomElements(example);
      if (elements.length > 6) continue;
      let theta = 0;
      for (let state = 0; state < 2 ** elements.length; state++) {
        const weight = elements.reduce((w, { keep, drop }, bit) => w * ((state >> bit) & 1 ? keep : drop), 1);
        if (open(example, masksOf(example, elements, state))) theta += weight;
      }
      expect(enumerateModel(example).theta, example.title).toBeCloseTo(theta, 14);
    }
  });

  test.each(EXAMPLES)("of $title is a probability", (example) => {
    const { theta, failure, layers } = enumerateModel(example);
    expect(theta + failure).toBeCloseTo(1, 12);
    const shapes = shapesOf(example);
    for (const [name, { reached, reaching, both }] of layers) {
      const size = (shapes.get(name) ?? []).reduce((a, b) => a * b, 1);
      expect(both).toBeLessThanOrEqual(Math.min(reached, reaching) + 1e-12);
      expect(Math.max(reached, reaching)).toBeLessThanOrEqual(size + 1e-12);
    }
  });

  test("of layered networks gives the known fractions", () => {
    let compared = 0;
    for (const { of, drop = 0, width, depth, theta, inputs = width, outputs = width } of data.theta) {
      const widths = [inputs, ...Array<number>(depth).fill(width), outputs];
      const bonds = widths.slice(1).reduce((sum, fanOut, i) => sum + fanOut * (widths[i] as number), 0);
      if (!Array.isArray(theta) || (of === "bonds" ? bonds : width * depth) > MOST_ELEMENTS) continue;
      const hidden = widths.slice(1).flatMap((units, i): ModelLayer[] => {
        if (of === "bonds") return [{ type: "dense", units, dropBonds: drop }];
        return [{ type: "dense", units }, ...(i < depth ? [{ type: "dropout" as const, drop }] : [])];
      });
      const layers: ModelLayer[] = [{ type: "input", shape: [inputs] }, ...hidden];
      expect(enumerateModel({ layers }).theta).toBeCloseTo((theta[0] as number) / (theta[1] as number), 13);
      compared++;
    }
    expect(compared).toBeGreaterThan(9);
  });
});
