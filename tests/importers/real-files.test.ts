import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readDense } from "./onnx-file.ts";

function model(name: string): Uint8Array {
  return readFileSync(`node_modules/openwakeword-js/models/${name}.onnx`);
}

describe("the models of openwakeword-js", () => {
  test("hello_deepa is a fully connected 2400-32-32-1 network without rates", () => {
    const network = readDense(model("hello_deepa"));
    expect(network).toMatchObject({ kind: "layered", widths: [2400, 32, 32, 1] });
    expect(network.connections).toBeUndefined();
    expect(network.dropSites).toBeUndefined();
    expect(network.dropInputs).toBeUndefined();
  });

  test.each(["hello_deepa_old", "namaste_deepa"])("%s is a 2304-32-32-1 network", (name) => {
    expect(readDense(model(name)).widths).toEqual([2304, 32, 32, 1]);
  });

  test("rates given as options join the widths of the file", () => {
    const network = readDense(model("hello_deepa"), { dropSites: [0.2, 0.5], keepBonds: 0.9, dropInputs: 0.1 });
    expect(network).toMatchObject({ dropSites: [0.2, 0.5], keepBonds: 0.9, dropInputs: 0.1 });
  });

  test("an ArrayBuffer and a view at an odd offset read like the file", () => {
    const bytes = model("hello_deepa");
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const expected = readDense(bytes);
    expect(readDense(shifted.subarray(1))).toEqual(expected);
    expect(readDense(new Uint8Array(bytes).buffer)).toEqual(expected);
  });
});
