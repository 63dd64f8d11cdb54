import { show } from "../../../errors.ts";
import { MAX_SIZE } from "../../../networks/model/schemas.ts";
import type { BareLayer } from "../../model-builder.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import type { LayerCall, LayerRule } from "../call.ts";
import { type KerasTensor, lastFirst } from "../tensor.ts";

/**
 * MultiHeadAttention and GroupQueryAttention: the value projection, attention, and the output projection. Query and
 * key carry no values: the softmax keeps the weights that they make positive.
 */
export const attention: LayerRule = (call, build) => {
  const [query, second] = call.inputs;
  const value = call.named.get("value") ?? second;
  if (query === undefined || value === undefined) throw invalidFile(call.place, "a query and a value", "fewer");
  if (query.shape.length !== 2 || value.shape.length !== 2) {
    throw unsupported(call.place, "sequences of one axis of tokens", `${query.shape.length - 1} axes`);
  }
  checkAxes(call);
  const { heads, valueHeads, features } = headsOf(call);
  const values = build.arrange(call, value, lastFirst(2));
  const units = valueHeads * features;
  const projected = build.add(call, { type: "dense", units }, [values], { suffix: "value" });
  const layer: BareLayer = {
    ...{ type: "attention", heads, valueHeads, queries: tokensOf(query) },
    causal: call.keywords.get("use_causal_mask") === true,
    dropAttention: call.fields.rate("dropout", 0),
  };
  const attended = build.add(call, layer, [projected], { suffix: "attention" });
  return build.add(call, { type: "dense", units: outputUnits(call, query) }, [attended]);
};

function headsOf(call: LayerCall): { heads: number; valueHeads: number; features: number } {
  const { fields } = call;
  if (fields.has("num_query_heads")) {
    const heads = fields.integer("num_query_heads", 1, MAX_SIZE);
    const valueHeads = fields.integer("num_key_value_heads", 1, MAX_SIZE);
    return { heads, valueHeads, features: fields.integer("head_dim", 1, MAX_SIZE) };
  }
  const heads = fields.integer("num_heads", 1, MAX_SIZE);
  return {
    heads,
    valueHeads: heads,
    features: fields.integer(fields.has("value_dim") ? "value_dim" : "key_dim", 1, MAX_SIZE),
  };
}

function checkAxes(call: LayerCall): void {
  const axes = call.fields.get("attention_axes");
  const fits = axes === undefined || axes === 1 || (Array.isArray(axes) && axes.length === 1 && axes[0] === 1);
  if (!fits) throw unsupported(call.place, "attention along the tokens", `attention_axes ${show(axes)}`);
}

function tokensOf(tensor: KerasTensor): number {
  return tensor.shape[tensor.axes.indexOf(0)] ?? 1;
}

function outputUnits(call: LayerCall, query: KerasTensor): number {
  const shape = call.fields.get("output_shape");
  if (shape === undefined) return query.shape[query.axes.indexOf(1)] ?? 1;
  return call.fields.integers("output_shape", 1, 1, MAX_SIZE)[0] ?? 1;
}
