import type { Rate } from "../../engine/layers.ts";
import { flags, type Operation } from "../../engine/programs.ts";
import type { AttentionLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import type { Assembler, AxisMap } from "../assembler.ts";
import { type Reading, readAll, readCausally, readOne } from "../readings.ts";
import { onlyOf, type Position, type Step, type StepRule } from "../step.ts";
import { relabel, type Tensor, tensorOf } from "../tensor.ts";
import { isInPlace, threeAxes } from "./bonds.ts";

// Values [features, tokens]: in each head the tokens are the channels that mix, and the features of the head the
// positions at which the same bonds serve.

export const attention: StepRule<AttentionLayer> = (layer, inputs, position) => {
  const { heads, valueHeads = heads } = layer;
  const values = onlyOf(inputs);
  const rate = rateOf(layer.dropAttention, layer.keepAttention);
  const perHead = (values.shape[0] ?? 1) / valueHeads;
  const features = perHead * heads;
  const reading = readOne(values.shape[0] ?? 1, features, (feature) => {
    const head = Math.floor((Math.floor(feature / perHead) * valueHeads) / heads);
    return head * perHead + (feature % perHead);
  });
  const shared: AxisMap = valueHeads === heads ? { size: features } : { size: features, reading };
  if (rate.drop === 0) return certainStep(layer, values, shared, position);
  const { assembler, bonds } = position;
  const [tokens, queries] = [values.shape[1] ?? 1, position.shape[1] ?? 1];
  const spread = assembler.read(values, [shared, { size: tokens }]);
  const input = assembler.expand(spread, (axis) => axis === 1);
  const stored = input.sizes[0] === 1 ? 1 : features / heads;
  const out = tensorOf([heads * stored, queries], [heads * stored, queries]);
  assembler.operations.push(mixing(input, out, stored, layer, rate, bonds));
  return {
    reached: toHeads(assembler, out, heads, position.shape),
    back: (reaching) => {
      const full = assembler.expand(reaching);
      const back = tensorOf([features, tokens], [features, tokens]);
      const operation = mixing(back, full, features / heads, layer, rate, bonds);
      assembler.operations.push({ ...operation, kind: "mixBack", count: features * tokens });
      return [assembler.read(back, [transposed(shared, values.shape[0] ?? 1), { size: tokens }])];
    },
    across: (reaching) =>
      mixing(assembler.expand(spread), assembler.expand(reaching), features / heads, layer, rate, bonds),
  };
};

function transposed(map: AxisMap, size: number): AxisMap {
  return map.reading ? { size, reading: map.reading.transposed() } : { size };
}

/** Without removal every token reads all tokens, or all up to itself. */
function certainStep(layer: AttentionLayer, values: Tensor, shared: AxisMap, { assembler, shape }: Position): Step {
  const [features = 1, tokens = 1] = values.shape;
  const queries = shape[1] ?? 1;
  const forth = layer.causal ? readCausally(tokens, queries) : readAll(tokens, 1);
  const once = (tensor: Tensor, size: number): Tensor =>
    layer.causal ? tensor : relabel(tensor, [tensor.shape[0] ?? 1, size], [tensor.sizes[0] ?? 1, 1]);
  const across = (tensor: Tensor, channels: AxisMap, reading: Reading, size: number): Tensor =>
    once(assembler.read(tensor, [channels, { size: layer.causal ? size : 1, reading }]), size);
  return {
    reached: across(values, shared, forth, queries),
    back: (reaching) => {
      const back = layer.causal ? forth.transposed() : readAll(queries, 1);
      return [across(reaching, transposed(shared, features), back, tokens)];
    },
  };
}

/** The operation between tokens, of which `stored` features of each head are told apart. */
function mixing(
  input: Tensor,
  out: Tensor,
  stored: number,
  { heads, causal = false }: AttentionLayer,
  rate: Rate,
  bonds: number,
): Operation {
  const [tokens, queries] = [input.shape[1] ?? 1, out.shape[1] ?? 1];
  const taps = readOne(stored, stored, (feature) => feature).table();
  return {
    kind: "mix",
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
    inputGroup: input.sizes[0] === 1 ? 0 : stored * tokens,
    outputGroup: stored * queries,
  };
}

/** One feature of each head stands for all of them. */
function toHeads(assembler: Assembler, mixed: Tensor, heads: number, shape: readonly number[]): Tensor {
  const [features = 1, queries = 1] = shape;
  if (mixed.shape[0] === features) return mixed;
  const wide = relabel(mixed, [heads, features / heads, queries], [heads, 1, queries]);
  return relabel(assembler.expand(wide), shape, shape);
}
