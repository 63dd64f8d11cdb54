import type { Built } from "../model-builder.ts";
import type { PartBuilder } from "./builder.ts";

/** A block of a transformer: attention and a network of two dense layers, each added to what it reads. */
export interface Block {
  readonly heads: number;
  /** Heads of the values; fewer than `heads` when several share them. */
  readonly valueHeads: number;
  /** Features of one head. */
  readonly headFeatures: number;
  readonly inner: number;
  readonly activation: string;
  /** Whether the inner layer is a product of two, one of them behind the activation. */
  readonly gated: boolean;
  /** Whether normalisation comes before each half, or after its sum. */
  readonly normalizesFirst: boolean;
  readonly causal: boolean;
  readonly dropAttention: number;
  readonly dropHidden: number;
  /** Stochastic depth of each half. */
  readonly dropPath: number;
}

/** The blocks one after another; `dropPath` grows linearly from 0 to its value, as timm has it. */
export function addBlocks(build: PartBuilder, block: Block, count: number, input: Built): Built {
  let stream = input;
  for (let index = 0; index < count; index++) {
    const dropPath = count === 1 ? 0 : (block.dropPath * index) / (count - 1);
    stream = addBlock(build.part(`layer-${index}`), { ...block, dropPath }, stream);
  }
  return stream;
}

function addBlock(build: PartBuilder, block: Block, input: Built): Built {
  const middle = addHalf(build, block, "attention", input, attention);
  return addHalf(build, block, "mlp", middle, mlp);
}

type Half = (build: PartBuilder, block: Block, input: Built, features: number) => Built;

function addHalf(build: PartBuilder, block: Block, name: string, input: Built, half: Half): Built {
  const part = build.part(name);
  const read = block.normalizesFirst ? part.normalization("norm", input) : input;
  const branch = part.dropout("dropout", block.dropHidden, half(part, block, read, input.shape[0] ?? 1));
  const kept =
    block.dropPath === 0 ? branch : part.add("drop-path", { type: "stochastic-depth", drop: block.dropPath }, branch);
  const sum = part.add("add", { type: "add" }, input, kept);
  return block.normalizesFirst ? sum : part.normalization("norm", sum);
}

const attention: Half = (build, block, input, features) => {
  const { heads, valueHeads, causal, dropAttention } = block;
  const value = build.dense("value", valueHeads * block.headFeatures, input);
  const layer = {
    type: "attention",
    heads,
    valueHeads,
    causal,
    ...(dropAttention > 0 ? { dropAttention } : {}),
  } as const;
  return build.dense("output", features, build.add("heads", layer, value));
};

const mlp: Half = (build, block, input, features) => {
  if (!block.gated) {
    const inner = build.activation(block.activation, build.dense("inner", block.inner, input));
    return build.dense("output", features, inner);
  }
  // The activation is 0 at 0, so the product is reached only where both are.
  const gate = build.activation(block.activation, build.dense("gate", block.inner, input));
  const product = build.add("product", { type: "multiply" }, gate, build.dense("up", block.inner, input));
  return build.dense("output", features, product);
};
