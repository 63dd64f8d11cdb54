import { show } from "../../../errors.ts";
import { MAX_SIZE } from "../../../networks/model/schemas.ts";
import { isInteger } from "../../fields.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import { type LayerCall, type LayerRule, onlyInput, onlyInputOf } from "../call.ts";
import { asInFile, type KerasTensor, lastFirst } from "../tensor.ts";
import { channelOrder, perAxis, spaceOf, spatialInput } from "./space.ts";

/** Layers that move elements, add empty ones or cut some off. */

export const flatten: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const rank = input.shape.length;
  // Flatten moves the channels to the end before it goes row by row.
  const channels = channelOrder(call, rank);
  const order = channels[0] === 0 ? [...asInFile(rank).slice(1), 0] : asInFile(rank);
  const ordered = rank === 1 || call.orderFree ? input : build.arrange(call, input, order);
  return build.add(call, { type: "flatten" }, [ordered], { axes: [0], gate: input.gate });
};

export const reshape: LayerRule = (call, build) => {
  const target = call.fields.array("target_shape");
  return build.reshape(call, onlyInput(call), filledIn(call, target));
};

/** A shape with one size -1 filled in. */
export function filledIn(call: LayerCall, target: readonly unknown[]): number[] {
  const input = onlyInput(call);
  const all = input.shape.reduce((product, size) => product * size, 1);
  const known = target.filter((size) => size !== -1 && size !== null);
  const place = `${call.place}.target_shape`;
  if (!known.every((size) => isInteger(size, 1, MAX_SIZE))) throw invalidFile(place, "sizes or -1", show(target));
  const rest = all / (known as number[]).reduce((product, size) => product * size, 1);
  const open = target.length - known.length;
  if (open > 1 || target.length === 0 || (open === 1 ? !Number.isInteger(rest) : rest !== 1)) {
    throw invalidFile(place, `a shape of ${all} elements`, `[${target.map(String).join(", ").slice(0, 60)}]`);
  }
  return target.map((size) => (typeof size === "number" && size !== -1 ? size : rest));
}

/** A permutation moves nothing: it names the axes anew. */
export const permute: LayerRule = (call) => {
  const input = onlyInput(call);
  const axes = call.fields.array("dims").map((axis) => (typeof axis === "number" ? axis - 1 : -1));
  return permuted(call, input, axes);
};

/** The tensor whose axis i is axis `axes[i]` of the input. */
export function permuted(call: LayerCall, input: KerasTensor, axes: readonly number[]): KerasTensor {
  const rank = input.shape.length;
  const isWhole = axes.length === rank && asInFile(rank).every((axis) => axes.includes(axis));
  if (!isWhole) throw invalidFile(`${call.place}.dims`, `each of 1..${rank} once`, show(axes));
  return { ...input, axes: input.axes.map((axis) => axes.indexOf(axis)) };
}

export const repeat: LayerRule = (call, build) => {
  const input = onlyInputOf(call, 1);
  const size = call.fields.integer("n", 1, MAX_SIZE);
  const column = build.reshape(call, input, [1, input.shape[0] ?? 1], { suffix: "axes" });
  const arranged = build.arrange(call, column, lastFirst(2));
  return build.add(call, { type: "upsample", size: [size] }, [arranged], { gate: input.gate });
};

export const upsample: LayerRule = (call, build) => {
  const input = spatialInput(call, build);
  const interpolation = call.fields.text("interpolation", "nearest");
  if (interpolation !== "nearest" && interpolation !== "bilinear") {
    throw unsupported(call.place, "interpolation nearest or bilinear", interpolation.slice(0, 40));
  }
  const mode = interpolation === "nearest" ? "nearest" : "linear";
  return build.add(call, { type: "upsample", scale: perAxis(call, "size", 2), mode }, [input], { gate: input.gate });
};

export const zeroPadding: LayerRule = (call, build) => {
  const pairs = pairsOf(call, "padding");
  return build.add(call, { type: "pad", padding: [[0, 0], ...pairs] }, [spatialInput(call, build)]);
};

export const cropping: LayerRule = (call, build) => {
  const pairs = pairsOf(call, "cropping");
  return pairs.reduce(
    (tensor, [before, after], axis) => {
      const size = tensor.shape[axis + 1] ?? 1;
      if (before + after >= size) throw invalidFile(`${call.place}.cropping`, `less than ${size}`, `${before + after}`);
      if (before + after === 0) return tensor;
      return build.add(call, { type: "slice", axis: axis + 1, start: before, end: size - after }, [tensor]);
    },
    spatialInput(call, build),
  );
};

const MAX_PADDING = 65536;

/** One number for all ends, one for each axis, or a pair for each. */
function pairsOf(call: LayerCall, name: string): (readonly [number, number])[] {
  const count = spaceOf(call);
  const value = call.fields.get(name) ?? 1;
  const isAmount = (each: unknown) => isInteger(each, 0, MAX_PADDING);
  if (isAmount(value)) return Array.from({ length: count }, () => [Number(value), Number(value)] as const);
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const entries = count === 1 && list.length === 2 && list.every(isAmount) ? [list] : list;
  const pairs = entries.flatMap((entry) => {
    if (isAmount(entry)) return [[Number(entry), Number(entry)] as const];
    const fits = Array.isArray(entry) && entry.length === 2 && entry.every(isAmount);
    return fits ? [[Number(entry[0]), Number(entry[1])] as const] : [];
  });
  if (entries.length === count && pairs.length === count) return pairs;
  throw invalidFile(`${call.place}.${name}`, "a number, or one number or pair for each axis of space", show(value));
}
