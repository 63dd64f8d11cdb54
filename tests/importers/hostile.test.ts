import { readFileSync } from "node:fs";
import fc from "fast-check";
import { PbfWriter } from "pbf";
import { describe, expect, test } from "vitest";
import { PercolationError } from "../../sdk/errors.ts";
import { readOnnx } from "../../sdk/importers/index.ts";
import { floats, onnxFile, readDense, type TensorSpec } from "./onnx-file.ts";

const REAL = new Uint8Array(readFileSync("node_modules/openwakeword-js/models/hello_deepa.onnx"));
const MEGABYTES_100 = 100 * 1024 * 1024;

const SMALL = onnxFile({
  nodes: [
    { op: "Flatten", outputs: ["f"], attributes: [{ name: "axis", i: 1 }] },
    { op: "Gemm", inputs: ["f", "w1", "b1"], outputs: ["h"], attributes: [{ name: "transB", i: 1 }] },
    { op: "ReduceMean", inputs: ["h"], outputs: ["m"], attributes: [{ name: "axes", ints: [-1] }] },
    { op: "Sub", inputs: ["h", "m"], outputs: ["c"] },
    { op: "Constant", inputs: [], outputs: ["r"], attributes: [{ name: "value", t: floats("", [], [0.2]) }] },
    { op: "Dropout", inputs: ["c", "r"], outputs: ["d"] },
    { op: "MatMul", inputs: ["d", "w2"], outputs: ["y"] },
  ],
  initializers: [
    floats("w1", [2, 6], [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    { name: "b1", dims: [2], dataType: 10, int32Data: [0x3c00, 1] },
    { name: "w2", dims: [2, 1], dataType: 1, floatData: [1, 2] },
  ],
  inputs: [{ name: "x", dims: ["batch", 2, 3] }],
});

/** The error's code, or "network". Any other error fails the test. */
function outcome(bytes: Uint8Array): string {
  try {
    const { kind } = readOnnx(bytes);
    return kind === "layered" || kind === "model" ? "network" : "something else";
  } catch (error) {
    if (error instanceof PercolationError) return error.code;
    throw error;
  }
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

describe("bytes that are no ONNX file", () => {
  test("an empty file says so", () => {
    expect(() => readOnnx(new Uint8Array(0))).toThrow("model: expected an ONNX file, got an empty file");
  });

  test.each([
    ["a PNG image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ["a web page", text("<!DOCTYPE html><html><body>404 Not Found</body></html>")],
    ["JSON", text('{"kind":"layered","widths":[3,4,2]}')],
    [
      "a pointer to a large file",
      text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"),
    ],
    ["a zip archive", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0)],
    ["zeros", new Uint8Array(64)],
    ["ones", new Uint8Array(64).fill(0xff)],
  ])("%s is an invalid file", (_, bytes) => {
    expect(outcome(bytes)).toBe("invalid-file");
    expect(() => readOnnx(bytes)).toThrow(/^model: expected an ONNX file, got \d+ bytes starting with [0-9a-f ]+ /);
  });

  test("the decoder's own error is the cause", () => {
    let cause: unknown;
    try {
      readOnnx(SMALL.subarray(0, 20));
    } catch (error) {
      cause = error instanceof PercolationError ? error.cause : undefined;
    }
    expect(cause).toBeInstanceOf(Error);
  });

  test("a file without a version of the operators is an invalid file", () => {
    expect(outcome(SMALL.subarray(0, SMALL.length - 4))).toBe("invalid-file");
  });
});

describe("damaged files", { timeout: 300_000 }, () => {
  test("a small file cut after any byte is an invalid file", () => {
    expect(outcome(SMALL)).toBe("network");
    for (let length = 0; length < SMALL.length; length++)
      expect(outcome(SMALL.subarray(0, length))).toBe("invalid-file");
  });

  test("a real file cut after any byte is an invalid file", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: REAL.length - 1 }), (length) => {
        expect(outcome(REAL.subarray(0, length))).toBe("invalid-file");
      }),
      { numRuns: 500 },
    );
  });

  test("a small file with any byte changed is a network or an error of this package", () => {
    const bytes = SMALL.slice();
    for (let position = 0; position < bytes.length; position++) {
      const original = bytes[position] ?? 0;
      for (const value of [0, 1, 0x7f, 0x80, 0xff, original ^ 1, original ^ 0x10, original + 1]) {
        bytes[position] = value;
        expect(outcome(bytes)).toBeTypeOf("string");
      }
      bytes[position] = original;
    }
  });

  const change = fc.record({ at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), value: fc.nat(255) });
  const changes = fc.array(change, { minLength: 1, maxLength: 6 });

  test.each([
    ["small", SMALL, SMALL.length, 20_000],
    ["real", REAL, 4000, 2000],
  ])("a %s file with several changes is a network or an error of this package", (_, file, reach, numRuns) => {
    fc.assert(
      fc.property(changes, fc.boolean(), (list, fromEnd) => {
        const bytes = file.slice();
        for (const { at, value } of list) {
          const position = Math.floor(at * reach);
          bytes[fromEnd ? bytes.length - 1 - position : position] = value;
        }
        expect(outcome(bytes)).toBeTypeOf("string");
      }),
      { numRuns },
    );
  });

  test("a small file with bytes put in or taken out is a network or an error of this package", () => {
    const piece = fc.uint8Array({ maxLength: 12 });
    const place = fc.nat(SMALL.length);
    fc.assert(
      fc.property(place, piece, fc.nat(12), (at, inserted, removed) => {
        const bytes = Uint8Array.from([...SMALL.subarray(0, at), ...inserted, ...SMALL.subarray(at + removed)]);
        expect(outcome(bytes)).toBeTypeOf("string");
      }),
      { numRuns: 5000 },
    );
  });

  test("random bytes are a network or an error of this package", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(outcome(bytes)).not.toBe("network");
      }),
      { numRuns: 5000 },
    );
  });
});

