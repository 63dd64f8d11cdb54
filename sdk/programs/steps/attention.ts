import type { Taps } from "../../engine/programs.ts";
import { flags, type Operation } from "../../engine/programs.ts";
import type { AttentionLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import type { Assembler, AxisMap } from "../assembler.ts";
import { onlyOf, type Position, type Step, type StepRule } from "../step.ts";
import { allTaps, causalTaps, mapTaps, transposeTaps } from "../taps.ts";
import { relabel, type Tensor, tensorOf } from "../tensor.ts";
import { isInPlace, threeAxes } from "./weights.ts";

// Values [features, tokens]: in each head the tokens are the channels that mix, and the features of the head the
// positions at which the same bonds serve.

export const attention: StepRule<AttentionLayer> = (layer, inputs, position) => {
  const { heads, valueHeads = heads } = layer;
  const values = onlyOf(inputs);
  const rate = rateOf(layer.dropAttention, layer.keepAttention);
  const perHead = (values.shape[0] ?? 1) / valueHeads;
  const features = perHead * heads;
  const taps = mapTaps(values.shape[0] ?? 1, features, (feature) => {
    const head = Math.floor((Math.floor(feature / perHead) * valueHeads) / heads);
    return head * perHead + (feature % perHead);
  });
  const shared: AxisMap = valueHeads === heads ? { size: features } : { size: features, taps };
  if (rate.drop === 0) return certainStep(layer, values, shared, position);
  const { assembler } = position;
  const tokens = values.shape[1] ?? 1;
  const spread = assembler.expand(assembler.read(values, [shared, { size: tokens }]), (axis) => axis === 1);
  const reached = toHeads(assembler, mixTokens("mix", spread, layer, position, rate), heads, position.shape);
  return {
    reached,
    back: (reaching) => {
      const full = assembler.expand(reaching, () => true);
      const back = mixTokens("mixBack", full, layer, position, rate, [features, tokens]);
      return [assembler.read(back, [transposed(shared, values.shape[0] ?? 1), { size: tokens }])];
    },
  };
};

function transposed(map: AxisMap, size: number): AxisMap {
  return map.taps ? { size, taps: transposeTaps(map.taps, size) } : { size };
}

/** Without removal every token reads all tokens, or all up to itself. */
function certainStep(layer: AttentionLayer, values: Tensor, shared: AxisMap, { assembler, shape }: Position): Step {
  const [features = 1, tokens = 1] = values.shape;
  const queries = shape[1] ?? 1;
  const table = (from: number, to: number): Taps => (layer.causal ? causalTaps(from, to) : allTaps(from, 1));
  const once = (tensor: Tensor, size: number): Tensor =>
    layer.causal ? tensor : relabel(tensor, [tensor.shape[0] ?? 1, size], [tensor.sizes[0] ?? 1, 1]);
  const across = (tensor: Tensor, channels: AxisMap, taps: Taps, size: number): Tensor =>
    once(assembler.read(tensor, [channels, { size: layer.causal ? size : 1, taps }]), size);
  return {
    reached: across(values, shared, table(tokens, queries), queries),
    back: (reaching) => {
      const taps = layer.causal ? transposeTaps(causalTaps(tokens, queries), tokens) : allTaps(queries, 1);
      return [across(reaching, transposed(shared, features), taps, tokens)];
    },
  };
}

/** The operation on tokens, forth from `given` or back to a tensor of `target`. */
function mixTokens(
  kind: "mix" | "mixBack",
  given: Tensor,
  layer: AttentionLayer,
  { assembler, shape, bonds }: Position,
  rate: { keep: number; drop: number },
  target?: readonly number[],
): Tensor {
  const { heads, causal = false } = layer;
  const stored = given.sizes[0] === 1 ? 1 : (given.shape[0] ?? 1) / heads;
  const queries = shape[1] ?? 1;
  const other = target ? tensorOf(target, target) : tensorOf([heads * stored, queries], [heads * stored, queries]);
  const [input, out] = target ? [other, given] : [given, other];
  const tokens = input.shape[1] ?? 1;
  const taps = mapTaps(stored, stored, (feature) => feature);
  const operation: Operation = {
    kind,
    layer: bonds,
    input: input.block,
    out: out.block,
    axes: threeAxes([taps], [0, tokens], [0, queries]),
    rate,
    flags: (causal ? flags.causal : 0) | (isInPlace([taps], 1) ? flags.inPlace : 0),
    groups: heads,
    inputs: tokens,
    outputs: queries,
    kernel: 1,
    inputStride: 1,
    outputStride: 1,
    inputGroup: given.sizes[0] === 1 ? 0 : stored * tokens,
    outputGroup: stored * queries,
  };
  assembler.operations.push(target ? { ...operation, count: heads * stored * tokens } : operation);
  return other;
}

/** One feature of each head stands for all of them. */
function toHeads(assembler: Assembler, mixed: Tensor, heads: number, shape: readonly number[]): Tensor {
  const [features = 1, queries = 1] = shape;
  if (mixed.shape[0] === features) return mixed;
  const wide = relabel(mixed, [heads, features / heads, queries], [heads, 1, queries]);
  return relabel(assembler.expand(wide), shape, shape);
}
