import { describe, expect, test } from "vitest";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { type ModelNetwork, resolveModel } from "../../sdk/networks/model/model.ts";
import {
  floats,
  integers,
  type ModelSpec,
  type NodeSpec,
  onnxFile,
  readDense,
  readModel,
  type TensorSpec,
} from "./onnx-file.ts";

const CONV = [floats("k", [4, 4, 1]), floats("k2", [4, 4, 1])];

function node(op: string, inputs: string[], output: string, attributes: NodeSpec["attributes"] = []): NodeSpec {
  return { op, inputs, outputs: [output], name: output, attributes };
}

/** x of 4 channels and 6 positions, read by the nodes. */
function read(nodes: NodeSpec[], initializers: TensorSpec[] = [], more: Partial<ModelSpec> = {}): ModelNetwork {
  const inputs = [{ name: "x", dims: ["n", 4, 6] }];
  return readModel(onnxFile({ nodes, initializers: [...CONV, ...initializers], inputs, ...more }));
}

/** Each layer as `name: type < sources`, the input left out. */
function outline({ layers }: ModelNetwork): string[] {
  return layers.slice(1).map(({ name, type, from }) => `${name}: ${type} < ${[from].flat().join(" ")}`);
}

function shapeOf(network: ModelNetwork): readonly number[] | undefined {
  const { shapes, outputs } = resolveModel(network);
  return shapes[outputs[0] ?? 0];
}

function layer(network: ModelNetwork, name: string): ModelLayer | undefined {
  return network.layers.find((each) => each.name === name);
}

describe("sums and products of two signals", () => {
  test("a residual connection is an add", () => {
    const nodes = [node("Conv", ["x", "k"], "a"), node("Relu", ["a"], "r"), node("Add", ["r", "x"], "y")];
    expect(outline(read(nodes))).toEqual(["a: conv1d < x", "r: activation < a", "y: add < r x"]);
  });

  test("Sum, Max and Mean of several are adds, and a sum of a tensor with a function of itself is the tensor", () => {
    const nodes = [node("Conv", ["x", "k"], "a"), node("Tanh", ["a"], "t"), node("Sum", ["a", "t", "x"], "y")];
    expect(outline(read(nodes))).toEqual(["a: conv1d < x", "t: activation < a", "y: add < t x"]);
  });

  test.each([
    ["SiLU", [node("Sigmoid", ["a"], "s"), node("Mul", ["a", "s"], "y")]],
    [
      "hard swish",
      [
        node("Add", ["a", "c"], "b"),
        node("Clip", ["b"], "s", [
          { name: "max", f: 6 },
          { name: "min", f: 0 },
        ]),
        node("Mul", ["a", "s"], "p"),
        node("Div", ["p", "c"], "y"),
      ],
    ],
    [
      "GELU",
      [
        node("Div", ["a", "c"], "d"),
        node("Erf", ["d"], "e"),
        node("Add", ["e", "c"], "s"),
        node("Mul", ["a", "s"], "y"),
      ],
    ],
  ])("%s is one activation", (_, nodes) => {
    const network = read(
      [node("Conv", ["x", "k"], "a"), ...nodes, node("Conv", ["y", "k2"], "z")],
      [floats("c", [], [3])],
      {
        outputs: ["z"],
        opset: 9,
      },
    );
    expect(network.layers.map(({ type }) => type)).toEqual(["input", "conv1d", "activation", "conv1d"]);
  });

  test.each([
    ["Sigmoid", []],
    ["HardSigmoid", []],
    ["Softmax", []],
    ["Exp", []],
    ["Clip", [node("Add", ["g", "three"], "g3")]],
  ])("squeeze and excite with %s leaves the signal alone, and its branch out", (op, before) => {
    const nodes = [
      node("GlobalAveragePool", ["x"], "p"),
      node("Conv", ["p", "k"], "g"),
      ...before,
      node(
        op,
        [before.length > 0 ? "g3" : "g"],
        "s",
        op === "Clip"
          ? [
              { name: "min", f: 0 },
              { name: "max", f: 6 },
            ]
          : [],
      ),
      node("Mul", ["x", "s"], "m"),
      node("Conv", ["m", "k2"], "y"),
    ];
    expect(outline(read(nodes, [floats("three", [], [3])], { opset: 10 }))).toEqual(["y: conv1d < x"]);
  });

  test("a product of two signals that may be 0 is a multiply", () => {
    const nodes = [
      node("Conv", ["x", "k"], "a"),
      node("Conv", ["x", "k2"], "b"),
      node("Relu", ["b"], "r"),
      node("Mul", ["a", "r"], "y"),
    ];
    expect(outline(read(nodes)).at(-1)).toBe("y: multiply < a r");
  });

  test("a gated signal that is smaller than its gate is repeated", () => {
    const nodes = [
      node("GlobalMaxPool", ["x"], "p"),
      node("Conv", ["x", "k"], "g"),
      node("Sigmoid", ["g"], "s"),
      node("Mul", ["p", "s"], "y"),
    ];
    const network = read(nodes);
    expect(outline(network).at(-1)).toMatch(/^y: upsample < /);
    expect(shapeOf(network)).toEqual([4, 6]);
  });

  test("a mean of a layer that a convolution reads is a layer", () => {
    const nodes = [node("ReduceMean", ["x"], "m", [{ name: "axes", ints: [2] }]), node("Conv", ["m", "k"], "y")];
    expect(outline(read(nodes))).toEqual(["m: reduce < x", "y/reshape: reshape < m", "y: conv1d < y/reshape"]);
  });

  test("branches, several inputs and several outputs", () => {
    const nodes = [node("Conv", ["x", "k"], "a"), node("Add", ["a", "z"], "b"), node("Conv", ["x", "k2"], "c")];
    const inputs = [
      { name: "x", dims: [1, 4, 6] },
      { name: "z", dims: [1, 4, "t"] },
    ];
    const file = onnxFile({ nodes, initializers: CONV, inputs, outputs: ["c", "b"] });
    const network = readModel(file, { inputShapes: { z: [4, 6] } });
    expect(network.layers.map(({ name }) => name)).toEqual(["x", "z", "a", "b", "c"]);
    expect(network.outputs).toEqual(["c", "b"]);
    expect(() => readModel(file)).toThrow('input "z": expected known sizes besides the batch (option inputShape)');
    expect(() => readModel(file, { inputShape: [4, 6] })).toThrow(
      "options.inputShape: expected inputShapes, for 2 inputs",
    );
    expect(() => readModel(file, { inputShapes: { q: [4, 6] } })).toThrow(
      'options.inputShapes: expected names of inputs ("x", "z"), got "q"',
    );
  });
});

