import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import {
  countOf,
  find,
  functional,
  input,
  type KerasLayer,
  layer,
  outcome,
  readAsModel,
  sequential,
  shapesOf,
} from "./models.ts";

/** The shape, channels first, of the last of some layers on an image or sequence. */
function shapeAfter(shape: readonly number[], ...layers: KerasLayer[]): readonly number[] | undefined {
  const network = readAsModel(sequential(shape, ...layers));
  return shapesOf(network)[network.outputs[0] ?? ""];
}

describe("convolutions", () => {
  test.each([
    ["valid", {}, [5, 6, 6]],
    ["same", { padding: "same", strides: 2 }, [5, 4, 4]],
    ["dilated", { dilation_rate: [2, 2] }, [5, 4, 4]],
  ])("Conv2D %s", (_, config, expected) => {
    expect(shapeAfter([8, 8, 3], layer("Conv2D", "c", { filters: 5, kernel_size: [3, 3], ...config }))).toEqual(
      expected,
    );
  });

  test.each([
    ["valid", { padding: "valid", strides: 2 }, [5, 17, 17]],
    ["same", { padding: "same", strides: 2 }, [5, 16, 16]],
    ["valid, stride beyond the kernel", { strides: 5 }, [5, 40, 40]],
    ["same, stride beyond the kernel", { padding: "same", strides: 4 }, [5, 32, 32]],
    ["with an output padding", { padding: "same", strides: 2, output_padding: 1 }, [5, 16, 16]],
  ])("Conv2DTranspose %s", (_, config, expected) => {
    expect(shapeAfter([8, 8, 3], layer("Conv2DTranspose", "c", { filters: 5, kernel_size: 3, ...config }))).toEqual(
      expected,
    );
  });

  test("a causal Conv1D pads the past alone", () => {
    const causal = layer("Conv1D", "c", { filters: 2, kernel_size: 3, padding: "causal", dilation_rate: 2 });
    expect(find(readAsModel(sequential([10, 4], causal)), "c")).toMatchObject({ type: "conv1d", padding: [[4, 0]] });
  });

  test("depthwise and separable", () => {
    const depthwise = layer("DepthwiseConv2D", "d", { kernel_size: 3, depth_multiplier: 2 });
    const separable = layer("SeparableConv2D", "s", { filters: 7, kernel_size: 3, padding: "same" });
    const network = readAsModel(sequential([8, 8, 3], depthwise, separable));
    expect(find(network, "d")).toMatchObject({ channels: 6, groups: 3 });
    expect(find(network, "s/depthwise")).toMatchObject({ channels: 6, groups: 6, kernel: [3, 3] });
    expect(find(network, "s")).toMatchObject({ channels: 7, groups: 1, kernel: [1, 1], from: ["s/depthwise"] });
  });

  test("channels first need no transpose, mixed formats do", () => {
    const conv = (name: string, data_format: string) =>
      layer("Conv2D", name, { filters: 4, kernel_size: 1, data_format });
    const first = readAsModel(sequential([3, 8, 9], conv("a", "channels_first"), conv("b", "channels_first")));
    expect(shapesOf(first)).toEqual({ x: [3, 8, 9], a: [4, 8, 9], b: [4, 8, 9] });
    const mixed = readAsModel(sequential([3, 8, 9], conv("a", "channels_first"), conv("b", "channels_last")));
    expect(find(mixed, "b/transpose")).toMatchObject({ type: "transpose", axes: [2, 0, 1] });
    expect(shapesOf(mixed).b).toEqual([4, 4, 8]);
  });
});

