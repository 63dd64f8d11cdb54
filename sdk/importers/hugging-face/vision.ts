import type { Fields } from "../fields.ts";
import type { Built } from "../model-builder.ts";
import { addBlocks } from "./block.ts";
import type { PartBuilder } from "./builder.ts";
import { architecture, blockCount, headFeatures, labelCount, size } from "./config.ts";

const MAX_PATCH = 65536;

/** The output of a ViT or DeiT, with the defaults of their configuration classes, which are the same. */
// https://huggingface.co/docs/transformers/model_doc/vit#transformers.ViTConfig
// https://huggingface.co/docs/transformers/model_doc/deit#transformers.DeiTConfig
export function readVision(config: Fields, family: "vit" | "deit", build: PartBuilder): Built {
  const width = size(config, "hidden_size", 768);
  const heads = size(config, "num_attention_heads", 12);
  const drop = config.rate("hidden_dropout_prob", 0);
  const block = {
    ...{ heads, valueHeads: heads, headFeatures: headFeatures(config, width, heads) },
    inner: size(config, "intermediate_size", 3072),
    activation: config.text("hidden_act", "gelu").slice(0, 100),
    ...{ gated: false, normalizesFirst: true, causal: false },
    ...{ dropAttention: config.rate("attention_probs_dropout_prob", 0), dropHidden: drop },
    dropPath: config.rate("drop_path_rate", 0),
  };
  const own = family === "deit" ? 2 : 1;
  const embedded = build.dropout("embeddings/dropout", drop, patches(config, width, own, build));
  const count = blockCount(config, "num_hidden_layers", 12);
  return addHead(config, family, build.normalization("norm", addBlocks(build, block, count, embedded)), build);
}

/** Patches as tokens, and before them the tokens that are parameters: constants, which carry no signal of the image. */
function patches(config: Fields, width: number, own: number, build: PartBuilder): Built {
  const [height = 1, breadth = 1] = config.integers("image_size", 2, 1, 2 ** 24, 224);
  const patch = config.integers("patch_size", 2, 1, MAX_PATCH, 16);
  const input = build.add("image", { type: "input", shape: [size(config, "num_channels", 3), height, breadth] });
  const projected = build.add("patches", { type: "conv2d", channels: width, kernel: patch, stride: patch }, input);
  const [, rows = 1, columns = 1] = projected.shape;
  const tokens = build.add("patches/tokens", { type: "reshape", shape: [width, rows * columns] }, projected);
  const padding = [[0, 0] as const, [own, 0] as const];
  return build.add(own === 2 ? "class-and-distillation-token" : "class-token", { type: "pad", padding }, tokens);
}

function addHead(config: Fields, family: "vit" | "deit", stream: Built, build: PartBuilder): Built {
  const task = architecture(config);
  const first = build.token("class", 0, stream);
  if (/ForImageClassificationWithTeacher$/.test(task) && family === "deit") {
    const units = labelCount(config);
    const own = build.dense("cls_classifier", units, first);
    const taught = build.dense("distillation_classifier", units, build.token("distillation", 1, stream));
    return build.add("average", { type: "add" }, own, taught);
  }
  if (/ForImageClassification$/.test(task)) return build.dense("classifier", labelCount(config), first);
  if (!/^(ViT|DeiT)Model$/.test(task)) return first;
  return build.part("pooler").activation("tanh", build.dense("pooler", first.shape[0] ?? 1, first));
}
