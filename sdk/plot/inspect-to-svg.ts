import * as v from "valibot";
import { check, integer } from "../networks/check.ts";
import type { InspectAnswer } from "../queries/inspect/answer.ts";
import { checkInspect } from "./inspect/checked-inspect.ts";
import { drawNetwork } from "./inspect/drawing.ts";
import { questionOf } from "./inspect/words.ts";
import { describeRemovals } from "./network-words.ts";
import { writeCut } from "./survival-words.ts";
import { element } from "./svg-element.ts";
import { drawPage } from "./svg-page.ts";

/** How {@link inspectToSvg} draws. */
export interface InspectSvgOptions {
  /** Width in pixels that the picture should have about, 320..8192; 1080 unless given. */
  readonly width?: number;
  /** The line above the picture; says what network it is unless given. */
  readonly title?: string;
}

const optionsSchema = v.strictObject({
  width: v.optional(integer(320, 8192), 1080),
  title: v.optional(v.string("a text")),
});

const [LEFT, TOP] = [24, 72];

/**
 * Draws a network as a graph of layers, each coloured by the probability that it alone is the cut, on a logarithmic
 * scale from 1e-9 to 1.
 *
 * Every layer is a box, as wide as the logarithm of its number of elements says; what it passes on to stands below it. Activations,
 * normalisations, reshapes and removals are part of the box of the layer before them; a pointer shows them. A long
 * network is drawn in columns, to be read from left to right. The same input gives the same text. Costs O(layers + edges).
 *
 * @param answer - From `inspect`, also when it went through JSON.
 * @param options - Width in pixels and title. A network with many branches is wider, a small one narrower.
 * @returns An XML document, white behind dark ink, of some 1 kB a layer.
 * @throws PercolationError `invalid-input` for an option out of range and an answer that is none of `inspect`.
 *
 * @example
 * import { inspect, layered } from "percolation";
 * import { inspectToSvg } from "percolation/plot";
 * const svg = inspectToSvg(inspect(layered([784, 300, 100, 10], { dropSites: 0.9 })));
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'); // => true
 */
export function inspectToSvg(answer: InspectAnswer, options: InspectSvgOptions = {}): string {
  const { width, title } = check(optionsSchema, options, "options");
  const { answer: checked, network } = checkInspect(answer);
  const drawing = drawNetwork(checked.layers, width - 2 * LEFT);
  const heading = title ?? questionOf(network);
  const subtitle = `${describeRemovals(network) || "nothing removed"}; cut with probability ${writeCut(checked)}`;
  const page = { width: drawing.width + 2 * LEFT, height: drawing.height + TOP + LEFT, left: LEFT, heading, subtitle };
  return drawPage(page, [element("g", { transform: `translate(${LEFT} ${TOP})` }, drawing.content)]);
}
