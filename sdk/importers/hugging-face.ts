import { badInput, show } from "../errors.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import { contentOf, Fields, type ModelJson } from "./fields.ts";
import { PartBuilder } from "./hugging-face/builder.ts";
import { familyOf } from "./hugging-face/config.ts";
import { LLAMAS, readGpt2, readLlama } from "./hugging-face/decoder.ts";
import { ENCODERS, readEncoder } from "./hugging-face/encoder.ts";
import { readVision } from "./hugging-face/vision.ts";
import { type Built, ModelBuilder } from "./model-builder.ts";
import { unsupported } from "./onnx/failures.ts";
import { checkModelOptions, type ModelRates, withModelRates } from "./options.ts";

/** Rates that take the place of the file's, and the length of the text. */
export interface HuggingFaceOptions extends ModelRates {
  /** Tokens of a text: 1 to the positions that the file has, at most 128 of them unless given. */
  readonly tokens?: number;
}

/**
 * Reads the `config.json` of a Hugging Face model as the network of its architecture.
 *
 * **Families**, by `model_type`: bert, roberta, xlm-roberta, camembert, electra, distilbert; gpt2; llama, mistral,
 * qwen2; vit, deit. What the file leaves out has the default of the family's configuration class.
 *
 * **Blocks.** The residual stream with each half of a block added to it: the value projection, attention
 * (`num_attention_heads`, `num_key_value_heads`, causal in decoders), the output projection; then two dense layers
 * with their activation. In Llama and its like the inner layer is a product of a gate and a value; its activation
 * is 0 at 0, so a neuron is reached only where both are. Query and key projections are not part of the network:
 * they carry no values, and the softmax keeps the weights that they make positive. Embeddings of positions and
 * types, class tokens and biases are constants and no paths.
 *
 * **Rates.** Embedding, hidden, attention and classifier dropout under the names of the family; `drop_path_rate`
 * in vit and deit is stochastic depth, from 0 in the first block linearly to the rate in the last. A rate of 0
 * makes no layer.
 *
 * **Outputs**, by `architectures`: classes for sequence and image classification, labels of each token for token
 * classification and question answering, the pooler for BertModel, RobertaModel and ViTModel. Otherwise the final
 * hidden states of all tokens, or of the class token in vit and deit: the head over the vocabulary is left out.
 *
 * Costs one step for each layer: some tens of milliseconds for a Llama.
 *
 * @param json - The text, its bytes, or the object it holds.
 * @param options - Rates as for `withRemoval`, which replace the file's, and `tokens`.
 * @returns A model with the input `tokens` of shape [tokens], or `image` of shape [channels, height, width].
 * @throws PercolationError `invalid-file` for broken JSON, fields of a wrong type or out of range, and widths that
 *   the heads do not divide; `unsupported-model` for other families and cross-attention; `too-large` for more than
 *   100,000 layers; `invalid-input` for bad options, such as more tokens than positions or than the sliding
 *   window.
 *
 * @example
 * import { readHuggingFace } from "percolation/importers";
 * const { layers, outputs } = readHuggingFace({ model_type: "gpt2", n_layer: 2 }, { tokens: 16 });
 * layers[0]; // => { type: "input", name: "tokens", shape: [16] }
 * layers.filter(({ type }) => type === "attention").length; // => 2
 * outputs; // => ["norm"]
 */
export function readHuggingFace(json: ModelJson, options: HuggingFaceOptions = {}): ModelNetwork {
  checkModelOptions(options, ["tokens"]);
  const config = new Fields("config", contentOf(json));
  const model = new ModelBuilder();
  const output = readFamily(config, options.tokens, new PartBuilder(model));
  return withModelRates(model.finish([output]), options);
}

function readFamily(config: Fields, tokens: number | undefined, build: PartBuilder): Built {
  const family = familyOf(config);
  const encoder = ENCODERS.get(family);
  if (encoder !== undefined) return readEncoder(config, encoder, tokens, build);
  const llama = LLAMAS.get(family);
  if (llama !== undefined) return readLlama(config, llama, tokens, build);
  if (family === "gpt2") return readGpt2(config, tokens, build);
  if (family !== "vit" && family !== "deit") {
    const known = [...ENCODERS.keys(), "gpt2", ...LLAMAS.keys(), "vit", "deit"];
    throw unsupported("config.model_type", `one of ${known.join(", ")}`, show(family));
  }
  if (tokens !== undefined) throw badInput("options.tokens", "none, since images make the tokens", tokens);
  return readVision(config, family, build);
}
