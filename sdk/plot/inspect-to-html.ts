import * as v from "valibot";
import { check } from "../networks/check.ts";
import type { InspectAnswer } from "../queries/inspect/answer.ts";
import { checkInspect } from "./inspect/checked-inspect.ts";
import { drawNetwork } from "./inspect/drawing.ts";
import { section, tag, textTag } from "./inspect/html.ts";
import { figures, findingsPart, rankingPart } from "./inspect/page-parts.ts";
import { queryParts } from "./inspect/page-query.ts";
import { STYLE } from "./inspect/page-style.ts";
import { layerTable } from "./inspect/page-table.ts";
import {
  countLayers,
  forecastSentences,
  largestDropSentences,
  questionOf,
  rankingSentences,
  singleSentences,
} from "./inspect/words.ts";
import { describeRemovals, describeShape } from "./network-words.ts";
import { plainName } from "./plain-name.ts";
import { survivalSentences } from "./survival-words.ts";
import { element, escapeText } from "./svg-element.ts";

/** How {@link inspectToHtml} writes. */
export interface InspectHtmlOptions {
  /** The heading and title of the page; says what network it is unless given. */
  readonly title?: string;
}

const optionsSchema = v.strictObject({ title: v.optional(v.string("a text")) });

/** Pixels across that the drawing may take. */
const ROOM = 1080;

/**
 * Writes the answer of `inspect` as one HTML page: the numbers that matter, what the structure shows, the network drawn with each
 * layer coloured by its risk as in {@link inspectToSvg}, the ranking, a table of all layers, what training
 * will see, and the query.
 *
 * The page needs no other file and no script, forbids both, follows the light or dark colours of its reader, and can be printed. All that a
 * model file names is escaped. The same input gives the same text. Costs O(layers + edges).
 *
 * @param answer - From `inspect`, also when it went through JSON.
 * @param options - Title of the page.
 * @returns An HTML document of some 2 kB a layer and the query, of which long texts are left out when it has over 100 kB.
 * @throws PercolationError `invalid-input` for an option that is none and an answer that is none of `inspect`.
 *
 * @example
 * import { inspect, layered } from "percolation";
 * import { inspectToHtml } from "percolation/plot";
 * const page = inspectToHtml(inspect(layered([784, 300, 100, 10], { dropSites: 0.9 })), { title: "LeNet-300-100" });
 * page.includes("<h1>LeNet-300-100</h1>"); // => true
 */
export function inspectToHtml(answer: InspectAnswer, options: InspectHtmlOptions = {}): string {
  const { title } = check(optionsSchema, options, "options");
  const { answer: checked, network } = checkInspect(answer);
  const heading = title ?? questionOf(network);
  const removed = describeRemovals(network) || "nothing removed";
  const about = title === undefined ? removed : `${describeShape(network)}; ${removed}`;
  const main = tag("main", {}, [
    textTag("h1", plainName(heading, 200)),
    textTag("p", about, { class: "faint" }),
    figures(checked),
    ...[...survivalSentences(checked, true), ...singleSentences(checked)].map((sentence) => textTag("p", sentence)),
    ...findingsPart(checked.findings),
    section("network", "The network", [drawing(checked)]),
    ...rankingPart(checked),
    section(
      "drop",
      "How far drop rates may rise",
      paragraphs([...rankingSentences(checked), ...largestDropSentences(checked)]),
    ),
    section("training", "What training will see", paragraphs(forecastSentences(checked))),
    section("layers", "All layers", [
      tag(
        "div",
        { class: "scroll", role: "region", tabindex: 0, "aria-labelledby": "layers" },
        layerTable(
          checked.layers,
          checked.ranking,
          `Expected shares of elements and weights; ${countLayers(checked.layers)}.`,
        ),
      ),
    ]),
    section("query", "The query", queryParts(checked)),
  ]);
  return `<!doctype html>\n${tag("html", { lang: "en" }, [head(plainName(heading, 200)), tag("body", {}, [main])])}\n`;
}

function head(title: string): string {
  return [
    "<head>",
    '<meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>`,
    '<meta name="color-scheme" content="light dark"/>',
    textTag("title", title),
    `<style>${STYLE}</style>`,
    "</head>",
  ].join("\n");
}

function paragraphs(sentences: readonly string[]): string[] {
  const given = sentences.length > 0 ? sentences : ["No layer removes anything at random."];
  return given.map((sentence) => textTag("p", sentence));
}

function drawing({ layers }: InspectAnswer): string {
  const { width, height, content } = drawNetwork(layers, ROOM);
  // Room for the strokes at the rim.
  const view = { class: "network", width: width + 4, height: height + 4, viewBox: `-2 -2 ${width + 4} ${height + 4}` };
  const label = `Graph of ${countLayers(layers)}; the table below has what it shows.`;
  const font = { role: "img", "aria-label": label, "font-family": "inherit", "font-size": 12 };
  return tag("figure", {}, [
    element("svg", { ...view, ...font }, [element("title", {}, escapeText(label)), ...content]),
    textTag(
      "figcaption",
      "Layers that only pass on or remove stand in the box of the layer before them; point at a box to see them. Long networks continue in the next column.",
    ),
  ]);
}
