import { badInput, show } from "../../errors.ts";
import { MAX_SIZE } from "../../networks/model/schemas.ts";
import type { Fields } from "../fields.ts";
import { invalidFile, unsupported } from "../onnx/failures.ts";

/** More blocks than any published model has. */
const MAX_BLOCKS = 10_000;

export function size(config: Fields, name: string, fallback?: number): number {
  return config.integer(name, 1, MAX_SIZE, fallback);
}

export function blockCount(config: Fields, name: string, fallback: number): number {
  return config.integer(name, 1, MAX_BLOCKS, fallback);
}

/** Features of each of the heads that a width is divided into. */
export function headFeatures(config: Fields, width: number, heads: number): number {
  if (width % heads === 0) return width / heads;
  throw invalidFile(`${config.place}.heads`, `a divisor of ${width} features`, `${heads}`);
}

/** The number of tokens asked for, or at most 128. */
export function tokenCount(tokens: number | undefined, positions: number, reason: string): number {
  if (tokens === undefined) return Math.min(positions, 128);
  if (Number.isInteger(tokens) && tokens >= 1 && tokens <= positions) return tokens;
  throw badInput("options.tokens", `an integer in 1..${positions}, ${reason}`, tokens);
}

/** What the file says that the model is for: the first architecture, such as `BertForMaskedLM`. */
export function architecture(config: Fields): string {
  const [first] = config.has("architectures") ? config.array("architectures") : [];
  return typeof first === "string" ? first : "";
}

/** The number of classes, which is 2 in a PretrainedConfig that does not say. */
export function labelCount(config: Fields): number {
  if (!config.has("id2label")) return size(config, "num_labels", 2);
  const count = config.child("id2label").names().length;
  if (count > 0) return count;
  throw invalidFile(`${config.place}.id2label`, "at least one label", "none");
}

export function refuseCrossAttention(config: Fields): void {
  for (const name of ["add_cross_attention", "is_encoder_decoder"]) {
    if (config.flag(name, false)) throw unsupported(config.place, "a model without cross-attention", name);
  }
}

/** The classes of models, by what their names begin with. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ["DistilBert", "distilbert"],
  ["Bert", "bert"],
  ["Roberta", "roberta"],
  ["Electra", "electra"],
  ["GPT2", "gpt2"],
  ["Llama", "llama"],
  ["Mistral", "mistral"],
  ["Qwen2", "qwen2"],
  ["ViT", "vit"],
  ["DeiT", "deit"],
];

/** The family of a model; old files name only the architecture. */
export function familyOf(config: Fields): string {
  if (config.has("model_type")) return config.text("model_type");
  const name = architecture(config);
  const found = PREFIXES.find(([prefix]) => new RegExp(`^${prefix}(Model|For|LMHead|DoubleHeads)`).test(name));
  if (found !== undefined) return found[1];
  throw invalidFile(config.place, "a config.json with model_type or architectures", show(name));
}
