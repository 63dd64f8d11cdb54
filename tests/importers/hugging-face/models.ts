import { type HuggingFaceOptions, readHuggingFace } from "../../../sdk/importers/hugging-face.ts";
import type { ModelNetwork } from "../../../sdk/networks/model/model.ts";

/** The rate of each removal, by the name of its layer. */
export function ratesOf(network: ModelNetwork): Record<string, number> {
  const rates = network.layers.flatMap((layer): (readonly [string, number])[] => {
    const rate = "drop" in layer ? layer.drop : layer.type === "attention" ? layer.dropAttention : undefined;
    return rate === undefined ? [] : [[layer.name ?? "", rate]];
  });
  return Object.fromEntries(rates);
}

/** A small BERT with one block. */
export const SMALL = {
  model_type: "bert",
  hidden_size: 8,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 16,
  max_position_embeddings: 6,
};

export function readSmall(more: object, options: HuggingFaceOptions = {}): ModelNetwork {
  return readHuggingFace({ ...SMALL, ...more }, options);
}