describe("dims that do not fit the data", () => {
  const raw = new Uint8Array(16).fill(1);

  function gemm(weights: TensorSpec): Uint8Array {
    return onnxFile({ nodes: [{ op: "Gemm", inputs: ["x", "w"] }], initializers: [{ ...weights, name: "w" }] });
  }

  test.each([
    ["negative", [-2, -2]],
    ["too small", [1, 2]],
    ["too large", [2, 3]],
    ["beyond all integers", [2 ** 53, 2 ** 53]],
    ["huge with a product of 0", [0, 2 ** 40]],
    ["zero", [0, 0]],
  ])("dims that are %s are an invalid file", (_, dims) => {
    expect(outcome(gemm({ dims, raw }))).toBe("invalid-file");
    expect(outcome(gemm({ dims, floatData: [1, 2, 3, 4] }))).toBe("invalid-file");
    expect(outcome(gemm({ dims, dataType: 10, int32Data: [1, 2, 3, 4] }))).toBe("invalid-file");
  });

  test("the tensor and both sizes are named", () => {
    expect(() => readOnnx(gemm({ dims: [2, 3], raw }))).toThrow('tensor "w": expected 24 bytes for dims 2x3, got 16');
    expect(() => readOnnx(gemm({ dims: [-2, 2], raw }))).toThrow(
      'tensor "w".dims[0]: expected a size that is 0 or more, got -2',
    );
  });

  test("a tensor without data is an invalid file", () => {
    expect(outcome(gemm({ dims: [2, 2] }))).toBe("invalid-file");
  });

  test("numbers whose last varint is broken are an invalid file", () => {
    const bytes = gemm({ dims: [2, 2], dataType: 10, int32Data: [1, 2, 3, 4, 0] });
    const run = [0x2a, 5, 1, 2, 3, 4, 0];
    const at = bytes.findIndex((_, start) => run.every((byte, index) => bytes[start + index] === byte));
    bytes[at + 6] = 0x80;
    expect(outcome(bytes)).toBe("invalid-file");
  });
});

describe("large files", { timeout: 300_000 }, () => {
  test("100 MB of zeros, ones or small repeated fields are an invalid file", () => {
    expect(outcome(new Uint8Array(MEGABYTES_100))).toBe("invalid-file");
    expect(outcome(new Uint8Array(MEGABYTES_100).fill(0xff))).toBe("invalid-file");
    expect(outcome(new Uint8Array(MEGABYTES_100).fill(0x08))).toBe("invalid-file");
  });

  test("100 MB of pseudo-random garbage is an invalid file", () => {
    const words = new Uint32Array(MEGABYTES_100 / 4);
    let state = 1;
    for (let index = 0; index < words.length; index++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      words[index] = state;
    }
    expect(outcome(new Uint8Array(words.buffer))).toBe("invalid-file");
  });

  test.each([
    ["empty nodes", 0x0a],
    ["empty initializers", 0x2a],
  ])("a graph of 50 million %s is too large", (_, tag) => {
    const graph = new Uint8Array(MEGABYTES_100).fill(0);
    for (let index = 0; index < graph.length; index += 2) graph[index] = tag;
    const writer = new PbfWriter(new Uint8Array(MEGABYTES_100 + 64));
    writer.writeBytesField(7, graph);
    expect(outcome(writer.finish())).toBe("too-large");
  });

  test("a matrix used by more layers than could be read in reasonable time is too large", () => {
    const layers = Array.from({ length: 257 }, (_, index) => ({
      op: "MatMul",
      inputs: [`t${index}`, "w"],
      outputs: [`t${index + 1}`],
    }));
    const spec = { nodes: layers, inputs: [{ name: "t0" }], outputs: ["t257"] };
    const weights = floats("w", [1024, 1024]);
    expect(outcome(onnxFile({ ...spec, initializers: [weights] }))).toBe("too-large");
  });

  test("a tensor of a thousand dimensions is refused", () => {
    const dims = new Array(1000).fill(1);
    const nodes = [{ op: "Gemm", inputs: ["x", "w"] }];
    expect(outcome(onnxFile({ nodes, initializers: [floats("w", dims)] }))).toBe("unsupported-model");
    const input = { name: "x", dims };
    expect(outcome(onnxFile({ nodes, initializers: [floats("w", [2, 2])], inputs: [input] }))).toBe(
      "unsupported-model",
    );
  });

  test("100 MB of 5120 x 5120 weights are a network", () => {
    const weights = new Float32Array(5120 * 5120).fill(0.5);
    weights[7] = 0;
    const raw = new Uint8Array(weights.buffer);
    const nodes = [{ op: "Gemm", inputs: ["x", "w"], attributes: [{ name: "transB", i: 1 }] }];
    const network = readDense(onnxFile({ nodes, initializers: [{ name: "w", dims: [5120, 5120], raw }] }));
    expect(network.widths).toEqual([5120, 5120]);
    expect(network.connections?.length).toBe(1);
  });
});
