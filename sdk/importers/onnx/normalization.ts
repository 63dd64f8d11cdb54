import { countOf, describeConstant, noteOfConstant } from "./constants.ts";
import { scaled } from "./elementwise.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { resolveWidth } from "./open-width.ts";
import { isOpen, plain, type Signal } from "./signal.ts";
import {
  axisOf,
  checkConstants,
  constantAt,
  hasInput,
  integerAttribute,
  layerName,
  nodeLabel,
  type Rule,
  signalAt,
  type Walk,
} from "./walk.ts";

/** Which axes of the signal the scale and shift of a normalisation lie along. */
type ScaleAxes = (node: Node, dims: readonly number[], constant: readonly number[]) => readonly number[];

/**
 * A normalisation passes on what reaches it. A scale of 0 silences elements.
 *
 * @param scaleDims - The dims of the scale, as broadcasting to the signal needs them.
 */
function normalization(scaleDims: ScaleAxes): Rule {
  return (node, walk) => {
    const source = signalAt(node, walk, 0);
    checkConstants(node, walk, 1);
    if (isOpen(source) && hasInput(node, 1))
      resolveWidth(node, walk, source, constantAt(node, walk, 1).dims.at(-1) ?? 1);
    const kept = hasInput(node, 1) ? withScale(node, walk, source, scaleDims) : source;
    if (kept.layer === null) return kept;
    const layer = walk.emit(layerName(node), { type: "normalization" }, [kept.layer]);
    return { ...plain(kept), layer };
  };
}

function withScale(node: Node, walk: Walk, source: Signal, scaleDims: ScaleAxes): Signal {
  const scale = constantAt(node, walk, 1);
  const dims = scaleDims(node, source.dims, scale.dims);
  for (let position = 1; position < node.inputs.length; position++) {
    if (!hasInput(node, position)) continue;
    const constant = constantAt(node, walk, position);
    const own = scaleDims(node, source.dims, constant.dims);
    const fits = own.every((size, axis) => {
      const goal = source.dims[axis + source.dims.length - own.length];
      return size === 1 || size === goal;
    });
    if (!fits || own.length > source.dims.length) {
      throw invalidFile(nodeLabel(node), `a constant that fits ${source.dims.join("x")}`, describeConstant(constant));
    }
  }
  return scaled(node, walk, source, scale, dims);
}

/** Scales per channel, which is the second axis; a layer's neurons lie along it once flat. */
const perChannel: ScaleAxes = (_node, dims, constant) => {
  if (dims.length < 2) return constant;
  return [...constant, ...new Array<number>(dims.length - 2).fill(1)];
};

/** Scales of as many axes as are normalised, the last ones. */
const lastAxes: ScaleAxes = (node, dims, constant) => {
  axisOf(node, integerAttribute(node, "axis", -1), dims.length);
  return constant;
};

export const channelNormalization = normalization(perChannel);
export const layerNormalization = normalization(lastAxes);

/** GroupNormalization has one scale for each group before version 21 of the operators, for each channel since. */
export const groupNormalization: Rule = (node, walk) => {
  const [, channels = 1] = signalAt(node, walk, 0).dims;
  const scale = constantAt(node, walk, 1);
  const count = countOf(scale);
  if (count === channels || count < 1 || channels % count !== 0) return channelNormalization(node, walk);
  if (noteOfConstant(scale, walk.budget).zeros === null) return plainNormalization(node, walk);
  throw unsupported(nodeLabel(node), "no scale of 0 for a whole group", describeConstant(scale));
};

/** LRN and other normalisations without constants. */
export const plainNormalization: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  if (source.layer === null) return source;
  return { ...plain(source), layer: walk.emit(layerName(node), { type: "normalization" }, [source.layer]) };
};
