import { channelsFirst } from "./convolution.ts";
import { invalidFile } from "./failures.ts";
import { layerOf, made } from "./signal.ts";
import { integerAttribute, layerName, nodeLabel, type Rule } from "./walk.ts";
import { paddingOf, spatialAttribute, windowSizes, windowsOf } from "./windows.ts";

/** MaxPool, AveragePool and LpPool. */
export const pool: Rule = (node, walk) => {
  const source = channelsFirst(node, walk, 0);
  const sizes = source.dims.slice(2);
  const kernel = spatialAttribute(node, "kernel_shape", sizes.length, []);
  if (kernel.length === 0) throw invalidFile(nodeLabel(node), "a kernel_shape", "none");
  const windows = windowsOf(node, kernel, sizes);
  const ceil = integerAttribute(node, "ceil_mode", 0) !== 0;
  const space = windowSizes(node, windows, sizes, ceil);
  const { stride, dilation } = windows;
  const spec = { type: "pool", kernel, stride, padding: paddingOf(windows), dilation, ceil } as const;
  const layer = walk.emit(layerName(node), spec, [layerOf(node, source)]);
  return made(node, layer, [source.dims[0] ?? 1, source.dims[1] ?? 1, ...space], source.batch, source.order);
};

/** GlobalAveragePool, GlobalMaxPool and GlobalLpPool. */
export const globalPool: Rule = (node, walk) => {
  const source = channelsFirst(node, walk, 0);
  const layer = walk.emit(layerName(node), { type: "global-pool" }, [layerOf(node, source)]);
  const dims = source.dims.map((size, axis) => (axis < 2 ? size : 1));
  return { ...made(node, layer, dims, source.batch, [1]), statisticOf: source.core };
};
