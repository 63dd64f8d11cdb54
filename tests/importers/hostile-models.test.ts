import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PercolationError } from "../../sdk/errors.ts";
import { readOnnx, readOnnxBlob } from "../../sdk/importers/index.ts";
import { floats, integers, type NodeSpec, onnxFile } from "./onnx-file.ts";

function node(op: string, inputs: string[], output: string, attributes: NodeSpec["attributes"] = []): NodeSpec {
  return { op, inputs, outputs: [output], attributes };
}

/** A file with one node of nearly every kind. */
const FILE = onnxFile({
  nodes: [
    node("Conv", ["x", "k", "b"], "a", [
      { name: "pads", ints: [1, 1, 1, 1] },
      { name: "strides", ints: [2, 1] },
      { name: "group", i: 1 },
    ]),
    node("BatchNormalization", ["a", "b", "b", "b", "b"], "n"),
    node("Relu", ["n"], "r"),
    node("MaxPool", ["r"], "p", [{ name: "kernel_shape", ints: [2, 2] }]),
    node("ConvTranspose", ["p", "kt"], "u", [
      { name: "auto_pad", s: "SAME_UPPER" },
      { name: "strides", ints: [2, 2] },
    ]),
    node("Resize", ["u", "", "scales"], "z", [{ name: "mode", s: "nearest" }]),
    node("Pad", ["z", "pads"], "d"),
    node("Shape", ["d"], "shape"),
    node("Slice", ["shape", "zero", "one"], "batch"),
    node("Concat", ["batch", "rest"], "target", [{ name: "axis", i: 0 }]),
    node("Reshape", ["d", "target"], "e"),
    node("Transpose", ["e"], "t", [{ name: "perm", ints: [0, 2, 1] }]),
    node("MatMul", ["e", "t"], "scores"),
    node("Softmax", ["scores"], "weights"),
    node("MatMul", ["weights", "e"], "v"),
    node("Split", ["v"], "s", [{ name: "axis", i: 1 }]),
    node("Gather", ["v", "indices"], "g", [{ name: "axis", i: 1 }]),
    node("Concat", ["v", "g"], "c", [{ name: "axis", i: 1 }]),
    node("Expand", ["c", "wide"], "w"),
    node("Dropout", ["w", "rate"], "q"),
    node("Mul", ["q", "factor"], "m"),
    node("ReduceMean", ["m"], "mean", [{ name: "axes", ints: [1] }]),
    node("Add", ["m", "mean"], "y"),
  ],
  initializers: [
    floats("k", [2, 3, 3, 3]),
    floats("b", [2], [1, 0]),
    floats("kt", [2, 2, 3, 3]),
    floats("scales", [4], [1, 1, 1, 2]),
    integers("pads", [0, 0, 1, 0, 0, 0, 0, -1]),
    integers("zero", [0]),
    integers("one", [1]),
    integers("rest", [2, -1]),
    integers("indices", [1, 0, 1]),
    integers("wide", [1, 1, 1]),
    floats("rate", [], [0.2]),
    floats("factor", [5, 1], [1, 0, 1, 1, 0]),
  ],
  inputs: [{ name: "x", dims: ["n", 3, 6, 6] }],
  declared: [{ name: "a", dims: ["n", 2, 3, 6] }],
});

/** The error's code, or "network". Any other error fails the test. */
function outcome(bytes: Uint8Array): string {
  try {
    return readOnnx(bytes).kind;
  } catch (error) {
    if (error instanceof PercolationError) return error.code;
    throw error;
  }
}

async function outcomeInPieces(bytes: Uint8Array): Promise<string> {
  try {
    return (await readOnnxBlob(new Blob([new Uint8Array(bytes)]))).kind;
  } catch (error) {
    if (error instanceof PercolationError) return error.code;
    throw error;
  }
}

const change = fc.record({ at: fc.nat(FILE.length - 1), value: fc.nat(255) });
const changed = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
  const bytes = FILE.slice();
  for (const { at, value } of changes) bytes[at] = value;
  return bytes;
});

describe("damaged models", { timeout: 300_000 }, () => {
  test("a file cut after any byte is an invalid file", () => {
    expect(outcome(FILE)).toBe("model");
    for (let length = 0; length < FILE.length; length++) expect(outcome(FILE.subarray(0, length))).toBe("invalid-file");
  });

  test("a file with any byte changed is a network or an error of this package", () => {
    const bytes = FILE.slice();
    for (let position = 0; position < bytes.length; position++) {
      const original = bytes[position] ?? 0;
      for (const value of [0, 1, 0x7f, 0x80, 0xff, original ^ 1, original ^ 0x10, original + 1]) {
        bytes[position] = value;
        expect(outcome(bytes)).toBeTypeOf("string");
      }
      bytes[position] = original;
    }
  });

  test("a file with several changes is a network or an error of this package", () => {
    fc.assert(
      fc.property(changed, (bytes) => {
        expect(outcome(bytes)).toBeTypeOf("string");
      }),
      { numRuns: 10_000 },
    );
  });

  test("so it is when it is read in pieces", async () => {
    const property = fc.asyncProperty(changed, async (bytes) => {
      expect(await outcomeInPieces(bytes)).toBe(outcome(bytes));
    });
    await fc.assert(property, { numRuns: 2000 });
  });
});

describe("files that ask for much", () => {
  const inputs = [{ name: "x", dims: [1, 4] }];

  test.each<[string, NodeSpec[], number[]]>([
    [
      "a constant of 2^40 elements",
      [node("ConstantOfShape", ["s"], "c"), node("Add", ["x", "c"], "y")],
      [1024, 2 ** 30],
    ],
    ["a signal of 2^40 elements", [node("Expand", ["x", "s"], "y")], [2 ** 20, 2 ** 18, 4]],
    ["many repetitions", [node("Tile", ["one", "s"], "c"), node("Add", ["x", "c"], "y")], [2 ** 30]],
    ["padding of everything", [node("Pad", ["x", "s"], "y")], [0, 2 ** 30, 0, 0]],
  ])("%s", (_, nodes, sizes) => {
    const file = onnxFile({ nodes, initializers: [integers("s", sizes), floats("one", [1])], inputs });
    expect(["too-large", "invalid-input", "invalid-file", "unsupported-model"]).toContain(outcome(file));
  });

  test("a range that does not end", () => {
    const nodes = [node("Range", ["a", "b", "d"], "c"), node("Add", ["x", "c"], "y")];
    const initializers = [floats("a", [], [0]), floats("b", [], [1]), floats("d", [], [0])];
    expect(outcome(onnxFile({ nodes, initializers, inputs }))).toBe("unsupported-model");
  });

  test("more layers than a model takes", () => {
    const nodes = Array.from({ length: 200 }, (_, index) =>
      node("Gather", ["x", "at"], index === 0 ? "y" : `y${index}`, [{ name: "axis", i: 1 }]),
    );
    const at = integers(
      "at",
      Array.from({ length: 1000 }, (_, index) => (index * 7) % 4),
    );
    expect(outcome(onnxFile({ nodes, initializers: [at], inputs }))).toBe("too-large");
  });
});