describe("constants", () => {
  test("a factor of 0 is a mask of elements", () => {
    const network = read([node("Mul", ["x", "c"], "y")], [floats("c", [4, 1], [1, 0, 2, 0])]);
    expect(outline(network)).toEqual(["y: mask < x"]);
    expect(layer(network, "y")).toMatchObject({ elements: Buffer.from([0x3f, 0xf0, 0x03]).toString("base64") });
  });

  test.each(["BatchNormalization", "InstanceNormalization"])("a scale of 0 in a %s is a mask of a channel", (op) => {
    const network = read(
      [node(op, ["x", "s", "b", "b", "b"], "y")],
      [floats("s", [4], [0, 1, 1, 1]), floats("b", [4])],
    );
    expect(outline(network)).toEqual(["y: mask < x", "y-2: normalization < y"]);
    expect(layer(network, "y")).toMatchObject({ elements: Buffer.from([0xc0, 0xff, 0xff]).toString("base64") });
  });

  test("the scales of a GroupNormalization are those of groups or of channels", () => {
    const groups = (count: number, zero: boolean) =>
      read(
        [node("GroupNormalization", ["x", "s", "s"], "y", [{ name: "num_groups", i: 2 }])],
        [floats("s", [count], [zero ? 0 : 1, ...new Array(count - 1).fill(1)])],
      );
    expect(outline(groups(2, false))).toEqual(["y: normalization < x"]);
    expect(outline(groups(4, true))).toEqual(["y: mask < x", "y-2: normalization < y"]);
    expect(() => groups(2, true)).toThrow('node "y" (GroupNormalization): expected no scale of 0 for a whole group');
  });

  test("a scale of 0 in a dense chain makes it a model", () => {
    const nodes = [
      node("MatMul", ["x", "w"], "h"),
      node("LayerNormalization", ["h", "s"], "g"),
      node("MatMul", ["g", "w"], "y"),
    ];
    const spec = { nodes, initializers: [floats("w", [2, 2]), floats("s", [2], [0, 1])] };
    expect(outline(readModel(onnxFile(spec)))).toEqual([
      "h: dense < x",
      "g: mask < h",
      "g-2: normalization < g",
      "y: dense < g-2",
    ]);
  });

  test.each([
    ["true", ["c", "x", "zero"], [0x3f, 0xf0, 0x03]],
    ["false", ["c", "zero", "x"], [0xc0, 0x0f, 0xfc]],
  ])("a Where that keeps the signal where a constant is %s is a mask", (_, inputs, elements) => {
    const numbers = [integers("c", [1, 0, 2, 0], [4, 1]), floats("zero", [], [0])];
    expect(layer(read([node("Where", inputs, "y")], numbers), "y")).toMatchObject({
      elements: Buffer.from(elements).toString("base64"),
    });
  });

  test("a Where whose condition is computed from other signals is refused", () => {
    const nodes = [node("Conv", ["x", "k"], "a"), node("Where", ["a", "x", "zero"], "y")];
    expect(() => read(nodes, [floats("zero", [], [0])])).toThrow(
      'node "y" (Where): expected a condition that is constant, got a computed one',
    );
  });

  test("a constant that is wider repeats the signal", () => {
    const network = read([node("GlobalMaxPool", ["x"], "p"), node("Add", ["p", "c"], "y")], [floats("c", [1, 4, 6])]);
    expect(outline(network)).toEqual(["p: global-pool < x", "y/reshape: reshape < p", "y: upsample < y/reshape"]);
    expect(shapeOf(network)).toEqual([4, 6]);
  });

  test("zeros joined to a signal are positions without one", () => {
    const nodes = [
      node("ConstantOfShape", ["s"], "zeros"),
      node("Concat", ["zeros", "x", "x", "zeros"], "y", [{ name: "axis", i: 1 }]),
    ];
    const network = read(nodes, [integers("s", [1, 2, 6])]);
    expect(outline(network)).toEqual(["y/pad: pad < x", "y/pad-2: pad < x", "y: concat < y/pad y/pad-2"]);
    expect(shapeOf(network)).toEqual([12, 6]);
  });
});

