import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { resolveModel } from "../../sdk/networks/model/model.ts";
import { type AttributeSpec, floats, type NodeSpec, onnxFile, readModel, type TensorSpec } from "./onnx-file.ts";

/** The layers that nodes make of x of `dims`, and the shape of the last. */
function read(nodes: NodeSpec[], dims: (number | string)[], initializers: TensorSpec[] = [], opset = 17) {
  const network = readModel(onnxFile({ nodes, initializers, inputs: [{ name: "x", dims }], opset }));
  const { shapes, outputs } = resolveModel(network);
  const layers = network.layers.map(({ name: _, from: __, ...layer }) => layer as ModelLayer);
  return { layers: layers.slice(1), shape: shapes[outputs[0] ?? 0], network };
}

function conv(attributes: AttributeSpec[], op = "Conv"): NodeSpec[] {
  return [{ op, inputs: ["x", "w"], attributes }];
}

describe("convolutions", () => {
  test("strides, dilations, pads and groups", () => {
    const attributes = [
      { name: "strides", ints: [2, 1] },
      { name: "dilations", ints: [1, 2] },
      { name: "pads", ints: [1, 2, 1, 3] },
      { name: "group", i: 2 },
      { name: "kernel_shape", ints: [3, 3] },
    ];
    const { layers, shape } = read(conv(attributes), ["n", 4, 9, 9], [floats("w", [6, 2, 3, 3])]);
    expect(layers).toEqual([
      {
        type: "conv2d",
        channels: 6,
        kernel: [3, 3],
        stride: [2, 1],
        padding: [
          [1, 1],
          [2, 3],
        ],
        dilation: [1, 2],
        groups: 2,
      },
    ]);
    expect(shape).toEqual([6, 5, 10]);
  });

  test.each([
    ["SAME_UPPER", [0, 1], 4],
    ["SAME_LOWER", [1, 0], 4],
    ["VALID", [0, 0], 4],
  ])("automatic padding %s", (mode, padding, size) => {
    const attributes = [
      { name: "auto_pad", s: mode },
      { name: "strides", ints: [2] },
    ];
    const { layers, shape } = read(conv(attributes), [1, 3, mode === "VALID" ? 9 : 8], [floats("w", [5, 3, 3])]);
    expect(layers[0]).toMatchObject({ type: "conv1d", padding: [padding] });
    expect(shape).toEqual([5, size]);
  });

  test("three axes of space", () => {
    expect(read(conv([]), [1, 2, 5, 6, 7], [floats("w", [3, 2, 1, 2, 3])])).toMatchObject({
      layers: [{ type: "conv3d" }],
      shape: [3, 5, 5, 5],
    });
  });

  test("a bias does not matter, and a name is the node's", () => {
    const node = { op: "Conv", inputs: ["x", "w", "b"], name: "stem" };
    const { network } = read([node], [1, 1, 3], [floats("w", [2, 1, 3]), floats("b", [2])]);
    expect(network.layers.map(({ name }) => name)).toEqual(["x", "stem"]);
    expect(network.outputs).toEqual(["stem"]);
  });

  test("zeros are weights that do not exist", () => {
    const weights = floats("w", [2, 1, 3], [1, 0, 2, 3, 4, -0]);
    const { layers } = read(conv([]), [1, 1, 5], [weights]);
    expect(layers[0]).toMatchObject({ connections: Buffer.from([0b011101]).toString("base64") });
  });

  test.each([
    [
      "channels that differ",
      [1, 3, 5],
      [2, 2, 3],
      /^node #0 \(Conv\): expected weights for 3 channels, got "?2 in 1 groups/,
    ],
    ["another number of axes", [1, 2, 5], [2, 2, 3, 3], /expected weights for 1 axes of space, got 2x2x3x3/],
    ["a kernel that does not fit", [1, 2, 2], [2, 2, 3], /expected an axis of at least 3, got 2/],
  ])("%s are an invalid file", (_, dims, weights, message) => {
    expect(() => read(conv([]), dims, [floats("w", weights)])).toThrow(message);
  });

  test("computed weights are refused", () => {
    const nodes = [{ op: "Conv", inputs: ["x", "x"], name: "dynamic" }];
    expect(() => read(nodes, [1, 2, 3])).toThrow('node "dynamic" (Conv): expected a constant as input 1, got "x"');
  });
});

