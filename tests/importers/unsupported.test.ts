import { describe, expect, test } from "vitest";
import { PercolationError } from "../../sdk/errors.ts";
import { readOnnx } from "../../sdk/importers/index.ts";
import { floats, integers, type ModelSpec, type NodeSpec, onnxFile, type TensorSpec } from "./onnx-file.ts";

/** The error's code and message, as one line. */
function refusal(spec: ModelSpec): string {
  try {
    readOnnx(onnxFile(spec));
  } catch (error) {
    if (error instanceof PercolationError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
}

const FIRST: NodeSpec = { op: "MatMul", inputs: ["x", "w1"], outputs: ["h"], name: "first" };
const LAST: NodeSpec = { op: "MatMul", inputs: ["g", "w2"], outputs: ["y"], name: "last" };

function between(nodes: NodeSpec[], initializers: TensorSpec[] = [], more: Partial<ModelSpec> = {}): ModelSpec {
  const weights = [floats("w1", [4, 4]), floats("w2", [4, 2])];
  return { nodes: [FIRST, ...nodes, LAST], initializers: [...weights, ...initializers], ...more };
}

function dense(node: Partial<NodeSpec>, weights: TensorSpec, more: Partial<ModelSpec> = {}): ModelSpec {
  return { nodes: [{ op: "Gemm", inputs: ["x", "w"], name: "fc", ...node }], initializers: [weights], ...more };
}

describe("operators that are not read", () => {
  test.each(["LSTM", "GRU", "RNN", "Scan", "Loop", "If", "NonMaxSuppression"])("%s is named with its node", (op) => {
    expect(refusal(between([{ op, inputs: ["h"], outputs: ["g"], name: "layer1" }]))).toBe(
      `unsupported-model: node "layer1" (${op}): expected an operator of feed-forward networks (Conv, Gemm, MatMul, Add, Relu, Dropout, ...), got ${op}`,
    );
  });

  test("subgraphs are named with the number of their nodes", () => {
    const attributes = [
      { name: "then_branch", graphNodes: 2 },
      { name: "else_branch", graphNodes: 3 },
    ];
    expect(refusal(between([{ op: "If", inputs: ["h"], outputs: ["g"], name: "switch", attributes }]))).toBe(
      'unsupported-model: node "switch" (If): expected a network outside of subgraphs, not in then_branch (2 nodes) and else_branch (3 nodes), got If',
    );
  });

  test("operators that work out shapes are not read on signals", () => {
    expect(refusal(between([{ op: "Tile", inputs: ["h", "h"], outputs: ["g"] }]))).toMatch(
      /^unsupported-model: node #1 \(Tile\): expected constants for Tile/,
    );
  });

  test("a convolution of rows of neurons is refused", () => {
    expect(refusal(between([{ op: "Conv", inputs: ["h", "w1"], outputs: ["g"], name: "conv1" }]))).toBe(
      'unsupported-model: node "conv1" (Conv): expected 1 to 3 axes of space, got 1x4',
    );
  });

  test("a node without a name is named by its position", () => {
    expect(refusal(between([{ op: "LSTM", inputs: ["h"], outputs: ["g"] }]))).toContain("node #1 (LSTM): ");
  });

  test("a standard name in another domain is another operator", () => {
    const node = { op: "Gelu", inputs: ["h"], outputs: ["g"], domain: "com.microsoft" };
    expect(refusal(between([node]))).toMatch(/^unsupported-model: node #1 \(Gelu\): .*, got com\.microsoft\.Gelu$/);
  });

  test("a type named like a property of every object is unknown", () => {
    expect(refusal(between([{ op: "constructor", inputs: ["h"], outputs: ["g"] }]))).toMatch(/^unsupported-model/);
  });

  test("a Constant of text is refused", () => {
    const node = { op: "Constant", inputs: [], outputs: ["g"], attributes: [{ name: "value_string" }] };
    expect(refusal(between([node]))).toMatch(/^unsupported-model: node #1 \(Constant\): .*got \[value_string\]$/);
  });
});

describe("samples of a batch", () => {
  test("a mean over all axes, batch included, is refused", () => {
    const mean = { op: "ReduceMean", inputs: ["h"], outputs: ["g"], attributes: [{ name: "axes", ints: [-1, -2] }] };
    const spec = between([mean], [], { inputs: [{ name: "x", dims: ["n", 4] }] });
    expect(refusal(spec)).toMatch(
      /^unsupported-model: node #1 \(ReduceMean\): expected to leave the samples .*got axes \[-1,-2\]$/,
    );
  });

  test("a mean over the batch is refused", () => {
    const mean = { op: "ReduceMean", inputs: ["h"], outputs: ["g"], attributes: [{ name: "axes", ints: [0] }] };
    expect(refusal(between([mean]))).toMatch(/^unsupported-model: node #1 \(ReduceMean\): .*got axes \[0\]$/);
  });
});

describe("inputs and outputs", () => {
  test("no input or no output is refused", () => {
    expect(refusal(dense({}, floats("w", [2, 2]), { inputs: [] }))).toMatch(/^unsupported-model: graph\.input/);
    expect(refusal(dense({}, floats("w", [2, 2]), { outputs: [] }))).toMatch(/^unsupported-model: graph\.output/);
  });

  test("an input whose shape nothing tells is refused", () => {
    expect(refusal({ nodes: [{ op: "Relu" }] })).toBe(
      'unsupported-model: input "x": expected known sizes besides the batch (option inputShape), got an open dimension that no dense layer tells',
    );
    expect(refusal({ nodes: [{ op: "Relu" }], inputs: [{ name: "x", dims: ["n", 3, "h", "w"] }] })).toBe(
      'unsupported-model: input "x": expected known sizes besides the batch (option inputShape), got dimension 2 and 3 open in ?x3x?x?',
    );
    expect(refusal({ nodes: [{ op: "Transpose" }], inputs: [{ name: "x", dims: ["n", "features"] }] })).toBe(
      'unsupported-model: node #0 (Transpose): expected to know the sizes of input "x" (option inputShape), got an open dimension',
    );
  });

  test("an output that no layer makes is refused", () => {
    expect(refusal({ nodes: [{ op: "Identity" }], inputs: [{ name: "x", dims: [1, 3] }] })).toMatch(
      /^unsupported-model: graph\.output: expected an output that a node makes/,
    );
  });

  test("an output that does not depend on an input is refused", () => {
    const spec = dense({}, floats("w", [2, 2]), { outputs: ["w"] });
    expect(refusal(spec)).toBe(
      'unsupported-model: output "w": expected to depend on the graph\'s input, got a constant',
    );
  });

  test("an output of another shape than the file states is an invalid file", () => {
    expect(refusal(dense({}, floats("w", [2, 2]), { outputs: [{ name: "y", dims: ["n", 3] }] }))).toBe(
      'invalid-file: node "fc" (Gemm): expected an output of shape ?x3, as the file states, got 1x2',
    );
  });

  test("an output that no node makes is an invalid file", () => {
    expect(refusal(dense({}, floats("w", [2, 2]), { outputs: ["q"] }))).toMatch(/^invalid-file: output "q"/);
  });

  test("the mask of a Dropout is not read", () => {
    const nodes = [
      { op: "Dropout", inputs: ["h"], outputs: ["d", "mask"] },
      { op: "Cast", inputs: ["mask"], outputs: ["g"] },
    ];
    expect(refusal(between(nodes))).toMatch(
      /^unsupported-model: node #2 \(Cast\): .*"mask", a side output of node #1 \(Dropout\)$/,
    );
  });
});

describe("order of the nodes", () => {
  test("a node before the one it reads is an invalid file", () => {
    const spec = between([{ op: "Relu", inputs: ["later"], outputs: ["g"], name: "early" }]);
    expect(refusal(spec)).toMatch(
      /^invalid-file: node "early" \(Relu\): expected input "later" to come from an earlier node/,
    );
  });

  test("a cycle is an invalid file", () => {
    const nodes = [
      { op: "Relu", inputs: ["b"], outputs: ["a"] },
      { op: "Relu", inputs: ["a"], outputs: ["b"] },
    ];
    expect(refusal(between(nodes))).toMatch(/^invalid-file: node #1 \(Relu\): .*a cycle/);
  });

  test("a name made twice is an invalid file", () => {
    expect(refusal(between([{ op: "Relu", inputs: ["h"], outputs: ["x"] }]))).toMatch(
      /^invalid-file: .*got "x" again$/,
    );
  });

  test("a missing input is an invalid file", () => {
    expect(refusal(dense({ inputs: ["x"] }, floats("w", [2, 2])))).toMatch(
      /^invalid-file: .*an input at position 1, got none$/,
    );
  });
});

describe("shapes", () => {
  test("layers of different widths do not join", () => {
    const spec = between([], [], { nodes: [FIRST, { ...LAST, inputs: ["h", "w"] }] });
    expect(refusal({ ...spec, initializers: [...(spec.initializers ?? []), floats("w", [3, 2])] })).toBe(
      'invalid-file: node "last" (MatMul): expected weights for 4 neurons, got 3',
    );
  });

  test("weights that do not fit the input are an invalid file", () => {
    expect(refusal(dense({}, floats("w", [2, 2]), { inputs: [{ name: "x", dims: [1, 5] }] }))).toBe(
      'invalid-file: node "fc" (Gemm): expected weights for 5 neurons, got 2',
    );
  });

  test("hidden neurons do not flow into the batch or back", () => {
    const flatten = { op: "Flatten", inputs: ["h"], outputs: ["g"], attributes: [{ name: "axis", i: 0 }] };
    const spec = between([flatten], [], { inputs: [{ name: "x", dims: [2, 4] }] });
    expect(refusal(spec)).toBe('invalid-file: node "last" (MatMul): expected weights for 8 neurons, got 4');
  });

  test.each([[[-1, 5]], [[2, 5]], [[-1, -1]], [[-2, 6]], [[]]])(
    "a Reshape of 1x4x3 to %j is an invalid file",
    (target) => {
      const reshape = { op: "Reshape", inputs: ["x", "s"], outputs: ["g"] };
      const spec = between([], [integers("s", target)], {
        nodes: [reshape, LAST],
        inputs: [{ name: "x", dims: [1, 4, 3] }],
      });
      expect(refusal(spec)).toMatch(/^invalid-file: node #0 \(Reshape\): expected a shape of 12 elements/);
    },
  );

  test("a bias or another constant must fit the layer", () => {
    expect(
      refusal(
        between([{ op: "Add", inputs: ["h", "b"], outputs: ["g"] }], [floats("b", [3])], {
          inputs: [{ name: "x", dims: ["n", 4] }],
        }),
      ),
    ).toBe('invalid-file: node #1 (Add): expected a constant that fits 1x4, got tensor "b" of dims 3');
  });

  test.each([[[4]], [[1, 2, 2]], [[]]])("weights of dims %j are no matrix", (dims) => {
    expect(refusal(dense({}, floats("w", dims)))).toMatch(
      /^unsupported-model: node "fc" \(Gemm\): expected a weight matrix/,
    );
  });
});

describe("Gemm", () => {
  test("a transposed input is refused", () => {
    expect(refusal(dense({ attributes: [{ name: "transA", i: 1 }] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*transA/,
    );
  });

  test("an alpha of 0 is refused, also when its value was left out as a default", () => {
    expect(refusal(dense({ attributes: [{ name: "alpha", f: 0 }] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*alpha/,
    );
    expect(refusal(dense({ attributes: [{ name: "alpha" }] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*alpha/,
    );
  });

  test("computed weights and constant inputs are refused", () => {
    expect(refusal(dense({ inputs: ["x", "x"] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*a constant as input 1/,
    );
    expect(refusal(dense({ inputs: ["w", "x"] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*a constant as input 1, got "x", a computed tensor$/,
    );
    expect(refusal(dense({ inputs: ["x", "w", "x"] }, floats("w", [2, 2])))).toMatch(
      /^unsupported-model: .*a constant as input 2/,
    );
  });
});

describe("tensors", () => {
  test.each([
    [2, "UINT8"],
    [3, "INT8"],
    [7, "INT64"],
    [17, "data type 17"],
  ])("weights of data type %i are refused as %s", (dataType, name) => {
    const weights = { name: "w", dims: [2, 2], dataType, raw: new Uint8Array(4) };
    expect(refusal(dense({}, weights))).toBe(
      `unsupported-model: tensor "w": expected floating-point numbers, got ${name}`,
    );
  });

  test("a sparse initializer is refused", () => {
    expect(refusal(dense({}, floats("w", [2, 2]), { sparse: true }))).toMatch(
      /^unsupported-model: graph\.sparse_initializer/,
    );
  });

  test.each([-0.1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("a Dropout ratio of %d is an invalid file", (ratio) => {
    const spec = between([{ op: "Dropout", inputs: ["h", "r"], outputs: ["g"] }], [floats("r", [], [ratio])]);
    expect(refusal(spec)).toMatch(/^invalid-file: node #1 \(Dropout\): expected a ratio in 0\.\.1/);
  });

  test("a Dropout ratio that is computed or no single number is refused", () => {
    const computed = between([{ op: "Dropout", inputs: ["h", "h"], outputs: ["g"] }]);
    expect(refusal(computed)).toMatch(/^unsupported-model: node #1 \(Dropout\)/);
    const two = between([{ op: "Dropout", inputs: ["h", "r"], outputs: ["g"] }], [floats("r", [2])]);
    expect(refusal(two)).toMatch(/^unsupported-model: tensor "r"/);
    const none = between([{ op: "Dropout", inputs: ["h", "r"], outputs: ["g"] }], [floats("r", [0])]);
    expect(refusal(none)).toMatch(/^unsupported-model: node #1 \(Dropout\)/);
  });
});

describe("options", () => {
  const bytes = onnxFile(dense({}, floats("w", [2, 2])));

  test("an unknown option is named", () => {
    const options = JSON.parse('{"dropsites": 0.5}');
    expect(() => readOnnx(bytes, options)).toThrow(/^options\.dropsites: expected only dropSites, /);
  });

  test("options and bytes of another type are refused", () => {
    expect(() => readOnnx(bytes, JSON.parse("null"))).toThrow("options: expected an object, got null");
    expect(() => readOnnx(JSON.parse('"model.onnx"'))).toThrow("bytes: expected a Uint8Array or an ArrayBuffer, got ");
  });
});
