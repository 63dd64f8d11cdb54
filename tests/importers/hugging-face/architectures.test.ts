import { describe, expect, test } from "vitest";
import { readHuggingFace } from "../../../sdk/importers/hugging-face.ts";
import { countOf, data, find, shapesOf, weightsOf } from "../keras/models.ts";
import { ratesOf } from "./models.ts";

describe("published configurations", () => {
  test("BERT-base", () => {
    const network = readHuggingFace(data("bert-base-uncased.config.json"));
    expect([countOf(network, "attention"), countOf(network, "add"), countOf(network, "normalization")]).toEqual([
      12, 24, 25,
    ]);
    // Without the query and key projections, which carry no values, and the embeddings.
    expect(weightsOf(network)).toMatchObject({ dense: 12 * (2 * 768 * 768 + 2 * 768 * 3072) });
    expect(find(network, "layer-0/attention/heads")).toMatchObject({ heads: 12, causal: false, dropAttention: 0.1 });
    const rates = ratesOf(network);
    expect(Object.keys(rates)).toHaveLength(1 + 12 * 3);
    expect(new Set(Object.values(rates))).toEqual(new Set([0.1]));
    const shapes = shapesOf(network);
    expect([shapes.tokens, shapes.embeddings, shapes["layer-11/mlp/inner"]]).toEqual([[128], [768, 128], [3072, 128]]);
    expect(network.outputs).toEqual(["layer-11/mlp/norm"]);
    expect(find(network, "layer-0/attention/norm").from).toEqual(["layer-0/attention/add"]);
  });

  test("GPT-2", () => {
    const network = readHuggingFace(data("gpt2.config.json"), { tokens: 1024 });
    expect(find(network, "layer-3/attention/heads")).toMatchObject({ heads: 12, causal: true, dropAttention: 0.1 });
    expect(find(network, "layer-3/attention/add").from).toEqual(["layer-2/mlp/add", "layer-3/attention/dropout"]);
    expect(find(network, "layer-3/attention/value").from).toEqual(["layer-3/attention/norm"]);
    expect(shapesOf(network)).toMatchObject({ "layer-0/mlp/inner": [3072, 1024], norm: [768, 1024] });
    expect(ratesOf(network)["embeddings/dropout"]).toBe(0.1);
    expect(network.outputs).toEqual(["norm"]);
  });

  test("Llama-2-7B", () => {
    const network = readHuggingFace(data("llama-2-7b.config.json"), { tokens: 32 });
    expect([countOf(network, "attention"), countOf(network, "multiply"), countOf(network, "dropout")]).toEqual([
      32, 32, 0,
    ]);
    expect(weightsOf(network)).toMatchObject({ dense: 32 * (2 * 4096 * 4096 + 3 * 4096 * 11008) });
    expect(find(network, "layer-0/mlp/product").from).toEqual(["layer-0/mlp/activation", "layer-0/mlp/up"]);
  });

  test("ViT-B/16", () => {
    const network = readHuggingFace(data("vit-base-patch16-224.config.json"));
    const shapes = shapesOf(network);
    expect([shapes.image, shapes.patches, shapes["class-token"], shapes.class, shapes.classifier]).toEqual([
      [3, 224, 224],
      [768, 14, 14],
      [768, 197],
      [768],
      [1000],
    ]);
    expect(find(network, "patches")).toMatchObject({ kernel: [16, 16], stride: [16, 16] });
    expect(find(network, "class-token")).toMatchObject({
      type: "pad",
      padding: [
        [0, 0],
        [1, 0],
      ],
    });
    expect(weightsOf(network)).toMatchObject({ convolutions: 589_824 });
    expect(ratesOf(network)).toEqual({});
  });
});

describe("fields that are left out have the defaults of the configuration class", () => {
  test.each([
    ["bert", { attention: 12, width: 768, inner: 3072, heads: 12, rates: 37 }],
    ["roberta", { attention: 12, width: 768, inner: 3072, heads: 12, rates: 37 }],
    ["distilbert", { attention: 6, width: 768, inner: 3072, heads: 12, rates: 19 }],
    ["electra", { attention: 12, width: 256, inner: 1024, heads: 4, rates: 37 }],
    ["gpt2", { attention: 12, width: 768, inner: 3072, heads: 12, rates: 37 }],
    ["llama", { attention: 32, width: 4096, inner: 11008, heads: 32, rates: 0 }],
    ["mistral", { attention: 32, width: 4096, inner: 14336, heads: 32, rates: 0 }],
    ["qwen2", { attention: 32, width: 4096, inner: 22016, heads: 32, rates: 0 }],
  ])("%s", (model_type, expected) => {
    const network = readHuggingFace({ model_type }, { tokens: 4 });
    const heads = find(network, "layer-0/attention/heads");
    const inner = find(
      network,
      model_type === "llama" || model_type === "mistral" || model_type === "qwen2"
        ? "layer-0/mlp/up"
        : "layer-0/mlp/inner",
    );
    expect({
      attention: countOf(network, "attention"),
      width: shapesOf(network)["layer-0/attention/output"]?.[0],
      inner: inner.type === "dense" ? inner.units : 0,
      heads: heads.type === "attention" ? heads.heads : 0,
      rates: Object.keys(ratesOf(network)).length,
    }).toEqual(expected);
    expect(new Set(Object.values(ratesOf(network)))).toEqual(new Set(expected.rates === 0 ? [] : [0.1]));
  });

  test("mistral shares eight heads of values, llama none", () => {
    const heads = (config: object) => find(readHuggingFace(config, { tokens: 4 }), "layer-0/attention/heads");
    expect(heads({ model_type: "mistral" })).toMatchObject({ heads: 32, valueHeads: 8 });
    expect(heads({ model_type: "mistral", num_key_value_heads: null })).toMatchObject({ valueHeads: 32 });
    expect(heads({ model_type: "llama" })).toMatchObject({ heads: 32, valueHeads: 32 });
    const llama = readHuggingFace({ model_type: "llama", num_key_value_heads: 4, head_dim: 64 }, { tokens: 4 });
    expect(shapesOf(llama)).toMatchObject({
      "layer-0/attention/value": [256, 4],
      "layer-0/attention/heads": [2048, 4],
    });
  });

  test("vit and deit have no dropout, and one or two tokens of their own", () => {
    for (const [model_type, tokens] of [
      ["vit", 197],
      ["deit", 198],
    ] as const) {
      const network = readHuggingFace({ model_type });
      expect(ratesOf(network)).toEqual({});
      expect(shapesOf(network).norm).toEqual([768, tokens]);
    }
  });
});
