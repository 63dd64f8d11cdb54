import { describe, expect, test } from "vitest";
import { readHuggingFace } from "../../../sdk/importers/hugging-face.ts";
import { find, outcome, shapesOf } from "../keras/models.ts";
import { ratesOf, readSmall, SMALL } from "./models.ts";

describe("heads by the architecture", () => {
  const shapeOf = (more: object) => {
    const network = readSmall(more);
    return shapesOf(network)[network.outputs[0] ?? ""];
  };

  test.each([
    ["BertForMaskedLM", [8, 6]],
    ["BertModel", [8]],
    ["BertForSequenceClassification", [2]],
    ["BertForTokenClassification", [2, 6]],
    ["BertForQuestionAnswering", [2, 6]],
  ])("%s", (name, shape) => {
    expect(shapeOf({ architectures: [name] })).toEqual(shape);
  });

  test("the number of labels and the dropout of the classifier are read", () => {
    const id2label = { 0: "a", 1: "b", 2: "c" };
    const network = readSmall({ architectures: ["BertForSequenceClassification"], id2label, classifier_dropout: 0.3 });
    expect(shapesOf(network).classifier).toEqual([3]);
    expect(ratesOf(network)["classifier-dropout"]).toBe(0.3);
    expect(find(network, "first-token")).toMatchObject({ type: "slice", axis: 1, start: 0, end: 1 });
  });

  test("distilbert has a rate of its own there, roberta drops before its layer too", () => {
    const distil = { model_type: "distilbert", dim: 8, n_heads: 2, n_layers: 1, hidden_dim: 8 };
    const network = readHuggingFace(
      { ...distil, architectures: ["DistilBertForSequenceClassification"] },
      { tokens: 4 },
    );
    expect(ratesOf(network)["classifier-dropout"]).toBe(0.2);
    const roberta = readSmall({ model_type: "roberta", architectures: ["RobertaForSequenceClassification"] });
    expect(ratesOf(roberta)).toMatchObject({ "first-dropout": 0.1, "classifier-dropout": 0.1 });
  });

  test("images", () => {
    const image = {
      model_type: "vit",
      hidden_size: 8,
      num_attention_heads: 2,
      num_hidden_layers: 1,
      image_size: [32, 48],
      patch_size: 16,
    };
    expect(shapesOf(readHuggingFace(image)).norm).toEqual([8, 7]);
    const taught = {
      ...image,
      model_type: "deit",
      architectures: ["DeiTForImageClassificationWithTeacher"],
      num_labels: 5,
    };
    expect(shapesOf(readHuggingFace(taught)).average).toEqual([5]);
    expect(readHuggingFace({ ...image, architectures: ["ViTModel"] }).outputs).toEqual(["pooler/activation"]);
  });

  test("the family of an old file is that of its architecture", () => {
    const { model_type: _, ...old } = SMALL;
    expect(readHuggingFace({ ...old, architectures: ["BertForMaskedLM"] })).toEqual(readSmall({}));
    expect(readHuggingFace({ architectures: ["GPT2LMHeadModel"], n_layer: 1 }).outputs).toEqual(["norm"]);
  });
});

describe("rates", () => {
  test("of the file, each in its place", () => {
    const network = readSmall({ hidden_dropout_prob: 0.2, attention_probs_dropout_prob: 0.3 });
    expect(ratesOf(network)).toEqual({
      "embeddings/dropout": 0.2,
      "layer-0/attention/heads": 0.3,
      "layer-0/attention/dropout": 0.2,
      "layer-0/mlp/dropout": 0.2,
    });
    expect(ratesOf(readSmall({ hidden_dropout_prob: 0, attention_probs_dropout_prob: 0 }))).toEqual({});
  });

  test("drop_path_rate is stochastic depth that grows from block to block", () => {
    const network = readHuggingFace({
      model_type: "vit",
      hidden_size: 8,
      num_attention_heads: 1,
      num_hidden_layers: 5,
      drop_path_rate: 0.2,
    });
    expect(find(network, "layer-4/mlp/drop-path")).toMatchObject({
      type: "stochastic-depth",
      drop: 0.2,
      per: "sample",
    });
    expect(Object.values(ratesOf(network))).toEqual([
      0.05,
      0.05,
      0.1,
      0.1,
      expect.closeTo(0.15),
      expect.closeTo(0.15),
      0.2,
      0.2,
    ]);
  });

  test("of the options take their place", () => {
    const network = readSmall({}, { dropSites: 0.5 });
    expect(new Set(Object.values(ratesOf(network)))).toEqual(new Set([0.5, 0.1]));
  });
});

describe("tokens", () => {
  test("are at most the positions, the sliding window or 128", () => {
    expect(shapesOf(readSmall({})).tokens).toEqual([6]);
    expect(outcome(() => readSmall({}, { tokens: 7 }))).toBe(
      "invalid-input: options.tokens: expected an integer in 1..6, the positions of the file, got 7",
    );
    const roberta = (tokens: number) =>
      outcome(() => readSmall({ model_type: "roberta", max_position_embeddings: 514 }, { tokens }));
    expect([roberta(512), roberta(513)]).toEqual(["network", expect.stringMatching(/^invalid-input: options\.tokens/)]);
    const mistral = (config: object) =>
      outcome(() =>
        readHuggingFace(
          {
            model_type: "mistral",
            num_hidden_layers: 1,
            hidden_size: 8,
            intermediate_size: 8,
            num_attention_heads: 8,
            ...config,
          },
          { tokens: 100 },
        ),
      );
    expect(mistral({ sliding_window: 50 })).toMatch(/the sliding window of the file/);
    expect(mistral({ sliding_window: null })).toBe("network");
    expect(outcome(() => readHuggingFace({ model_type: "vit" }, { tokens: 5 }))).toMatch(
      /^invalid-input: options\.tokens/,
    );
  });
});
