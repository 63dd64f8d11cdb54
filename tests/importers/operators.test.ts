import { describe, expect, test } from "vitest";
import { floats, integers, type ModelSpec, type NodeSpec, onnxFile, readDense } from "./onnx-file.ts";

const WEIGHTS = [floats("w1", [3, 4]), floats("w2", [4, 2])];

function widths(spec: ModelSpec): readonly number[] {
  return readDense(onnxFile(spec)).widths;
}

/** x (3) -> MatMul -> h (4) -> the nodes, from "h" to "g" -> MatMul -> y (2). */
function between(nodes: NodeSpec[], more: Partial<ModelSpec> = {}): ModelSpec {
  return {
    inputs: [{ name: "x", dims: ["batch", 3] }],
    ...more,
    nodes: [
      { op: "MatMul", inputs: ["x", "w1"], outputs: ["h"] },
      ...nodes,
      { op: "MatMul", inputs: ["g", "w2"], outputs: ["y"] },
    ],
    initializers: [...WEIGHTS, ...(more.initializers ?? [])],
  };
}

describe("dense operators", () => {
  test("a Gemm with transB reads its matrix as outputs by inputs", () => {
    const gemm = { op: "Gemm", inputs: ["x", "w", "b"], attributes: [{ name: "transB", i: 1 }] };
    expect(widths({ nodes: [gemm], initializers: [floats("w", [2, 5]), floats("b", [2])] })).toEqual([5, 2]);
  });

  test("a Gemm without transB reads its matrix as inputs by outputs", () => {
    const gemm = { op: "Gemm", inputs: ["x", "w"] };
    expect(widths({ nodes: [gemm], initializers: [floats("w", [2, 5])] })).toEqual([2, 5]);
  });

  test("MatMul and an Add in either order of operands make one layer", () => {
    const spec = between([{ op: "Add", inputs: ["b", "h"], outputs: ["g"] }], { initializers: [floats("b", [4])] });
    expect(widths(spec)).toEqual([3, 4, 2]);
  });

  test("weights may come from a Constant node", () => {
    const constant = {
      op: "Constant",
      inputs: [],
      outputs: ["w"],
      attributes: [{ name: "value", t: floats("", [3, 2]) }],
    };
    expect(widths({ nodes: [constant, { op: "MatMul", inputs: ["x", "w"] }] })).toEqual([3, 2]);
  });

  test("weights may pass an Identity", () => {
    const identity = { op: "Identity", inputs: ["w1"], outputs: ["w"] };
    expect(widths({ nodes: [identity, { op: "MatMul", inputs: ["x", "w"] }], initializers: WEIGHTS })).toEqual([3, 4]);
  });

  test("initializers listed among the inputs are not inputs", () => {
    const spec = {
      nodes: [{ op: "MatMul", inputs: ["x", "w1"] }],
      initializers: WEIGHTS,
      inputs: [{ name: "x" }, { name: "w1" }],
    };
    expect(widths(spec)).toEqual([3, 4]);
  });

  test("the standard domain may be spelled out", () => {
    expect(widths(between([{ op: "Relu", inputs: ["h"], outputs: ["g"], domain: "ai.onnx" }]))).toEqual([3, 4, 2]);
  });

  test("leading dimensions of one are part of the batch", () => {
    const nodes = [{ op: "MatMul", inputs: ["x", "w1"] }];
    expect(widths({ nodes, initializers: WEIGHTS, inputs: [{ name: "x", dims: [7, 1, 3] }] })).toEqual([3, 4]);
  });
});

