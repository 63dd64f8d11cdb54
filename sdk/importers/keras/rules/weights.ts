import type { Padding } from "../../../networks/model/layer-types.ts";
import { MAX_SIZE } from "../../../networks/model/schemas.ts";
import type { BareLayer } from "../../model-builder.ts";
import { unsupported } from "../../onnx/failures.ts";
import { type LayerCall, type LayerRule, onlyInput } from "../call.ts";
import { lastFirst } from "../tensor.ts";
import { isGate } from "./activations.ts";
import { perAxis, spaceOf, spatialInput } from "./space.ts";

/** Layers with weights. */

export const dense: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const arranged = build.arrange(call, input, lastFirst(input.shape.length));
  const units = call.fields.integer("units", 1, MAX_SIZE);
  return build.add(call, { type: "dense", units }, [arranged], { gate: isGate(call.fields) });
};

export const convolution: LayerRule = (call, build) => {
  const channels = call.fields.integer("filters", 1, MAX_SIZE);
  const groups = call.fields.integer("groups", 1, MAX_SIZE, 1);
  const layer: BareLayer = { type: typeOf(call), channels, groups, ...windows(call), padding: paddingOf(call) };
  return build.add(call, layer, [spatialInput(call, build)], { gate: isGate(call.fields) });
};

export const depthwise: LayerRule = (call, build) => {
  const input = spatialInput(call, build);
  return build.add(call, depthwiseLayer(call, input.shape[0] ?? 1), [input], { gate: isGate(call.fields) });
};

export const separable: LayerRule = (call, build) => {
  const input = spatialInput(call, build);
  const first = build.add(call, depthwiseLayer(call, input.shape[0] ?? 1), [input], { suffix: "depthwise" });
  const channels = call.fields.integer("filters", 1, MAX_SIZE);
  const pointwise: BareLayer = { type: typeOf(call), channels, kernel: 1 };
  return build.add(call, pointwise, [first], { gate: isGate(call.fields) });
};

function depthwiseLayer(call: LayerCall, groups: number): BareLayer {
  const channels = groups * call.fields.integer("depth_multiplier", 1, MAX_SIZE, 1);
  return { type: typeOf(call), channels, groups, ...windows(call), padding: paddingOf(call) };
}

/**
 * Keras defines the size of the output, and pads as the convolution from it to the input would.
 *
 * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
 */
export const transposed: LayerRule = (call, build) => {
  const input = spatialInput(call, build);
  const channels = call.fields.integer("filters", 1, MAX_SIZE);
  const sizes = windows(call);
  const same = call.fields.choice("padding", ["valid", "same"], "valid") === "same";
  const extra = call.fields.has("output_padding")
    ? call.fields.integers("output_padding", spaceOf(call), 0, 65535)
    : undefined;
  const ends = sizes.kernel.map((kernel, axis) => {
    const [stride = 1, dilation = 1, size = 1] = [sizes.stride[axis], sizes.dilation[axis], input.shape[axis + 1]];
    const span = (kernel - 1) * dilation + 1;
    const whole = (size - 1) * stride + span;
    const wanted =
      extra === undefined
        ? size * stride + (same ? 0 : Math.max(span - stride, 0))
        : whole + (extra[axis] ?? 0) - (same ? 2 * Math.floor(span / 2) : 0);
    const total = Math.max(whole - wanted, 0);
    return { pair: [Math.floor(total / 2), Math.ceil(total / 2)] as const, added: Math.max(wanted - whole, 0) };
  });
  const layer: BareLayer = {
    ...{ type: typeOf(call), channels, ...sizes, transposed: true },
    padding: ends.map(({ pair }) => pair),
    outputPadding: ends.map(({ added }) => added),
  };
  return build.add(call, layer, [input], { gate: isGate(call.fields) });
};

function typeOf(call: LayerCall): "conv1d" | "conv2d" | "conv3d" {
  return `conv${spaceOf(call)}d`;
}

function windows(call: LayerCall) {
  return {
    kernel: perAxis(call, "kernel_size"),
    stride: perAxis(call, "strides", 1),
    dilation: perAxis(call, "dilation_rate", 1),
  };
}

/** The padding of a convolution; a causal one reads no later position. */
function paddingOf(call: LayerCall): Padding {
  const padding = call.fields.choice("padding", ["valid", "same", "causal"], "valid");
  if (padding !== "causal") return padding;
  if (spaceOf(call) !== 1) throw unsupported(call.place, "causal padding along one axis", "more axes");
  const [kernel = 1] = perAxis(call, "kernel_size");
  const [dilation = 1] = perAxis(call, "dilation_rate", 1);
  return [[(kernel - 1) * dilation, 0]];
}

export const embedding: LayerRule = (call, build) => {
  const features = call.fields.integer("output_dim", 1, MAX_SIZE);
  return build.add(call, { type: "embedding", features }, [onlyInput(call)], { axes: lastFirst(2) });
};
