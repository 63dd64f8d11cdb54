import { PbfWriter } from "pbf";
import { describe, expect, test } from "vitest";
import { readOnnx, readOnnxBlob } from "../../sdk/importers/index.ts";
import { floats, onnxFile, readDense, type TensorSpec } from "./onnx-file.ts";

const MEGABYTE = 1024 * 1024;

function dense(weights: TensorSpec): Uint8Array {
  return onnxFile({ nodes: [{ op: "MatMul", inputs: ["x", "w"] }], initializers: [{ ...weights, name: "w" }] });
}

describe("weights outside the file", () => {
  const data = new Uint8Array(Float32Array.of(9, 1, 0, 2, 3, 9).buffer);
  const outside = (place: Record<string, string>) => dense({ dims: [2, 2], external: true, place });
  const place = { location: "model.data", offset: "4", length: "16" };

  test("all of them exist when the data is not given", () => {
    expect(readDense(outside(place))).toEqual({ kind: "layered", widths: [2, 2] });
    expect(readDense(outside(place), { externalData: () => undefined })).toEqual({ kind: "layered", widths: [2, 2] });
  });

  test("zeros are found in the data that is given", () => {
    const locations: string[] = [];
    const externalData = (location: string) => {
      locations.push(location);
      return data;
    };
    expect(readDense(outside(place), { externalData }).connections).toEqual([Buffer.from([0b1011]).toString("base64")]);
    expect(locations).toEqual(["model.data"]);
  });

  test("data that does not fit is an invalid file", () => {
    const externalData = () => data;
    expect(() => readOnnx(outside({ ...place, offset: "12" }), { externalData })).toThrow(
      'tensor "w": expected 12 + 16 bytes in "model.data", got 24',
    );
    expect(() => readOnnx(outside({ ...place, length: "12" }), { externalData })).toThrow(
      'tensor "w": expected 16 bytes for dims 2x2, got 12',
    );
  });

  test("shapes outside the file have to be given", () => {
    const nodes = [{ op: "Reshape", inputs: ["x", "s"] }];
    const shape = { name: "s", dims: [2], dataType: 7, external: true, place };
    const file = onnxFile({ nodes, initializers: [shape], inputs: [{ name: "x", dims: [1, 2, 3] }] });
    expect(() => readOnnx(file)).toThrow(
      'tensor "s": expected its data (option externalData), got data in another file',
    );
  });

  test("an option of another type is named", () => {
    expect(() => readOnnx(outside(place), JSON.parse('{"externalData": 1}'))).toThrow(
      "options.externalData: expected a function of a location, got 1",
    );
    const text = JSON.parse('{"value": "text"}');
    expect(() => readOnnx(outside(place), { externalData: () => text.value })).toThrow(
      'options.externalData: expected a Uint8Array for "model.data", or undefined, got "text"',
    );
  });
});

