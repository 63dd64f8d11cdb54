import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import { countOf, data, find, outcome, readAsModel, shapesOf, weightsOf } from "./models.ts";

describe("published architectures", () => {
  test("LeNet-5", () => {
    const network = readAsModel(data("lenet-5.keras.json"));
    const shapes = shapesOf(network);
    expect([shapes.image, shapes.c1, shapes.s2, shapes.c3, shapes.s4, shapes.flatten]).toEqual([
      [1, 32, 32],
      [6, 28, 28],
      [6, 14, 14],
      [16, 10, 10],
      [16, 5, 5],
      [400],
    ]);
    const { convolutions, dense, outputs } = weightsOf(network);
    expect(convolutions + dense + outputs).toBe(61_706);
    expect(network.outputs).toEqual(["output"]);
  });

  test("VGG-16", () => {
    const network = readAsModel(data("vgg-16.keras.json"));
    const convolutions = network.layers.flatMap((each) => (each.type === "conv2d" ? [each.channels] : []));
    const published = [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512];
    expect(convolutions).toEqual(published);
    expect(countOf(network, "pool")).toBe(5);
    expect(shapesOf(network)).toMatchObject({ input_1: [3, 224, 224], block5_pool: [512, 7, 7], flatten: [25088] });
    const weights = weightsOf(network);
    expect(weights.convolutions + weights.dense + weights.outputs).toBe(138_357_544);
    expect(countOf(network, "dropout")).toBe(2);
    expect(find(network, "dropout")).toMatchObject({ from: ["fc1"], drop: 0.5 });
    expect(find(network, "dropout_1")).toMatchObject({ from: ["fc2"], drop: 0.5 });
    expect(countOf(network, "transpose")).toBe(0);
  });

  test("ResNet-18", () => {
    const network = readAsModel(data("resnet-18.keras.json"));
    expect([countOf(network, "conv2d"), countOf(network, "add"), countOf(network, "normalization")]).toEqual([
      20, 8, 20,
    ]);
    expect(weightsOf(network)).toMatchObject({ convolutions: 11_166_912, dense: 512_000 });
    const shapes = shapesOf(network);
    expect([shapes.conv1_conv, shapes.pool1_pool, shapes.conv5_block2_out, shapes.avg_pool]).toEqual([
      [64, 112, 112],
      [64, 56, 56],
      [512, 7, 7],
      [512],
    ]);
  });

  test("ResNet-50", () => {
    const network = readAsModel(data("resnet-50.keras.json"));
    expect([countOf(network, "conv2d"), countOf(network, "add")]).toEqual([53, 16]);
    expect(weightsOf(network)).toMatchObject({ convolutions: 23_454_912, dense: 2_048_000 });
    expect(find(network, "conv3_block1_add").from).toEqual(["conv3_block1_0_bn", "conv3_block1_3_bn"]);
  });
});

describe("the TF.js model of @upscalerjs/default-model", () => {
  const file = readFileSync("node_modules/@upscalerjs/default-model/models/model.json");

  test("is read with the sizes that it leaves open", () => {
    const network = readAsModel(file, { inputShape: [16, 20, 3] });
    expect([countOf(network, "conv2d"), countOf(network, "concat"), countOf(network, "add")]).toEqual([12, 3, 3]);
    expect(find(network, "UPsample")).toMatchObject({ type: "upsample", size: [32, 40], mode: "nearest" });
    expect(shapesOf(network)).toMatchObject({ LR: [3, 16, 20], RDB_Concat_1_1: [68, 16, 20], SR: [3, 32, 40] });
  });

  test("is refused without them, naming the option", () => {
    expect(outcome(() => readKeras(file))).toBe(
      'invalid-input: options.inputShape: expected the sizes of input "LR", which the file has as [?, ?, 3], got undefined',
    );
    expect(outcome(() => readKeras(file, { inputShape: [16, 16, 4] }))).toMatch(
      /^invalid-input: options\.inputShape: /,
    );
    expect(outcome(() => readKeras(file, { inputShapes: { image: [16, 16, 3] } }))).toMatch(/^invalid-input/);
    const named = readAsModel(file, { inputShapes: { LR: [8, 8, 3] } });
    expect(shapesOf(named).SR).toEqual([3, 16, 16]);
    const both = { inputShapes: { LR: [8, 8, 3], image: [1] } };
    expect(outcome(() => readKeras(file, both))).toBe(
      'invalid-input: options.inputShapes.image: expected only "LR", got "image"',
    );
  });
});
