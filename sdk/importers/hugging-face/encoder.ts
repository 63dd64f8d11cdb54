import type { Fields } from "../fields.ts";
import type { Built } from "../model-builder.ts";
import { addBlocks } from "./block.ts";
import type { PartBuilder } from "./builder.ts";
import {
  architecture,
  blockCount,
  headFeatures,
  labelCount,
  refuseCrossAttention,
  size,
  tokenCount,
} from "./config.ts";

/** How a family names its fields, what it takes where they are missing, and how it classifies. */
interface Encoder {
  readonly width: readonly [string, number];
  readonly blocks: readonly [string, number];
  readonly heads: readonly [string, number];
  readonly inner: readonly [string, number];
  readonly activation: string;
  readonly drop: string;
  readonly dropAttention: string;
  /** Features of the embeddings, where they may differ from those of the blocks. */
  readonly embedding?: readonly [string, number];
  /** Whether the first positions are kept for padding. */
  readonly paddedPositions?: boolean;
  readonly head: ClassifierHead;
}

/** What reads the first token before it is classified. */
interface ClassifierHead {
  readonly activation: string;
  /** Whether the model without a task has that layer too, as its pooler. */
  readonly pools: boolean;
  readonly dropsFirst: boolean;
  readonly drop: readonly [string, number | undefined];
}

// Defaults of the configuration classes; rates are 0.1 in all of them.
// https://huggingface.co/docs/transformers/model_doc/bert#transformers.BertConfig
const BERT: Encoder = {
  width: ["hidden_size", 768],
  blocks: ["num_hidden_layers", 12],
  heads: ["num_attention_heads", 12],
  inner: ["intermediate_size", 3072],
  activation: "hidden_act",
  drop: "hidden_dropout_prob",
  dropAttention: "attention_probs_dropout_prob",
  head: { activation: "tanh", pools: true, dropsFirst: false, drop: ["classifier_dropout", undefined] },
};

// https://huggingface.co/docs/transformers/model_doc/roberta#transformers.RobertaConfig
const ROBERTA: Encoder = { ...BERT, paddedPositions: true, head: { ...BERT.head, dropsFirst: true } };

// https://huggingface.co/docs/transformers/model_doc/electra#transformers.ElectraConfig
const ELECTRA: Encoder = {
  ...BERT,
  width: ["hidden_size", 256],
  heads: ["num_attention_heads", 4],
  inner: ["intermediate_size", 1024],
  embedding: ["embedding_size", 128],
  head: { activation: "gelu", pools: false, dropsFirst: true, drop: ["classifier_dropout", undefined] },
};

// https://huggingface.co/docs/transformers/model_doc/distilbert#transformers.DistilBertConfig
const DISTILBERT: Encoder = {
  width: ["dim", 768],
  blocks: ["n_layers", 6],
  heads: ["n_heads", 12],
  inner: ["hidden_dim", 3072],
  activation: "activation",
  drop: "dropout",
  dropAttention: "attention_dropout",
  head: { activation: "relu", pools: false, dropsFirst: false, drop: ["seq_classif_dropout", 0.2] },
};

export const ENCODERS: ReadonlyMap<string, Encoder> = new Map([
  ["bert", BERT],
  ["roberta", ROBERTA],
  ["xlm-roberta", ROBERTA],
  ["camembert", ROBERTA],
  ["electra", ELECTRA],
  ["distilbert", DISTILBERT],
]);

/** The outputs of an encoder of text. */
export function readEncoder(config: Fields, family: Encoder, tokens: number | undefined, build: PartBuilder): Built {
  refuseCrossAttention(config);
  const width = size(config, config.nameOf(family.width[0], "hidden_size"), family.width[1]);
  const heads = size(config, config.nameOf(family.heads[0], "num_attention_heads"), family.heads[1]);
  const drop = config.rate(family.drop, 0.1);
  const block = {
    ...{ heads, valueHeads: heads, headFeatures: headFeatures(config, width, heads) },
    inner: size(config, ...family.inner),
    activation: config.text(family.activation, "gelu").slice(0, 100),
    ...{ gated: false, normalizesFirst: false, causal: config.flag("is_decoder", false) },
    ...{ dropAttention: config.rate(family.dropAttention, 0.1), dropHidden: drop, dropPath: 0 },
  };
  const count = blockCount(config, config.nameOf(family.blocks[0], "num_hidden_layers"), family.blocks[1]);
  const embedded = embeddings(config, family, width, drop, tokens, build);
  return addHead(config, family, drop, addBlocks(build, block, count, embedded), build);
}

function embeddings(
  config: Fields,
  family: Encoder,
  width: number,
  drop: number,
  tokens: number | undefined,
  build: PartBuilder,
): Built {
  const table = size(config, "max_position_embeddings", 512);
  const taken = family.paddedPositions ? config.integer("pad_token_id", 0, 2 ** 24, 1) + 1 : 0;
  const positions = Math.max(table - taken, 1);
  const length = tokenCount(tokens, positions, "the positions of the file");
  const features = family.embedding === undefined ? width : size(config, ...family.embedding);
  const input = build.add("tokens", { type: "input", shape: [length] });
  const embedded = build.add("embeddings", { type: "embedding", features }, input);
  const part = build.part("embeddings");
  const dropped = part.dropout("dropout", drop, part.normalization("norm", embedded));
  return features === width ? dropped : part.dense("projection", width, dropped);
}

function addHead(config: Fields, family: Encoder, drop: number, stream: Built, build: PartBuilder): Built {
  const { head } = family;
  const task = architecture(config);
  const [width = 1] = stream.shape;
  const dropHead = config.rate(head.drop[0], head.drop[1] ?? drop);
  if (/ForTokenClassification$/.test(task)) {
    const dropped = build.dropout("classifier-dropout", config.rate("classifier_dropout", drop), stream);
    return build.dense("classifier", labelCount(config), dropped);
  }
  if (/ForQuestionAnswering$/.test(task)) return build.dense("qa_outputs", labelCount(config), stream);
  const classifies = /ForSequenceClassification$/.test(task);
  if (!classifies && !(head.pools && /^[A-Za-z]+Model$/.test(task))) return stream;
  const first = build.token("first", 0, stream);
  const read = classifies && head.dropsFirst ? build.dropout("first-dropout", dropHead, first) : first;
  const pooled = build.part("pooler").activation(head.activation, build.dense("pooler", width, read));
  if (!classifies) return pooled;
  return build.dense("classifier", labelCount(config), build.dropout("classifier-dropout", dropHead, pooled));
}