describe("transposed convolutions", () => {
  const attributes = [
    { name: "strides", ints: [2] },
    { name: "pads", ints: [1, 0] },
    { name: "output_padding", ints: [1] },
  ];

  test("strides, pads and output padding", () => {
    const { layers, shape } = read(conv(attributes, "ConvTranspose"), [1, 4, 5], [floats("w", [4, 3, 3])]);
    expect(layers[0]).toMatchObject({
      type: "conv1d",
      channels: 3,
      transposed: true,
      padding: [[1, 0]],
      outputPadding: [1],
    });
    expect(shape).toEqual([3, 11]);
  });

  test.each([
    ["automatic padding", { name: "auto_pad", s: "SAME_UPPER" }, 10],
    ["a shape of the output", { name: "output_shape", ints: [9] }, 9],
  ])("%s", (_, attribute, size) => {
    const nodes = conv([{ name: "strides", ints: [2] }, attribute], "ConvTranspose");
    expect(read(nodes, [1, 4, 5], [floats("w", [4, 3, 3])]).shape).toEqual([3, size]);
  });

  test("zeros are found at their place among outputs, inputs and kernel", () => {
    const sizes = fc.record({
      groups: fc.integer({ min: 1, max: 3 }),
      inputs: fc.integer({ min: 1, max: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      kernel: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(sizes, ({ groups, inputs, outputs, kernel, seed }) => {
        const count = groups * inputs * outputs * kernel;
        const zero = seed % count;
        const values = Array.from({ length: count }, (_, index) => (index === zero ? 0 : 1));
        const nodes = conv([{ name: "group", i: groups }], "ConvTranspose");
        const weights = floats("w", [groups * inputs, outputs, kernel], values);
        const { layers } = read(nodes, [1, groups * inputs, 4], [weights]);
        const [layer] = layers as { connections?: string }[];
        const bits = Buffer.from(layer?.connections ?? "", "base64");
        const missing = Array.from({ length: count }, (_, at) => at).filter(
          (at) => !((bits[at >> 3] ?? 0) & (1 << (at & 7))),
        );
        const [input, output, at] = [
          Math.floor(zero / (outputs * kernel)),
          Math.floor(zero / kernel) % outputs,
          zero % kernel,
        ];
        const row = Math.floor(input / inputs) * outputs + output;
        expect(missing).toEqual([(row * inputs + (input % inputs)) * kernel + at]);
      }),
    );
  });
});

describe("pools and other windows", () => {
  test.each(["MaxPool", "AveragePool", "LpPool"])("%s", (op) => {
    const attributes = [
      { name: "kernel_shape", ints: [3, 3] },
      { name: "strides", ints: [2, 2] },
      { name: "ceil_mode", i: 1 },
    ];
    const { layers, shape } = read([{ op, attributes }], [1, 2, 8, 8]);
    expect(layers).toEqual([
      {
        type: "pool",
        kernel: [3, 3],
        stride: [2, 2],
        padding: [
          [0, 0],
          [0, 0],
        ],
        dilation: [1, 1],
        ceil: true,
      },
    ]);
    expect(shape).toEqual([2, 4, 4]);
  });

  test("the stride of a pool is 1 unless given", () => {
    const node = { op: "MaxPool", attributes: [{ name: "kernel_shape", ints: [2] }] };
    expect(read([node], [1, 2, 8]).shape).toEqual([2, 7]);
  });

  test.each(["GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"])("%s", (op) => {
    const nodes = [
      { op, outputs: ["p"] },
      { op: "Flatten", inputs: ["p"], outputs: ["f"] },
      { op: "Gemm", inputs: ["f", "w"] },
    ];
    const { layers, shape } = read(nodes, ["n", 4, 3, 5], [floats("w", [4, 2])]);
    expect(layers.map(({ type }) => type)).toEqual(["global-pool", "dense"]);
    expect(shape).toEqual([2]);
  });

  test("a mean over the space is a reduction", () => {
    const node = {
      op: "ReduceMean",
      attributes: [
        { name: "axes", ints: [2, 3] },
        { name: "keepdims", i: 0 },
      ],
    };
    expect(read([node], [1, 4, 3, 5])).toMatchObject({ layers: [{ type: "reduce", axes: [1, 2] }], shape: [4] });
  });

  test.each([
    ["scales", [floats("", [0]), floats("s", [4], [1, 1, 2, 1.5])], ["x", "", "s"], [2, 8, 9]],
    ["sizes", [{ name: "s", dims: [4], dataType: 7, int64Data: [1, 2, 7, 5] }], ["x", "", "", "s"], [2, 7, 5]],
  ])("Resize by %s", (_, initializers, inputs, expected) => {
    const attributes = [{ name: "mode", s: "linear" }];
    const { layers, shape } = read([{ op: "Resize", inputs, attributes }], [1, 2, 4, 6], initializers);
    expect(layers).toMatchObject([{ type: "upsample", mode: "linear" }]);
    expect(shape).toEqual(expected);
  });

  test("Upsample, and Resize of version 10 with two inputs", () => {
    const upsample = { op: "Upsample", attributes: [{ name: "scales", floats: [1, 1, 2] }] };
    expect(read([upsample], [1, 2, 4], [], 7)).toMatchObject({ layers: [{ mode: "nearest" }], shape: [2, 8] });
    const resize = { op: "Resize", inputs: ["x", "s"] };
    expect(read([resize], [1, 2, 4], [floats("s", [3], [1, 1, 3])], 10).shape).toEqual([2, 12]);
  });

  test("an unusual Resize is refused", () => {
    const node = { op: "Resize", inputs: ["x", "", "s"], attributes: [{ name: "mode", s: "cubic" }], name: "up" };
    expect(() => read([node], [1, 2, 4], [floats("s", [3], [1, 1, 2])])).toThrow(
      'node "up" (Resize): expected nearest or linear as mode, got cubic',
    );
  });

  test("Pad adds positions, and cuts where it is negative", () => {
    const pads = { name: "p", dims: [6], dataType: 7, int64Data: [0, 1, -1, 0, 2, 3] };
    const { layers, shape } = read([{ op: "Pad", inputs: ["x", "p"] }], [1, 2, 4], [pads]);
    expect(layers.map(({ type }) => type)).toEqual(["pad", "slice", "pad"]);
    expect(shape).toEqual([5, 6]);
    const node = { op: "Pad", inputs: ["x", "p"], attributes: [{ name: "mode", s: "reflect" }] };
    expect(() => read([node], [1, 2, 4], [pads])).toThrow(
      "node #0 (Pad): expected padding with a constant, got reflect",
    );
  });
});
