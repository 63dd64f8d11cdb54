import { Layer, layerAt } from "./records";

/**
 * Whether a path is open from an input that is not 0 to an output, in the masks that are selected. Inputs of value 0 count as
 * missing. A target takes as many steps as it takes to find an open bond from a reached neuron.
 */
export function hasOpenPath(layers: usize, count: u32): bool {
  const inputs = layerAt(layers, 0);
  let some: u32 = 0;
  for (let source: u32 = 0; source < inputs.width; source++) {
    const isThere = load<f64>(inputs.outputs + (<usize>source << 3)) != 0;
    store<u8>(inputs.reached + source, isThere ? 1 : 0);
    some += isThere ? 1 : 0;
  }
  for (let index: u32 = 1; index < count && some > 0; index++) {
    some = advance(layerAt(layers, index), layerAt(layers, index - 1).reached);
  }
  return some > 0;
}

/** The neurons of a layer that are reached; returns how many. At least one is before it. */
function advance(layer: Layer, before: usize): u32 {
  let some: u32 = 0;
  for (let target: u32 = 0; target < layer.width; target++) {
    const isKept = !layer.siteWords || load<f64>(layer.siteMask + (<usize>target << 3)) != 0;
    const isReached = isKept && (!layer.bondWords || hasOpenBond(layer, target, before));
    store<u8>(layer.reached + target, isReached ? 1 : 0);
    some += isReached ? 1 : 0;
  }
  return some;
}

function hasOpenBond(layer: Layer, target: u32, before: usize): bool {
  const row = layer.bondMask + ((<usize>target * layer.fanIn) << 3);
  for (let source: u32 = 0; source < layer.fanIn; source++) {
    if (load<u8>(before + source) && load<f64>(row + (<usize>source << 3)) != 0) return true;
  }
  return false;
}
