import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortestDecimal } from "../../sdk/importers/onnx/dropout.ts";
import { floats, type NodeSpec, onnxFile, readDense, type TensorSpec } from "./onnx-file.ts";

const INITIALIZERS = [floats("w1", [3, 4]), floats("w2", [4, 4]), floats("w3", [4, 2])];

/** x (3) -> first nodes to "a" -> h (4) -> second nodes to "c" -> k (4) -> y (2). */
function file(first: NodeSpec[], second: NodeSpec[], opset: number, more: TensorSpec[] = []): Uint8Array {
  const nodes = [
    ...first,
    { op: "MatMul", inputs: [first.length > 0 ? "a" : "x", "w1"], outputs: ["h"] },
    ...second,
    { op: "MatMul", inputs: [second.length > 0 ? "c" : "h", "w2"], outputs: ["k"] },
    { op: "MatMul", inputs: ["k", "w3"], outputs: ["y"] },
  ];
  return onnxFile({ nodes, initializers: [...INITIALIZERS, ...more], opset });
}

function dropout(from: string, to: string, ratio?: string): NodeSpec {
  return { op: "Dropout", inputs: ratio === undefined ? [from] : [from, ratio], outputs: [to] };
}

function oldDropout(from: string, to: string, ratio: number): NodeSpec {
  return { op: "Dropout", inputs: [from], outputs: [to, "mask"], attributes: [{ name: "ratio", f: ratio }] };
}

describe("Dropout nodes", () => {
  test("the ratio is an input since version 12 of the operators", () => {
    const network = readDense(file([], [dropout("h", "c", "r")], 13, [floats("r", [], [0.2])]));
    expect(network).toMatchObject({ widths: [3, 4, 4, 2], dropSites: [0.2, 0] });
  });

  test("the ratio is an attribute before version 12", () => {
    expect(readDense(file([], [oldDropout("h", "c", 0.3)], 11)).dropSites).toEqual([0.3, 0]);
  });

  test("a ratio that is not given is a half", () => {
    expect(readDense(file([], [dropout("h", "c")], 13)).dropSites).toEqual([0.5, 0]);
    expect(readDense(file([], [dropout("h", "c", "")], 13)).dropSites).toEqual([0.5, 0]);
    expect(readDense(file([], [dropout("h", "c")], 11)).dropSites).toEqual([0.5, 0]);
  });

  test("a ratio attribute whose value was left out as a default is 0", () => {
    const node = { op: "Dropout", inputs: ["h"], outputs: ["c"], attributes: [{ name: "ratio" }] };
    expect(readDense(file([], [node], 11)).dropSites).toEqual([0, 0]);
  });

  test("a Dropout before the first weights drops inputs only", () => {
    const network = readDense(file([dropout("x", "a", "r")], [], 13, [floats("r", [1], [0.1])]));
    expect(network.dropInputs).toBe(0.1);
    expect(network.dropSites).toBeUndefined();
  });

  test("two Dropouts on one layer multiply what they keep", () => {
    const nodes = [dropout("h", "b", "r"), dropout("b", "c")];
    expect(readDense(file([], nodes, 13, [floats("r", [], [0.5])])).dropSites).toEqual([0.75, 0]);
  });

  test("the training mode is ignored", () => {
    const node = { op: "Dropout", inputs: ["h", "r", "mode"], outputs: ["c"] };
    const mode = { name: "mode", dims: [], dataType: 9, raw: Uint8Array.of(0) };
    expect(readDense(file([], [node], 13, [floats("r", [], [0.4]), mode])).dropSites).toEqual([0.4, 0]);
  });

  test("a Constant node gives the ratio", () => {
    const constant = { op: "Constant", inputs: [], outputs: ["r"], attributes: [{ name: "value_float", f: 0.7 }] };
    expect(readDense(file([], [constant, dropout("h", "c", "r")], 13)).dropSites).toEqual([0.7, 0]);
  });

  test.each([
    ["float16", { dataType: 10, raw: Uint8Array.of(0x66, 0x32) }],
    ["float16 as integers", { dataType: 10, int32Data: [0x3266] }],
    ["bfloat16", { dataType: 16, raw: Uint8Array.of(0x4d, 0x3e) }],
    ["double", { dataType: 11, doubleData: [0.2] }],
    ["float", { dataType: 1, floatData: [0.2] }],
  ])("a ratio of 0.2 stored as %s reads as 0.2", (_, data) => {
    expect(readDense(file([], [dropout("h", "c", "r")], 13, [{ name: "r", dims: [], ...data }])).dropSites).toEqual([
      0.2, 0,
    ]);
  });
});

describe("rates given as options", () => {
  const bytes = file([dropout("x", "a")], [dropout("h", "c")], 13);

  test("rates of sites replace the file's and leave its rate of inputs", () => {
    const network = readDense(bytes, { keepSites: 0.9 });
    expect(network).toMatchObject({ keepSites: 0.9, dropInputs: 0.5 });
    expect(network.dropSites).toBeUndefined();
  });

  test("a rate of inputs replaces the file's and leaves its rates of sites", () => {
    const network = readDense(bytes, { keepInputs: 1 });
    expect(network).toMatchObject({ keepInputs: 1, dropSites: [0.5, 0] });
    expect(network.dropInputs).toBeUndefined();
  });

  test("an option that is undefined changes nothing", () => {
    const options = JSON.parse("{}");
    options.dropSites = undefined;
    expect(readDense(bytes, options)).toEqual(readDense(bytes));
  });
});

describe("the shortest decimal", () => {
  test("a decimal of up to six digits survives float32", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (millionths) => {
        const rate = millionths / 1_000_000;
        expect(shortestDecimal(Math.fround(rate), 24)).toBe(rate);
      }),
    );
  });

  test("every float32 is given by a decimal that rounds to it", () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1, noNaN: true }), (value) => {
        expect(Math.fround(shortestDecimal(value, 24))).toBe(value);
      }),
    );
  });
});
