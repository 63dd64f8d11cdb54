import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { floats, onnxFile, readDense, type TensorSpec } from "./onnx-file.ts";

/** The connections of one Gemm layer, decoded; `null` when it is fully connected. */
function bonds(weights: TensorSpec, transB: number): number[] | null | undefined {
  const nodes = [{ op: "Gemm", inputs: ["x", "w"], attributes: [{ name: "transB", i: transB }] }];
  const network = readDense(onnxFile({ nodes, initializers: [{ ...weights, name: "w" }] }));
  if (network.connections === undefined) return undefined;
  const [bits] = network.connections;
  return typeof bits === "string" ? [...Buffer.from(bits, "base64")] : null;
}

describe("weights of exactly zero", () => {
  test("a zero of a matrix of outputs by inputs removes that bond", () => {
    expect(bonds(floats("w", [2, 3], [1, 0, 2, 3, -0, 4]), 1)).toEqual([0b101101]);
  });

  test("a zero of a matrix of inputs by outputs removes the transposed bond", () => {
    expect(bonds(floats("w", [3, 2], [1, 0, 2, 3, 4, 5]), 0)).toEqual([0b110111]);
  });

  test("a network without any zero has no connections", () => {
    expect(bonds(floats("w", [2, 3]), 1)).toBeUndefined();
  });

  test("the smallest numbers are not zero", () => {
    expect(bonds(floats("w", [1, 2], [2 ** -149, -(2 ** -149)]), 1)).toBeUndefined();
    expect(bonds({ dims: [1, 2], dataType: 11, doubleData: [Number.MIN_VALUE, -Number.MIN_VALUE] }, 1)).toBeUndefined();
    expect(bonds({ dims: [1, 2], dataType: 10, int32Data: [0x0001, 0x8001] }, 1)).toBeUndefined();
  });

  test("a layer without zeros beside one with zeros is null", () => {
    const nodes = [
      { op: "MatMul", inputs: ["x", "w1"], outputs: ["h"] },
      { op: "MatMul", inputs: ["h", "w2"] },
    ];
    const initializers = [floats("w1", [2, 2], [0, 0, 0, 0]), floats("w2", [2, 2])];
    expect(readDense(onnxFile({ nodes, initializers })).connections).toEqual(["AA==", null]);
  });

  test.each([
    ["raw float", { dataType: 1, raw: new Uint8Array(Float32Array.of(1, 0, -0, 2).buffer) }],
    ["float numbers", { dataType: 1, floatData: [1, 0, -0, 2] }],
    ["raw double", { dataType: 11, raw: new Uint8Array(Float64Array.of(1, 0, -0, 2).buffer) }],
    ["double numbers", { dataType: 11, doubleData: [1, 0, -0, 2] }],
    ["raw float16", { dataType: 10, raw: new Uint8Array(Uint16Array.of(0x3c00, 0, 0x8000, 1).buffer) }],
    ["float16 as integers", { dataType: 10, int32Data: [0x3c00, 0, 0x8000, 1] }],
    ["raw bfloat16", { dataType: 16, raw: new Uint8Array(Uint16Array.of(0x3f80, 0, 0x8000, 1).buffer) }],
    ["bfloat16 as integers", { dataType: 16, int32Data: [0x3f80, 0, 0x8000, 1] }],
  ])("0 and -0 are found in %s", (_, data) => {
    expect(bonds({ dims: [2, 2], ...data }, 1)).toEqual([0b1001]);
  });

  test("the bits agree with the weights for every size and both orders", () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    const cases = sizes.chain(([fanIn, fanOut]) =>
      fc.record({
        fanIn: fc.constant(fanIn),
        fanOut: fc.constant(fanOut),
        weights: fc.array(fc.constantFrom(0, -0, 1, -2), { minLength: fanIn * fanOut, maxLength: fanIn * fanOut }),
        transB: fc.constantFrom(0, 1),
      }),
    );
    fc.assert(
      fc.property(cases, ({ fanIn, fanOut, weights, transB }) => {
        const expected = new Array(Math.ceil(weights.length / 8)).fill(0);
        for (let bond = 0; bond < weights.length; bond++) {
          const [target, source] = [Math.floor(bond / fanIn), bond % fanIn];
          const weight = weights[transB === 1 ? bond : source * fanOut + target];
          if (weight !== 0) expected[bond >> 3] |= 1 << (bond & 7);
        }
        const dims = transB === 1 ? [fanOut, fanIn] : [fanIn, fanOut];
        const actual = bonds(floats("w", dims, weights), transB);
        expect(actual).toEqual(weights.some((weight) => weight === 0) ? expected : undefined);
      }),
    );
  });
});
