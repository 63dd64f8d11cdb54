import { GRAPHS, openLayer, openTarget } from "./address";

export { fillWords } from "./raw";

/** Opens a stream of raw words for a random graph. */
export function openGraphWords(seedLow: u32, seedHigh: u32, part: u32): void {
  openLayer(seedLow, seedHigh, GRAPHS, part, 0, 0);
  openTarget(0);
}
