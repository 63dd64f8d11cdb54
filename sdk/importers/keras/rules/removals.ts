import { show } from "../../../errors.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import { type LayerCall, type LayerRule, onlyInput, onlyInputOf } from "../call.ts";
import { type KerasTensor, lastFirst } from "../tensor.ts";
import { MAX_KERNEL, spaceOf, spatialInput } from "./space.ts";

/** Layers that remove at random. */

/** A `noise_shape` of 1 along every axis but the batch drops each sample as a whole: stochastic depth. */
export const dropout: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const drop = call.fields.rate("rate");
  const { shared, perSample } = noiseShape(call, input);
  if (shared.length === input.shape.length) {
    const per = perSample ? "sample" : "step";
    return build.add(call, { type: "stochastic-depth", drop, per }, [input]);
  }
  return build.add(call, { type: "dropout", drop, ...(shared.length > 0 ? { shared } : {}) }, [input]);
};

/** The axes of the network's tensor that one mask is shared along. */
function noiseShape(call: LayerCall, input: KerasTensor): { shared: number[]; perSample: boolean } {
  if (!call.fields.has("noise_shape")) return { shared: [], perSample: true };
  const [batch, ...noise] = call.fields.array("noise_shape");
  const shared = input.axes.flatMap((fileAxis, axis) => {
    const size = noise[fileAxis] ?? null;
    if (size !== null && size !== 1 && size !== input.shape[axis]) {
      throw invalidFile(`${call.place}.noise_shape`, `1, null or ${input.shape[axis]} for each axis`, show(size));
    }
    return size === 1 ? [axis] : [];
  });
  return { shared, perSample: batch !== 1 };
}

export const channelDropout: LayerRule = (call, build) => {
  const drop = call.fields.rate("rate");
  // SpatialDropout1D has no data_format: its channels are last.
  const input =
    spaceOf(call) === 1 ? build.arrange(call, onlyInputOf(call, 2), lastFirst(2)) : spatialInput(call, build);
  return build.add(call, { type: "channel-dropout", drop }, [input]);
};

const DROP_NAMES = [
  "rate",
  "drop_rate",
  "drop_prob",
  "drop_path",
  "drop_path_rate",
  "drop_path_prob",
  "drop_connect",
  "drop_connect_rate",
  "stochastic_depth_rate",
] as const;

const KEEP_NAMES = ["survival_probability", "survival_prob", "keep_prob"] as const;

/**
 * Stochastic depth as a class of one's own. Called with a shortcut and a residual branch it adds them too, and has
 * one mask for the whole batch, as those of TensorFlow Addons and KerasCV; called with the branch alone, one for
 * each sample.
 */
export const stochasticDepth: LayerRule = (call, build) => {
  const [first, second, ...others] = call.inputs;
  const kept = call.fields.nameOf(...KEEP_NAMES);
  const rate = call.fields.has(kept)
    ? { keep: call.fields.rate(kept) }
    : { drop: call.fields.rate(call.fields.nameOf(...DROP_NAMES)) };
  if (first === undefined || others.length > 0) {
    throw unsupported(call.place, "a branch, or a shortcut and a branch", `${call.inputs.length} tensors`);
  }
  if (second === undefined) return build.add(call, { type: "stochastic-depth", ...rate, per: "sample" }, [first]);
  const branch = build.arrange(call, second, first.axes);
  const dropped = build.add(call, { type: "stochastic-depth", ...rate, per: "step" }, [branch], { suffix: "branch" });
  return build.add(call, { type: "add" }, [first, dropped]);
};

export const dropBlock: LayerRule = (call, build) => {
  const drop = call.fields.rate(call.fields.nameOf("rate", "drop_rate", "drop_prob"));
  const size = call.fields.integers("block_size", 2, 1, MAX_KERNEL);
  return build.add(call, { type: "drop-block", drop, size }, [spatialInput(call, build)]);
};