describe("kinds of removal", () => {
  const drop = (inputs: string[], output: string) => node("Dropout", [...inputs, "rate"], output);
  const rate = floats("rate", [], [0.3]);

  test("a Dropout after a convolution is dropout of elements", () => {
    const network = read([node("Conv", ["x", "k"], "a"), drop(["a"], "y")], [rate]);
    expect(layer(network, "y")).toMatchObject({ type: "dropout", drop: 0.3, shared: [] });
  });

  test.each([
    ["channels", [1, 4, 1], { type: "channel-dropout", drop: 0.3 }],
    ["positions", [1, 1, 6], { type: "dropout", drop: 0.3, shared: [0] }],
    ["a whole branch", [1, 1, 1], { type: "stochastic-depth", drop: 0.3 }],
    ["elements", [1, 4, 6], { type: "dropout", drop: 0.3 }],
  ])("a Dropout on ones for %s", (_, dims, expected) => {
    const ones = floats("ones", dims, new Array(dims.reduce((a, b) => a * b)).fill(1));
    const network = read([drop(["ones"], "mask"), node("Mul", ["mask", "x"], "y")], [rate, ones]);
    expect(layer(network, "y")).toMatchObject(expected);
  });

  test("a Dropout on the outputs makes a chain of dense layers a model", () => {
    const nodes = [node("MatMul", ["x", "w"], "h"), node("Dropout", ["h"], "y")];
    expect(outline(readModel(onnxFile({ nodes, initializers: [floats("w", [2, 2])] })))).toEqual([
      "h: dense < x",
      "y: dropout < h",
    ]);
  });

  test("rates given as options replace those of the file", () => {
    const network = readModel(
      onnxFile({
        nodes: [node("Conv", ["x", "k"], "a"), drop(["a"], "d"), node("Conv", ["d", "k2"], "y")],
        initializers: [...CONV, rate],
        inputs: [{ name: "x", dims: [1, 4, 6] }],
      }),
      { dropSites: 0.25, keepBonds: 0.5 },
    );
    const removal = network.layers.filter(({ type }) => type === "dropout");
    expect(removal).toMatchObject([{ drop: 0.25, from: ["a"] }]);
    expect(layer(network, "y")).toMatchObject({ keepBonds: 0.5 });
  });

  test("channel dropout of a chain of dense layers makes it a model", () => {
    const nodes = [node("MatMul", ["x", "w"], "h"), node("MatMul", ["h", "w"], "y")];
    const bytes = onnxFile({ nodes, initializers: [floats("w", [2, 2])] });
    expect(readModel(bytes, { dropChannels: 0.5 }).layers.map(({ type }) => type)).toEqual([
      "input",
      "dense",
      "channel-dropout",
      "dense",
    ]);
    expect(readDense(bytes, { dropSites: [0.5] }).dropSites).toEqual([0.5]);
  });
});

