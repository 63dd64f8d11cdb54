import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readHuggingFace } from "../../../sdk/importers/hugging-face.ts";
import { outcome } from "../keras/models.ts";
import { mutated } from "../mutations.ts";
import { SMALL } from "./models.ts";

const read = (json: unknown) => outcome(() => readHuggingFace(json as object));

describe("configurations that are none", () => {
  test.each([
    ["no JSON", "{'model_type': 'bert'}"],
    ["an array", "[]"],
    ["nothing in it", "{}"],
    ["NaN", '{"model_type": "bert", "hidden_dropout_prob": NaN}'],
    ["an inherited family", '{"__proto__": {"model_type": "bert"}}'],
    ["a family that is no text", '{"model_type": 7}'],
    ["architectures that are none", '{"architectures": {}}'],
    ["an unknown architecture", '{"architectures": ["ResNetForImageClassification"]}'],
    [
      "labels without an end",
      '{"model_type": "bert", "architectures": ["BertForSequenceClassification"], "id2label": {}}',
    ],
  ])("%s is an invalid file", (_, json) => {
    expect(read(json)).toMatch(/^invalid-file: /);
  });

  test.each(["t5", "resnet", "constructor", "__proto__", "toString"])("the family %s is unsupported", (model_type) => {
    expect(read(JSON.stringify({ model_type }))).toMatch(
      /^unsupported-model: config\.model_type: expected one of bert, /,
    );
  });

  test.each([
    ["hidden_size", 7],
    ["hidden_size", 1e12],
    ["hidden_size", "768"],
    ["num_hidden_layers", 1e9],
    ["num_hidden_layers", 0],
    ["num_attention_heads", 3],
    ["hidden_dropout_prob", 1.5],
    ["hidden_dropout_prob", "0.1"],
    ["max_position_embeddings", -1],
    ["hidden_act", {}],
    ["is_decoder", "yes"],
  ])("%s of %j is an invalid file", (name, value) => {
    expect(read({ ...SMALL, [name]: value })).toMatch(/^invalid-file: config\./);
  });

  test("cross-attention is unsupported", () => {
    expect(read({ ...SMALL, add_cross_attention: true })).toMatch(/^unsupported-model: /);
    expect(read({ ...SMALL, is_encoder_decoder: true })).toMatch(/^unsupported-model: /);
  });

  test("more layers or elements than can be kept are too large", () => {
    expect(read({ model_type: "gpt2", n_layer: 10_000, n_embd: 4, n_head: 1 })).toMatch(/^too-large: /);
    expect(read({ model_type: "vit", image_size: 2 ** 20 })).toMatch(/^too-large: /);
  });

  test.each([
    [{ inputShape: [3] }],
    [{ tokens: 0 }],
    [{ tokens: "8" }],
    [{ keepSites: Number.NaN }],
    [null],
    ["tokens"],
  ])("options %j are bad input", (options) => {
    expect(outcome(() => readHuggingFace(SMALL, options as never))).toMatch(/^invalid-input: options/);
  });

  test("drop and keep of a kind exclude each other", () => {
    expect(outcome(() => readHuggingFace(SMALL, { dropSites: 0.5, keepSites: 0.5 }))).toMatch(/^invalid-input: /);
  });
});

describe("changed files", { timeout: 300_000 }, () => {
  const vit = {
    model_type: "vit",
    hidden_size: 8,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    image_size: 32,
    patch_size: 8,
  };
  const llama = {
    model_type: "llama",
    hidden_size: 8,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    intermediate_size: 8,
  };
  const files = [
    {
      ...SMALL,
      architectures: ["BertForSequenceClassification"],
      hidden_dropout_prob: 0.1,
      is_decoder: false,
      id2label: { 0: "a" },
    },
    { ...vit, architectures: ["ViTForImageClassification"], drop_path_rate: 0.1, num_labels: 3 },
    { ...llama, num_key_value_heads: 1, head_dim: 4, max_position_embeddings: 9, sliding_window: 4 },
  ];

  test("are networks or errors of this package", () => {
    fc.assert(
      fc.property(fc.constantFrom(...files).chain(mutated), (json) => {
        expect(read(JSON.stringify(json))).toMatch(/^(network|invalid-file|invalid-input|unsupported-model|too-large)/);
      }),
      { numRuns: 2000 },
    );
  });
});
