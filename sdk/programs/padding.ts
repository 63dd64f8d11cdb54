import type { ModelLayer } from "../networks/model/layer-types.ts";
import type { ResolvedModel } from "../networks/model/model.ts";

/**
 * The same model with padding layers taken into the windows that read them. Positions that carry no signal are then
 * never stored, and layers that are alike at all their positions stay so.
 */
export function foldPadding(model: ResolvedModel): ResolvedModel {
  const { layers } = model.network;
  if (!layers.some(({ type }) => type === "pad")) return model;
  const sources = model.sources.map((each) => [...each]);
  const folded = layers.map((layer, index) => {
    const [source = 0] = sources[index] ?? [];
    const before = layers[source];
    if (before?.type !== "pad" || !readsWindows(layer)) return layer;
    const [channels, ...space] = before.padding;
    if (channels?.some((added) => added > 0)) return layer;
    sources[index] = [...(sources[source] ?? [])];
    return { ...layer, padding: space.map((added, axis) => both(added, layer.padding, axis)) } as ModelLayer;
  });
  return { ...model, sources, network: { ...model.network, layers: folded } };
}

type WindowLayer = Extract<ModelLayer, { type: "pool" | "conv1d" | "conv2d" | "conv3d" }>;

function readsWindows(layer: ModelLayer): layer is WindowLayer {
  return layer.type === "pool" || (layer.type.startsWith("conv") && "kernel" in layer && !layer.transposed);
}

/** Padding of a checked layer stands as pairs. */
function both(
  [before, after]: readonly [number, number],
  padding: WindowLayer["padding"],
  axis: number,
): [number, number] {
  const own = Array.isArray(padding) ? padding[axis] : 0;
  return Array.isArray(own) ? [before + own[0], after + own[1]] : [before, after];
}
