import { describe, expect, test } from "vitest";
import { readOnnx } from "../../sdk/importers/index.ts";
import { type ModelNetwork, resolveModel } from "../../sdk/networks/model/model.ts";
import { floats, integers, type NodeSpec, onnxFile, readModel, type TensorSpec } from "./onnx-file.ts";

function node(op: string, inputs: string[], output: string, attributes: NodeSpec["attributes"] = []): NodeSpec {
  return { op, inputs, outputs: [output], name: output, attributes };
}

const perm = (...ints: number[]) => [{ name: "perm", ints }];

/** Attention of 2 heads of 4 features over 5 tokens, with nodes between the scores and the weights. */
function block(between: NodeSpec[], more: TensorSpec[] = [], weights = "weights", opset = 17): Uint8Array {
  const heads = (name: string) => [
    node("MatMul", ["x", `w${name}`], `${name}0`),
    node("Reshape", [`${name}0`, "split"], `${name}1`),
  ];
  const nodes = [
    ...heads("q"),
    ...heads("k"),
    ...heads("v"),
    node("Transpose", ["q1"], "q", perm(0, 2, 1, 3)),
    node("Transpose", ["k1"], "k", perm(0, 2, 3, 1)),
    node("Transpose", ["v1"], "v", perm(0, 2, 1, 3)),
    node("MatMul", ["q", "k"], "scores"),
    node("Div", ["scores", "scale"], "scaled"),
    ...between,
    node("MatMul", [weights, "v"], "mixed"),
    node("Transpose", ["mixed"], "t", perm(0, 2, 1, 3)),
    node("Reshape", ["t", "join"], "j"),
    node("MatMul", ["j", "wo"], "o"),
    node("Add", ["x", "o"], "y"),
  ];
  const initializers = [
    ...["wq", "wk", "wv", "wo"].map((name) => floats(name, [8, 8])),
    floats("scale", [], [2]),
    integers("split", [0, 0, 2, 4]),
    integers("join", [0, 0, 8]),
    ...more,
  ];
  return onnxFile({ nodes, initializers, inputs: [{ name: "x", dims: ["n", 5, 8] }], opset });
}

function attentionOf(network: ModelNetwork) {
  return network.layers.find(({ type }) => type === "attention");
}

const softmax = node("Softmax", ["scaled"], "weights", [{ name: "axis", i: -1 }]);

describe("attention", () => {
  test("a softmax times values reads the values alone", () => {
    const network = readModel(block([softmax]));
    expect(network.layers.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "input x",
      "transpose q0/transpose",
      "dense v0",
      "reshape v1",
      "reshape mixed/join-heads",
      "attention mixed",
      "reshape mixed/split-heads",
      "reshape j",
      "dense o",
      "add y",
    ]);
    expect(attentionOf(network)).toMatchObject({ heads: 2, valueHeads: 2, queries: 5, causal: false });
    expect(resolveModel(network).shapes.at(-1)).toEqual([8, 5]);
  });

  test("a Dropout of the weights is attention dropout", () => {
    const nodes = [node("Softmax", ["scaled"], "s"), node("Dropout", ["s", "rate"], "weights")];
    expect(attentionOf(readModel(block(nodes, [floats("rate", [], [0.1])])))).toMatchObject({ dropAttention: 0.1 });
  });

  test.each([
    ["added", (at: number) => (at % 5 > Math.floor(at / 5) ? -1e9 : 0), true],
    ["that masks nothing", () => 0.5, false],
  ])("a constant mask %s", (_, value, causal) => {
    const mask = floats(
      "mask",
      [1, 1, 5, 5],
      Array.from({ length: 25 }, (_, at) => value(at)),
    );
    const nodes = [node("Add", ["scaled", "mask"], "m"), node("Softmax", ["m"], "weights")];
    expect(attentionOf(readModel(block(nodes, [mask])))).toMatchObject({ causal });
  });

  test("a causal mask that is computed from positions", () => {
    const nodes = [
      node("Range", ["zero", "five", "one"], "positions"),
      node("Unsqueeze", ["positions", "one1"], "rows"),
      node("LessOrEqual", ["positions", "rows"], "sees"),
      node("Where", ["sees", "scaled", "low"], "m"),
      node("Softmax", ["m"], "weights"),
    ];
    const numbers = [
      integers("zero", [0], []),
      integers("five", [5], []),
      integers("one", [1], []),
      integers("one1", [1]),
    ];
    expect(attentionOf(readModel(block(nodes, [...numbers, floats("low", [], [-1e30])])))).toMatchObject({
      causal: true,
    });
  });

  test("another mask is refused", () => {
    const mask = floats("mask", [1, 5], [0, 0, 0, -1e9, 0]);
    const nodes = [node("Add", ["scaled", "mask"], "masked"), node("Softmax", ["masked"], "weights")];
    expect(() => readOnnx(block(nodes, [mask]))).toThrow(
      'node "masked" (Add): expected a mask that is causal or masks nothing, got tensor "mask" of dims 1x5',
    );
  });

  test("the product of two signals without a softmax is refused by name", () => {
    expect(() => readOnnx(block([node("Relu", ["scaled"], "weights")]))).toThrow(
      'node "scores" (MatMul): expected the product of two computed tensors to become attention: a softmax, then a product with values, got node',
    );
  });

  test("a softmax on the right attends over columns", () => {
    const nodes = [
      node("Transpose", ["x"], "xt", perm(0, 2, 1)),
      node("MatMul", ["xt", "x"], "scores"),
      node("Softmax", ["scores"], "s"),
      node("Transpose", ["s"], "st", perm(0, 2, 1)),
      node("MatMul", ["x", "st"], "y"),
    ];
    const network = readModel(onnxFile({ nodes, inputs: [{ name: "x", dims: [1, 3, 6] }] }));
    expect(network.layers.map(({ type }) => type)).toEqual(["input", "attention"]);
    expect(network.layers[1]).toMatchObject({ heads: 1, queries: 6 });
  });

  test("other tokens than those of the values", () => {
    const nodes = [
      node("MatMul", ["queries", "xt"], "scores"),
      node("Softmax", ["scores"], "s"),
      node("MatMul", ["s", "x"], "y"),
    ];
    const inputs = [
      { name: "x", dims: [1, 7, 3] },
      { name: "z", dims: [1, 2, 3] },
    ];
    const all = [node("Transpose", ["x"], "xt", perm(0, 2, 1)), node("Relu", ["z"], "queries"), ...nodes];
    const network = readModel(onnxFile({ nodes: all, inputs }));
    expect(attentionOf(network)).toMatchObject({ heads: 1, queries: 2 });
    expect(resolveModel(network).shapes.at(-1)).toEqual([3, 2]);
  });
});