describe("space", () => {
  test("pooling, of all space too", () => {
    expect(shapeAfter([8, 9, 3], layer("MaxPooling2D", "p"))).toEqual([3, 4, 4]);
    expect(
      shapeAfter([8, 9, 3], layer("AveragePooling2D", "p", { pool_size: 3, strides: 2, padding: "same" })),
    ).toEqual([3, 4, 5]);
    expect(shapeAfter([8, 9, 3], layer("GlobalMaxPooling2D", "p"))).toEqual([3]);
    expect(shapeAfter([8, 9, 3], layer("GlobalAveragePooling2D", "p", { keepdims: true }))).toEqual([3, 1, 1]);
    expect(shapeAfter([4, 5, 6, 2], layer("MaxPooling3D", "p", { pool_size: 2 }))).toEqual([2, 2, 2, 3]);
    expect(shapeAfter([12, 5], layer("GlobalAveragePooling1D", "p"))).toEqual([5]);
  });

  test("padding, cropping and enlarging", () => {
    expect(
      shapeAfter(
        [8, 9, 3],
        layer("ZeroPadding2D", "p", {
          padding: [
            [1, 2],
            [3, 4],
          ],
        }),
      ),
    ).toEqual([3, 11, 16]);
    expect(shapeAfter([8, 3], layer("ZeroPadding1D", "p", { padding: [2, 1] }))).toEqual([3, 11]);
    expect(shapeAfter([8, 9, 3], layer("Cropping2D", "p", { cropping: [1, 2] }))).toEqual([3, 6, 5]);
    expect(shapeAfter([8, 9, 3], layer("UpSampling2D", "p", { size: [2, 3], interpolation: "bilinear" }))).toEqual([
      3, 16, 27,
    ]);
    expect(shapeAfter([8], layer("RepeatVector", "p", { n: 5 }))).toEqual([8, 5]);
    expect(outcome(() => shapeAfter([8, 9, 3], layer("Cropping2D", "p", { cropping: 4 })))).toMatch(
      /^invalid-file: layer "p"/,
    );
  });
});

describe("merging", () => {
  const branches = (className: string, config: object, more: KerasLayer[] = []) => [
    input("x", [8, 8, 4]),
    layer("Conv2D", "a", { filters: 4, kernel_size: 1 }, ["x"]),
    layer("GlobalAveragePooling2D", "squeeze", {}, ["x"]),
    layer("Dense", "gate", { units: 4, ...config }, ["squeeze"]),
    ...more,
    layer(className, "y", {}, ["a", more.at(-1)?.name ?? "gate"]),
  ];

  test("a gate made by a sigmoid cuts nothing and is left out", () => {
    for (const activation of ["sigmoid", "hard_sigmoid", "softmax"]) {
      const layers = [
        ...branches("Multiply", { activation }),
        layer("Conv2D", "z", { filters: 2, kernel_size: 1 }, ["y"]),
      ];
      const network = readAsModel(functional(layers, ["x"], ["z"]));
      expect(network.layers.map(({ name }) => name)).toEqual(["x", "a", "z"]);
    }
    const swish = [
      input("x", [4]),
      layer("Dense", "d", { units: 4 }, ["x"]),
      layer("Activation", "s", { activation: { class_name: "Custom", config: "sigmoid" } }, ["d"]),
      layer("Multiply", "m", {}, ["d", "s"]),
      layer("Dense", "y", { units: 1 }, ["m"]),
    ];
    expect(readKeras(functional(swish, ["x"], ["y"]))).toEqual({ kind: "layered", widths: [4, 4, 1] });
  });

  test("another factor cuts, and so does a gate behind a dropout", () => {
    const relu = readAsModel(functional(branches("Multiply", { activation: "relu" }), ["x"], ["y"]));
    expect(find(relu, "y")).toMatchObject({ type: "multiply", from: ["a", "y/axes"] });
    const dropped = [layer("Dropout", "drop", { rate: 0.5 }, ["gate"])];
    const network = readAsModel(functional(branches("Multiply", { activation: "sigmoid" }, dropped), ["x"], ["y"]));
    expect(find(network, "y").type).toBe("multiply");
  });

  test("sums of vectors and images repeat the vector over space", () => {
    for (const className of ["Add", "Subtract", "Average", "Maximum", "Minimum"]) {
      const network = readAsModel(functional(branches(className, {}), ["x"], ["y"]));
      expect(find(network, "y/axes")).toMatchObject({ type: "reshape", shape: [4, 1, 1] });
      expect(find(network, "y").type).toBe("add");
      expect(shapesOf(network).y).toEqual([4, 8, 8]);
    }
  });

  test("Concatenate counts axes as the file does", () => {
    const layers = (axis: number) => [
      input("x", [8, 9, 4]),
      layer("Conv2D", "a", { filters: 4, kernel_size: 1 }, ["x"]),
      layer("Concatenate", "y", { axis }, ["x", "a"]),
    ];
    const shape = (axis: number) => shapesOf(readAsModel(functional(layers(axis), ["x"], ["y"]))).y;
    expect([shape(3), shape(-1), shape(1), shape(-2)]).toEqual([
      [8, 8, 9],
      [8, 8, 9],
      [4, 16, 9],
      [4, 8, 18],
    ]);
    expect(outcome(() => shape(0))).toMatch(/^invalid-file: layer "y" \(Concatenate\)\.axis: /);
    expect(outcome(() => shape(4))).toMatch(/^invalid-file/);
  });
});