describe("files read in pieces", () => {
  const many = (zero: number) => Float32Array.from({ length: 300 * 100 }, (_, index) => (index === zero ? 0 : 1));
  const halves = Array.from({ length: 300 * 100 }, (_, index) => (index === 12345 ? 0x8000 : 0x3c00));

  test.each<[string, TensorSpec]>([
    ["raw data", floats("w", [300, 100], [...many(29999)])],
    ["numbers", { dims: [300, 100], floatData: [...many(7)] }],
    ["doubles", { dims: [300, 100], dataType: 11, doubleData: [...many(20000)] }],
    ["float16 as integers", { dims: [300, 100], dataType: 10, int32Data: halves }],
    ["no zeros", floats("w", [300, 100], [...many(-1)])],
    ["data that is too short", { dims: [300, 101], dataType: 1, raw: new Uint8Array(120_000) }],
    ["too many numbers", { dims: [300, 99], dataType: 10, int32Data: halves }],
  ])("large weights as %s", async (_, weights) => {
    const file = dense(weights);
    const result = async (read: () => unknown) => {
      try {
        return await read();
      } catch (error) {
        return String(error);
      }
    };
    const blob = new Blob([new Uint8Array(file)]);
    expect(await result(() => readOnnxBlob(blob))).toEqual(await result(() => readOnnx(file)));
  });

  test("data before its type and dims is read too", async () => {
    const raw = new Uint8Array(many(5).buffer);
    const tensor = (_: null, pbf: PbfWriter) => {
      pbf.writeBytesField(9, raw);
      pbf.writeStringField(8, "w");
      pbf.writeVarintField(2, 1);
      pbf.writePackedVarint(1, [300, 100]);
    };
    const writer = new PbfWriter();
    const rest = dense({ dims: [1, 1], raw: new Uint8Array(4) });
    const nodes = onnxFile({ nodes: [{ op: "MatMul", inputs: ["x", "w"] }] });
    writer.writeMessage(7, (_: null, pbf) => pbf.writeMessage(5, tensor, null), null);
    const file = Uint8Array.from([...nodes, ...writer.finish()]);
    expect(rest.length).toBeGreaterThan(0);
    expect(await readOnnxBlob(new Blob([file]))).toEqual(readOnnx(file));
    expect(readDense(file).connections?.length).toBe(1);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["a web page", new TextEncoder().encode("<!DOCTYPE html><html></html>")],
    ["zeros", new Uint8Array(2 * MEGABYTE)],
    ["a cut file", dense(floats("w", [300, 100])).subarray(0, 50_000)],
  ])("%s is an invalid file", async (_, bytes) => {
    await expect(readOnnxBlob(new Blob([new Uint8Array(bytes)]))).rejects.toMatchObject({ code: "invalid-file" });
  });

  test("an error of the blob itself is passed on", async () => {
    const slice = () => ({ arrayBuffer: () => Promise.reject(new Error("the disk is gone")) });
    await expect(readOnnxBlob({ size: 100, slice })).rejects.toThrow("the disk is gone");
  });

  test("what is no blob is refused", async () => {
    await expect(readOnnxBlob(JSON.parse('"model.onnx"'))).rejects.toThrow('blob: expected a Blob, got "model.onnx"');
  });

  test("100 MB of weights need a few pieces of memory", async () => {
    const rows = 25 * 1024;
    const length = rows * 1024 * 4;
    const { file, at } = fileAround(rows, length);
    const before = process.memoryUsage();
    let [most, largest, read] = [0, 0, 0];
    const blob = {
      size: file.length + length,
      slice: (start: number, end: number) => ({
        arrayBuffer: async () => {
          const bytes = new Uint8Array(end - start).fill(0x3f);
          for (let position = start; position < end; position++) {
            if (position < at) bytes[position - start] = file[position] ?? 0;
            else if (position >= at + length) bytes[position - start] = file[position - length] ?? 0;
          }
          const { heapUsed, external } = process.memoryUsage();
          most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
          largest = Math.max(largest, end - start);
          read += end - start;
          return bytes.buffer;
        },
      }),
    };
    expect(await readOnnxBlob(blob)).toEqual({ kind: "layered", widths: [rows, 1024] });
    expect(largest).toBeLessThanOrEqual(MEGABYTE);
    expect(read).toBeLessThan(1.1 * blob.size);
    expect(most).toBeLessThan(80 * MEGABYTE);
  });
});

/** A dense file whose weights are to be put in at a position: all bytes but those. */
function fileAround(rows: number, length: number): { file: Uint8Array; at: number } {
  const tag = (field: number, size: number) => {
    const writer = new PbfWriter();
    writer.writeVarint(field * 8 + 2);
    writer.writeVarint(size);
    return writer.finish();
  };
  const head = new PbfWriter();
  head.writePackedVarint(1, [rows, 1024]);
  head.writeVarintField(2, 1);
  head.writeStringField(8, "w");
  const raw = tag(9, length);
  const start = head.finish();
  const tensor = tag(5, start.length + raw.length + length);
  const graph = tag(7, tensor.length + start.length + raw.length + length);
  const front = [...graph, ...tensor, ...start, ...raw];
  const rest = onnxFile({ nodes: [{ op: "MatMul", inputs: ["x", "w"] }] });
  return { file: Uint8Array.from([...front, ...rest]), at: front.length };
}
