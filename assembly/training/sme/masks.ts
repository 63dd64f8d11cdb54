import { forgetMasks, selectMasks } from "../masks";
import { Layer, layerAt } from "../records";
import { Model } from "./model";

/** Records of the inputs, which are never removed, and of the hidden layer: what the masks of training are drawn for. */
const LAYERS: usize = memory.data(304, 8);

/** Lets masks be drawn for a model from now on. */
export function openMasks(model: Model): void {
  memory.fill(LAYERS, 0, 2 * offsetof<Layer>());
  const hidden = layerAt(LAYERS, 1);
  hidden.width = model.width;
  hidden.siteWords = model.words;
  hidden.siteMask = model.mask;
  hidden.keepSites = model.keep;
  hidden.dropSites = model.drop;
  hidden.siteScale = 1 / model.keep;
  forgetMasks();
}

/** Sets the mask to that of a trial. */
export function selectMask(model: Model, trial: f64): void {
  selectMasks(LAYERS, 2, model.seedLow, model.seedHigh, <u64>trial);
}