describe("positions", () => {
  test("Split, Slice with steps and Gather", () => {
    const nodes = [
      { op: "Split", outputs: ["p", "q"], name: "split", attributes: [{ name: "axis", i: 1 }] },
      node("Slice", ["q", "start", "end", "axes", "steps"], "s"),
      node("Gather", ["s", "one"], "g", [{ name: "axis", i: 2 }]),
    ];
    const numbers = [
      integers("start", [-5]),
      integers("end", [9999]),
      integers("axes", [2]),
      integers("steps", [2]),
      integers("one", [1], []),
    ];
    const network = read(nodes, numbers, { outputs: ["g", "p"] });
    expect(layer(network, "split-2")).toMatchObject({ type: "slice", axis: 0, start: 2, end: 4 });
    expect(layer(network, "s")).toMatchObject({ type: "slice", axis: 1, start: 1, end: 6, step: 2 });
    expect(layer(network, "g")).toMatchObject({ type: "slice", axis: 1, start: 1, end: 2 });
    expect(resolveModel(network).outputs.map((at) => resolveModel(network).shapes[at])).toEqual([
      [2, 1],
      [2, 6],
    ]);
  });

  test("a Gather in any order, and a Slice backwards, are slices one after another", () => {
    const gather = read([node("Gather", ["x", "at"], "y", [{ name: "axis", i: 1 }])], [integers("at", [2, 0, 0, -1])]);
    expect(outline(gather).at(-1)).toBe("y-5: concat < y y-2 y-3 y-4");
    expect(shapeOf(gather)).toEqual([4, 6]);
    const numbers = [integers("start", [-1]), integers("end", [-9999]), integers("axes", [1]), integers("steps", [-1])];
    const flipped = read([node("Slice", ["x", "start", "end", "axes", "steps"], "y")], numbers);
    expect(flipped.layers.slice(1, 5)).toMatchObject([{ start: 3 }, { start: 2 }, { start: 1 }, { start: 0 }]);
  });

  test("token numbers and a table are an embedding", () => {
    const nodes = [
      node("Gather", ["table", "ids"], "e"),
      node("Add", ["e", "positions"], "s"),
      node("MatMul", ["s", "w"], "y"),
    ];
    const initializers = [floats("table", [9, 4]), floats("positions", [5, 4]), floats("w", [4, 3])];
    const file = onnxFile({ nodes, initializers, inputs: [{ name: "ids", dims: ["n", "tokens"] }] });
    const network = readModel(file, { inputShape: [5] });
    expect(outline(network)).toEqual(["e: embedding < ids", "y: dense < e"]);
    expect(shapeOf(network)).toEqual([3, 5]);
    expect(() => readModel(file)).toThrow(
      'node "e" (Gather): expected to know the sizes of input "ids" (option inputShape)',
    );
  });
});

