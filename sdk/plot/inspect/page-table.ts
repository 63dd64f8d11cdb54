import type { LayerReport } from "../../queries/inspect/answer.ts";
import { writeShape } from "../model-words.ts";
import { significant } from "../numbers.ts";
import { plainName } from "../plain-name.ts";
import { rounded } from "../svg-element.ts";
import { tag, textTag } from "./html.ts";
import { colourOf } from "./risk.ts";
import { describeRemoval, ranksOf } from "./words.ts";

/** Characters of a name that the page shows. */
export const NAME = 160;

const HEADER = [
  ["Layer", ""],
  ["Type", ""],
  ["Shape", ""],
  ["Reached from the inputs", "number"],
  ["Reaching the outputs", "number"],
  ["On an open path", "number"],
  ["Weights on an open path", "number"],
  ["Removes", ""],
  ["Alone the cut", "number"],
  ["Importance", "number"],
  ["Rank", "number"],
  ["Largest drop rate", "number"],
  ["Method", ""],
] as const;

/** All layers, in their order. */
export function layerTable(layers: readonly LayerReport[], ranking: readonly string[], caption: string): string {
  const header = HEADER.map(([text, kind]) => textTag("th", text, { scope: "col", ...(kind ? { class: kind } : {}) }));
  const ranks = ranksOf({ layers, ranking });
  return tag("table", {}, [
    textTag("caption", caption),
    tag("thead", {}, tag("tr", {}, header)),
    tag(
      "tbody",
      {},
      layers.map((layer) => layerRow(layer, ranks.get(layer.name))),
    ),
  ]);
}

function layerRow(layer: LayerReport, rank: number | undefined): string {
  const { removal } = layer;
  return tag("tr", {}, [
    textTag("th", plainName(layer.name, NAME), { scope: "row" }),
    textTag("td", layer.type),
    textTag("td", writeShape(layer.shape)),
    share(layer.reached),
    share(layer.reaching),
    share(layer.effective),
    layer.effectiveWeights === undefined ? number("") : share(layer.effectiveWeights),
    textTag("td", describeRemoval(layer)),
    removal
      ? tag("td", { class: "number" }, `${swatch(removal.cutProbability)}${significant(removal.cutProbability, 3)}`)
      : number(""),
    number(removal ? significant(removal.importance, 3) : ""),
    number(rank === undefined ? "" : String(rank)),
    number(removal ? significant(removal.largestDrop, 4) : ""),
    textTag("td", methodOf(layer)),
  ]);
}

/** How the probabilities about a layer were found. */
function methodOf({ method, removal }: LayerReport): string {
  return removal && removal.method !== method ? `${method}, alone ${removal.method}` : method;
}

function number(text: string): string {
  return textTag("td", text, { class: "number" });
}

function share(value: number): string {
  const text = `${significant(100 * value, 4)} %`;
  return tag("td", { class: "number share" }, `${text}${bar(value)}`);
}

/** A bar beside a number that says the same. */
export function bar(part: number): string {
  return tag("span", { class: "bar", style: `width:${rounded(100 * Math.max(0, Math.min(1, part)))}%` });
}

export function swatch(probability: number): string {
  return tag("span", { class: "swatch", style: `background:${colourOf(Math.log10(probability))}` });
}