describe("operators that keep the neurons", () => {
  const unary =
    "Relu LeakyRelu Elu Selu Gelu Sigmoid Tanh Softmax LogSoftmax HardSigmoid Softplus Identity Cast Flatten Sqrt Dropout";
  test.each(unary.split(" "))("%s stays in its layer", (op) => {
    expect(widths(between([{ op, inputs: ["h"], outputs: ["g"] }]))).toEqual([3, 4, 2]);
  });

  test.each(["Add", "Sub", "Mul", "Div", "Pow"])("%s with a constant stays in its layer", (op) => {
    const nodes = [{ op, inputs: ["h", "c"], outputs: ["g"] }];
    expect(widths(between(nodes, { initializers: [floats("c", [1, 4])] }))).toEqual([3, 4, 2]);
    expect(widths(between(nodes, { initializers: [floats("c", [])] }))).toEqual([3, 4, 2]);
  });

  test("Pow takes an integer exponent", () => {
    const nodes = [{ op: "Pow", inputs: ["h", "two"], outputs: ["g"] }];
    expect(widths(between(nodes, { initializers: [integers("two", [2], [])] }))).toEqual([3, 4, 2]);
  });

  test("LayerNormalization and BatchNormalization stay in their layer", () => {
    const vectors = ["a", "b", "c", "d"].map((name) => floats(name, [4]));
    const layer = { op: "LayerNormalization", inputs: ["h", "a", "b"], outputs: ["n", "mean"] };
    const batch = { op: "BatchNormalization", inputs: ["n", "a", "b", "c", "d"], outputs: ["g"] };
    expect(widths(between([layer, batch], { initializers: vectors }))).toEqual([3, 4, 2]);
  });

  test.each([
    ["one attribute", { attributes: [{ name: "axes", ints: [-1] }] }, []],
    ["a positive axis", { attributes: [{ name: "axes", ints: [1] }] }, []],
    ["an input of axes", { inputs: ["", "axes"] }, [integers("axes", [-1])]],
  ])("a decomposed layer normalisation whose axes are %s stays in its layer", (_, form, axes) => {
    const mean = (from: string, to: string) => ({
      ...form,
      op: "ReduceMean",
      inputs: [from, ...("inputs" in form ? form.inputs.slice(1) : [])],
      outputs: [to],
    });
    const number = (name: string, f: number) => ({
      op: "Constant",
      inputs: [],
      outputs: [name],
      attributes: [{ name: "value_float", f }],
    });
    const nodes = [
      mean("h", "mean"),
      { op: "Sub", inputs: ["h", "mean"], outputs: ["centred"] },
      number("two", 2),
      { op: "Pow", inputs: ["centred", "two"], outputs: ["squared"] },
      mean("squared", "variance"),
      number("epsilon", 1e-5),
      { op: "Add", inputs: ["variance", "epsilon"], outputs: ["safe"] },
      { op: "Sqrt", inputs: ["safe"], outputs: ["deviation"] },
      { op: "Div", inputs: ["centred", "deviation"], outputs: ["normal"] },
      { op: "Mul", inputs: ["normal", "gamma"], outputs: ["scaled"] },
      { op: "Add", inputs: ["scaled", "beta"], outputs: ["g"] },
    ];
    const initializers = [floats("gamma", [4]), floats("beta", [4]), ...axes];
    expect(widths(between(nodes, { initializers }))).toEqual([3, 4, 2]);
  });

  test("a square written as a product of a tensor with itself stays in its layer", () => {
    expect(widths(between([{ op: "Mul", inputs: ["h", "h"], outputs: ["g"] }]))).toEqual([3, 4, 2]);
  });
});

describe("flattening", () => {
  const dense = { op: "MatMul", inputs: ["flat", "w"] };
  const initializers = [floats("w", [6, 2])];

  test.each([
    [[1, 2, 3], 1],
    [["batch", 2, 3], 1],
    [["batch", 2, 3], -2],
    [[1, 2, 3], 0],
    [[5, 1, 6], 2],
  ])("an input of shape %j is flattened from axis %i", (dims, axis) => {
    const flatten = { op: "Flatten", outputs: ["flat"], attributes: [{ name: "axis", i: axis }] };
    expect(widths({ nodes: [flatten, dense], initializers, inputs: [{ name: "x", dims }] })).toEqual([6, 2]);
  });

  test.each([
    [
      [1, 2, 3],
      [1, -1],
    ],
    [
      ["batch", 2, 3],
      [-1, 6],
    ],
    [
      ["batch", 2, 3],
      [0, -1],
    ],
    [
      [4, 2, 3],
      [4, 6],
    ],
    [
      [2, 3],
      [1, 6],
    ],
    [undefined, [-1, 6]],
  ])("an input of shape %j is flattened by a Reshape to %j", (dims, target) => {
    const reshape = { op: "Reshape", inputs: ["x", "shape"], outputs: ["flat"] };
    const input = dims === undefined ? { name: "x" } : { name: "x", dims };
    const shape = integers("shape", target);
    expect(widths({ nodes: [reshape, dense], initializers: [...initializers, shape], inputs: [input] })).toEqual([
      6, 2,
    ]);
  });

  test("a Reshape of the oldest operators has its shape as an attribute", () => {
    const reshape = { op: "Reshape", outputs: ["flat"], attributes: [{ name: "shape", ints: [0, -1] }] };
    expect(widths({ nodes: [reshape, dense], initializers, opset: 1 })).toEqual([6, 2]);
  });
});