describe("layouts", () => {
  test("layers transpose only where features are last", () => {
    const nodes = [
      node("MatMul", ["x", "w1"], "a"),
      node("Relu", ["a"], "r"),
      node("MatMul", ["r", "w2"], "b"),
      node("Add", ["b", "x"], "y"),
    ];
    const initializers = [floats("w1", [6, 8]), floats("w2", [8, 6])];
    const network = read(nodes, initializers);
    expect(outline(network)).toEqual([
      "a/transpose: transpose < x",
      "a: dense < a/transpose",
      "r: activation < a",
      "b: dense < r",
      "y: add < b a/transpose",
    ]);
  });

  test("a Transpose between operators of one layout costs no layer", () => {
    const nodes = [
      node("Transpose", ["x"], "t", [{ name: "perm", ints: [0, 2, 1] }]),
      node("MatMul", ["t", "w"], "a"),
      node("Transpose", ["a"], "u", [{ name: "perm", ints: [0, 2, 1] }]),
      node("Conv", ["u", "k"], "y"),
    ];
    expect(outline(read(nodes, [floats("w", [4, 4])]))).toEqual(["a: dense < x", "y: conv1d < a"]);
  });

  test("constant weights on the left", () => {
    const network = read([node("MatMul", ["w", "x"], "y")], [floats("w", [2, 4], [1, 0, 1, 1, 1, 1, 1, 1])]);
    expect(outline(network)).toEqual(["y: dense < x"]);
    expect(layer(network, "y")).toMatchObject({ units: 2, connections: Buffer.from([0b11111101]).toString("base64") });
  });

  test("a channel shuffle is a reshape, a transpose and a reshape", () => {
    const nodes = [
      node("Reshape", ["x", "split"], "a"),
      node("Transpose", ["a"], "b", [{ name: "perm", ints: [0, 2, 1, 3] }]),
      node("Reshape", ["b", "join"], "c"),
      node("Conv", ["c", "k"], "y"),
    ];
    const network = read(nodes, [integers("split", [0, 2, 2, 6]), integers("join", [0, -1, 6])]);
    expect(outline(network)).toEqual([
      "a: reshape < x",
      "c/transpose: transpose < a",
      "c: reshape < c/transpose",
      "y: conv1d < c",
    ]);
  });

  test("shapes that PyTorch computes node by node are worked out", () => {
    const constant = (name: string, value: number[]) => ({
      op: "Constant",
      inputs: [],
      outputs: [name],
      attributes: [{ name: "value", t: integers("", value, value.length === 1 ? [] : [value.length]) }],
    });
    const nodes = [
      node("Shape", ["x"], "shape"),
      constant("zero", [0]),
      node("Gather", ["shape", "zero"], "batch"),
      constant("two", [2]),
      node("Gather", ["shape", "two"], "length"),
      constant("four", [4]),
      node("Mul", ["length", "four"], "all"),
      node("Unsqueeze", ["batch", "axis"], "batch1"),
      node("Unsqueeze", ["all", "axis"], "all1"),
      node("Concat", ["batch1", "all1"], "target", [{ name: "axis", i: 0 }]),
      node("Reshape", ["x", "target"], "flat"),
      node("Gemm", ["flat", "w"], "y"),
    ];
    const initializers = [integers("axis", [0]), floats("w", [24, 2])];
    expect(readDense(onnxFile({ nodes, initializers, inputs: [{ name: "x", dims: ["n", 4, 6] }] })).widths).toEqual([
      24, 2,
    ]);
  });

  test("where samples are joined, axis 0 was no batch", () => {
    const inputs = [{ name: "x", dims: [2, 3] }];
    const nodes = [
      node("Concat", ["x", "x"], "c", [{ name: "axis", i: 0 }]),
      node("ReduceSum", ["c", "axes"], "s", [{ name: "keepdims", i: 0 }]),
      node("MatMul", ["s", "w"], "y"),
    ];
    const network = readModel(onnxFile({ nodes, initializers: [integers("axes", [0]), floats("w", [3, 2])], inputs }));
    expect(network.layers[0]).toMatchObject({ shape: [2, 3] });
    expect(shapeOf(network)).toEqual([2]);
  });

  test("weights that are transposed on the way keep their zeros", () => {
    const nodes = [
      node("Transpose", ["w"], "t"),
      node("Cast", ["t"], "c", [{ name: "to", i: 1 }]),
      node("MatMul", ["x", "c"], "y"),
    ];
    const weights = floats("w", [2, 3], [1, 0, 1, 1, 1, 1]);
    expect(readDense(onnxFile({ nodes, initializers: [weights] })).connections).toEqual([
      Buffer.from([0b111101]).toString("base64"),
    ]);
    const large = floats(
      "w",
      [70, 70],
      Array.from({ length: 4900 }, (_, index) => (index === 71 * 2 + 1 ? 0 : 1)),
    );
    const [bits = ""] = readDense(onnxFile({ nodes, initializers: [large] })).connections ?? [];
    const bytes = Buffer.from(bits ?? "", "base64");
    expect(
      Array.from({ length: 4900 }, (_, at) => at).filter((at) => !((bytes[at >> 3] ?? 0) & (1 << (at & 7)))),
    ).toEqual([143]);
  });
});
