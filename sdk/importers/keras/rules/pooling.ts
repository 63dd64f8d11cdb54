import type { LayerRule } from "../call.ts";
import { fileShape } from "../tensor.ts";
import { channelOrder, perAxis, spatialInput } from "./space.ts";

/** Windows over space, and all of it at once. */

export const pool: LayerRule = (call, build) => {
  const kernel = perAxis(call, "pool_size", 2);
  const stride = call.fields.has("strides") ? perAxis(call, "strides") : kernel;
  const padding = call.fields.choice("padding", ["valid", "same"], "valid");
  return build.add(call, { type: "pool", kernel, stride, padding }, [spatialInput(call, build)]);
};

export const globalPool: LayerRule = (call, build) => {
  const input = spatialInput(call, build);
  const gate = input.gate;
  if (!call.fields.flag("keepdims", false)) {
    return build.add(call, { type: "global-pool" }, [input], { axes: [0], gate });
  }
  const pooled = build.add(call, { type: "global-pool" }, [input], { axes: [0], gate, suffix: "pool" });
  const [channels] = channelOrder(call, input.shape.length);
  const shape = fileShape(input).map((size, axis) => (axis === channels ? size : 1));
  return build.reshape(call, pooled, shape);
};
