import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readHuggingFace } from "../../sdk/importers/hugging-face.ts";
import { readKeras } from "../../sdk/importers/keras.ts";
import { type ReadModelOptions, readModel } from "../../sdk/importers/model.ts";
import { readOnnx } from "../../sdk/importers/onnx.ts";
import { model } from "../../sdk/networks/model/model.ts";
import { data, outcome } from "./keras/models.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("the content tells the format", () => {
  test("ONNX", () => {
    const file = readFileSync("node_modules/openwakeword-js/models/hello_deepa.onnx");
    expect(readModel(file)).toEqual(readOnnx(file));
    expect(readModel(new Uint8Array(file).buffer, { dropSites: 0.5 })).toEqual(readOnnx(file, { dropSites: 0.5 }));
  });

  test("Keras and TF.js", () => {
    const text = data("lenet-5.keras.json");
    expect(readModel(text)).toEqual(readKeras(text));
    expect(readModel(bytes(`\ufeff \n${text}`))).toEqual(readKeras(text));
    const file = readFileSync("node_modules/@upscalerjs/default-model/models/model.json");
    const options = { inputShape: [8, 8, 3], dropChannels: 0.5 };
    expect(readModel(file, options)).toEqual(readKeras(file, options));
  });

  test("Hugging Face", () => {
    const text = data("gpt2.config.json");
    expect(readModel(bytes(text), { tokens: 8, name: "config.json" })).toEqual(readHuggingFace(text, { tokens: 8 }));
    expect(readModel({ architectures: ["GPT2LMHeadModel"] })).toEqual(readHuggingFace({ model_type: "gpt2" }));
  });

  test("networks of this package, with other rates", () => {
    const network = model([
      { type: "input", shape: [4] },
      { type: "dense", units: 3 },
      { type: "dense", units: 2 },
    ]);
    expect(readModel(JSON.stringify(network))).toEqual(network);
    expect(readModel({ ...network }, { dropBonds: 0.5 })).toMatchObject({
      layers: [{}, { dropBonds: 0.5 }, { dropBonds: 0.5 }],
    });
    const layered = { kind: "layered", widths: [4, 3, 2], keepSites: 0.9, dropInputs: 0.1 };
    expect(readModel(layered)).toEqual(layered);
    expect(readModel(layered, { dropSites: 0.5 })).toEqual({
      kind: "layered",
      widths: [4, 3, 2],
      dropSites: 0.5,
      dropInputs: 0.1,
    });
    expect(readModel({ kind: "rectangular", width: 8, depth: 4 }, { keepBonds: 0.5 })).toMatchObject({
      depth: 4,
      keepBonds: 0.5,
    });
    const pruned = { kind: "layered", widths: [2, 2], connections: [new Uint8Array([9])] };
    expect(readModel(pruned)).toMatchObject({ connections: ["CQ=="] });
    expect(outcome(() => readModel(layered, { dropChannels: 0.5 }))).toMatch(/^invalid-input: options\.dropChannels/);
    expect(outcome(() => readModel({ kind: "layered", widths: [4, 0] }))).toMatch(
      /^invalid-input: network\.widths\[1\]/,
    );
  });
});

describe("other content", () => {
  test.each([
    ["nothing", new Uint8Array(0)],
    ["a PNG image", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ["a pointer to a large file", bytes("version https://git-lfs.github.com/spec/v1\n")],
    ["a web page", bytes("<!DOCTYPE html>")],
    ["JSON of something else", '{"name": "percolation", "version": "0.1.0"}'],
    ["a graph", '{"kind": "graph", "nodes": 3}'],
    ["a list", "[1, 2]"],
    ["text", "layers: 3"],
  ])("%s is an invalid file", (_, content) => {
    expect(outcome(() => readModel(content))).toMatch(/^invalid-file: /);
  });

  test("the formats are listed, and the file is named", () => {
    expect(outcome(() => readModel('{"layers": 3}', { name: "net.json" }))).toBe(
      "invalid-file: net.json: expected an ONNX file, Keras model JSON, a TF.js layers-model, a Hugging Face config.json " +
        'or a network of this package, got an object with the fields "layers"',
    );
    expect(outcome(() => readModel(new Uint8Array([0xff, 0xd8])))).toMatch(
      /^invalid-file: file: .* got 2 bytes starting with ff d8$/,
    );
  });

  test("archives that hold the JSON are refused with advice", () => {
    expect(outcome(() => readModel(new Uint8Array([0x50, 0x4b, 3, 4])))).toMatch(
      /^unsupported-model: .*config\.json inside a \.keras file/,
    );
    expect(outcome(() => readModel(new Uint8Array([0x89, 0x48, 0x44, 0x46])))).toMatch(
      /^unsupported-model: .*model\.to_json\(\)/,
    );
  });

  test.each([[7], [null], [undefined], [[]]])("content %j is bad input", (content) => {
    expect(outcome(() => readModel(content as never))).toMatch(/^invalid-input: /);
  });

  test.each([[null], [{ name: 7 }], [{ tokens: 4 }], [{ layers: 3 }]])("options %j are bad input", (options) => {
    const layered = { kind: "layered", widths: [4, 2] };
    expect(outcome(() => readModel(layered, options as ReadModelOptions))).toMatch(/^invalid-input: options/);
  });
});