describe("attention", () => {
  const layers = (config: object) => [
    input("q", [6, 16]),
    input("v", [9, 12]),
    layer("MultiHeadAttention", "mha", { num_heads: 4, key_dim: 5, dropout: 0.1, ...config }, ["q", "v"]),
    layer("LayerNormalization", "y", {}, ["mha"]),
  ];

  test("is a value projection, attention and an output projection", () => {
    const network = readAsModel(functional(layers({}), ["q", "v"], ["y"]));
    expect(network.layers.map(({ name }) => name)).toEqual(["v", "mha/value", "mha/attention", "mha", "y"]);
    expect(find(network, "mha/value")).toMatchObject({ units: 20 });
    expect(find(network, "mha/attention")).toMatchObject({ heads: 4, queries: 6, dropAttention: 0.1, causal: false });
    expect(shapesOf(network).mha).toEqual([16, 6]);
  });

  test("takes its own sizes of values and output", () => {
    const network = readAsModel(functional(layers({ value_dim: 3, output_shape: 7 }), ["q", "v"], ["y"]));
    expect([shapesOf(network)["mha/value"], shapesOf(network).mha]).toEqual([
      [12, 9],
      [7, 6],
    ]);
  });

  test("along other axes is refused", () => {
    expect(outcome(() => readKeras(functional(layers({ attention_axes: [1, 2] }), ["q", "v"], ["y"])))).toMatch(
      /^unsupported-model: layer "mha"/,
    );
  });
});

describe("other layers", () => {
  test("an Embedding takes its input length", () => {
    const embedding = layer("Embedding", "e", {
      input_dim: 1000,
      output_dim: 8,
      input_length: 12,
      batch_input_shape: [null, null],
    });
    const model = { class_name: "Sequential", config: { layers: [embedding, layer("GlobalMaxPooling1D", "p")] } };
    expect(shapesOf(readAsModel(model))).toEqual({ input: [12], e: [8, 12], p: [8] });
  });

  test.each(["LSTM", "GRU", "Bidirectional", "Lambda", "MyLayer", "constructor", "__proto__", "TimeDistributed"])(
    "%s is refused by name",
    (className) => {
      expect(outcome(() => readKeras(sequential([4, 4], layer(className, "core", { units: 4 }))))).toMatch(
        new RegExp(`^unsupported-model: layer "core" \\(${className}\\): expected a layer read here .*"${className}"`),
      );
    },
  );

  test("functions of TensorFlow and operations of Keras 3", () => {
    const call = (name: string, fn: string, node: unknown) => ({
      ...layer(fn === "" ? "SlicingOpLambda" : "TFOpLambda", name, {
        function: fn === "" ? "__operators__.getitem" : fn,
      }),
      inbound_nodes: [node],
    });
    const layers = [
      input("x", [4, 4, 16]),
      call("scale", "math.multiply", ["x", 0, 0, { y: 0.5, name: null }]),
      call("sum", "__operators__.add", ["scale", 0, 0, { y: ["x", 0, 0], name: null }]),
      call("shuffle", "nn.depth_to_space", ["sum", 0, 0, { block_size: 2 }]),
      call("twice", "concat", [
        ["shuffle", 0, 0, { axis: -1 }],
        ["shuffle", 0, 0, { axis: -1 }],
      ]),
      call("row", "", ["twice", 0, 0, { slice_spec: [{ start: null, stop: null, step: null }, 0] }]),
      call("mean", "math.reduce_mean", ["row", 0, 0, { axis: [1], keepdims: false }]),
    ];
    const network = readAsModel(functional(layers, ["x"], ["mean"]));
    const shapes = shapesOf(network);
    expect([shapes.sum, shapes.shuffle, shapes.twice, shapes.mean]).toEqual([[16, 4, 4], [4, 8, 8], [8, 8, 8], [8]]);
    expect(countOf(network, "multiply")).toBe(0);
    const zero = [
      input("x", [4]),
      call("y", "math.multiply", ["x", 0, 0, { y: 0 }]),
      layer("Dense", "z", { units: 1 }, ["y"]),
    ];
    expect(outcome(() => readKeras(functional(zero, ["x"], ["z"])))).toMatch(/^unsupported-model: layer "y"/);
    const odd = [input("x", [4]), call("y", "signal.fft", ["x", 0, 0, {}])];
    expect(outcome(() => readKeras(functional(odd, ["x"], ["y"])))).toMatch(/"signal\.fft"$/);
  });
});
