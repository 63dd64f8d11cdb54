import type { Fields } from "../fields.ts";
import type { Built } from "../model-builder.ts";
import { addBlocks } from "./block.ts";
import type { PartBuilder } from "./builder.ts";
import { blockCount, headFeatures, refuseCrossAttention, size, tokenCount } from "./config.ts";

/** The hidden states of a GPT-2, with the defaults of its configuration class. */
// https://huggingface.co/docs/transformers/model_doc/gpt2#transformers.GPT2Config
export function readGpt2(config: Fields, tokens: number | undefined, build: PartBuilder): Built {
  refuseCrossAttention(config);
  const width = size(config, config.nameOf("n_embd", "hidden_size"), 768);
  const heads = size(config, config.nameOf("n_head", "num_attention_heads"), 12);
  const positions = size(config, config.nameOf("n_positions", "max_position_embeddings"), 1024);
  const block = {
    ...{ heads, valueHeads: heads, headFeatures: headFeatures(config, width, heads) },
    inner: size(config, "n_inner", 4 * width),
    activation: config.text("activation_function", "gelu_new").slice(0, 100),
    ...{ gated: false, normalizesFirst: true, causal: true },
    ...{ dropAttention: config.rate("attn_pdrop", 0.1), dropHidden: config.rate("resid_pdrop", 0.1), dropPath: 0 },
  };
  const length = tokenCount(tokens, positions, "the positions of the file");
  const embedded = embeddings(width, length, build);
  const dropped = build.dropout("embeddings/dropout", config.rate("embd_pdrop", 0.1), embedded);
  const count = blockCount(config, config.nameOf("n_layer", "num_hidden_layers"), 12);
  return build.normalization("norm", addBlocks(build, block, count, dropped));
}

/** What a family takes where a file says nothing. */
interface LlamaDefaults {
  readonly inner: number;
  readonly valueHeads?: number;
  readonly positions: number;
  readonly window?: number;
}

// https://huggingface.co/docs/transformers/model_doc/llama#transformers.LlamaConfig
// https://huggingface.co/docs/transformers/model_doc/mistral#transformers.MistralConfig
// https://huggingface.co/docs/transformers/model_doc/qwen2#transformers.Qwen2Config
export const LLAMAS: ReadonlyMap<string, LlamaDefaults> = new Map<string, LlamaDefaults>([
  ["llama", { inner: 11008, positions: 2048 }],
  ["mistral", { inner: 14336, valueHeads: 8, positions: 131_072, window: 4096 }],
  ["qwen2", { inner: 22016, valueHeads: 32, positions: 32_768 }],
]);

/** The hidden states of a Llama and its like. */
export function readLlama(
  config: Fields,
  defaults: LlamaDefaults,
  tokens: number | undefined,
  build: PartBuilder,
): Built {
  refuseCrossAttention(config);
  const width = size(config, "hidden_size", 4096);
  const heads = size(config, "num_attention_heads", 32);
  const sharedBy = config.isNull("num_key_value_heads") ? heads : (defaults.valueHeads ?? heads);
  const block = {
    ...{ heads, valueHeads: size(config, "num_key_value_heads", sharedBy) },
    headFeatures: config.has("head_dim") ? size(config, "head_dim") : headFeatures(config, width, heads),
    inner: size(config, "intermediate_size", defaults.inner),
    activation: config.text("hidden_act", "silu").slice(0, 100),
    ...{ gated: true, normalizesFirst: true, causal: true },
    ...{ dropAttention: config.rate("attention_dropout", 0), dropHidden: 0, dropPath: 0 },
  };
  const positions = size(config, "max_position_embeddings", defaults.positions);
  const window = windowOf(config, defaults) ?? positions;
  const reason = window < positions ? "the sliding window of the file" : "the positions of the file";
  const length = tokenCount(tokens, Math.min(window, positions), reason);
  const count = blockCount(config, "num_hidden_layers", 32);
  return build.normalization("norm", addBlocks(build, block, count, embeddings(width, length, build)));
}

/** Tokens further back than the window are not read; within it attention is the plain one. */
function windowOf(config: Fields, defaults: LlamaDefaults): number | undefined {
  if (config.isNull("sliding_window")) return undefined;
  const isUsed = defaults.window !== undefined || config.flag("use_sliding_window", false);
  return isUsed ? size(config, "sliding_window", defaults.window ?? 4096) : undefined;
}

function embeddings(width: number, tokens: number, build: PartBuilder): Built {
  const input = build.add("tokens", { type: "input", shape: [tokens] });
  return build.add("embeddings", { type: "embedding", features: width }, input);
}
