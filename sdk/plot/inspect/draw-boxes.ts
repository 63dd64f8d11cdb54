import type { LayerReport } from "../../queries/inspect/answer.ts";
import { writeShape } from "../model-words.ts";
import { significant } from "../numbers.ts";
import { plainName } from "../plain-name.ts";
import { element, escapeText, rounded, textElement } from "../svg-element.ts";
import type { PlacedBox } from "./geometry.ts";
import { colourOf, inkOn, riskOf } from "./risk.ts";

const PADDING = 9;
/** Characters of a name in a title. */
const WHOLE = 160;

/** Widths of letters, in pixels, of the names and of what is written smaller. */
const [LETTER, SMALL_LETTER] = [7.2, 5.9];

/** A box: the layer's name, type and shape, and what it removes; more in the title that a pointer shows. */
export function drawBox(box: PlacedBox): string {
  const { layers, left, top, width, height } = box;
  const [head] = layers;
  if (!head) return "";
  const risk = riskOf(layers);
  const fill = risk === undefined ? "#f6f8fa" : colourOf(Math.log10(risk));
  const ink = risk === undefined ? "#1f2328" : inkOn(fill);
  const room = width - 2 * PADDING;
  const line = (text: string, y: number, size: number, letter: number, weight: number) =>
    textElement(plainName(text, Math.floor(room / letter)), {
      x: rounded(left + PADDING),
      y: rounded(top + y),
      "font-size": size,
      ...(weight > 400 ? { "font-weight": weight } : {}),
      fill: ink,
    });
  const frame = { x: rounded(left), y: rounded(top), width: rounded(width), height, rx: 5 };
  const stroke = risk === undefined ? "#afb8c1" : "#57360a";
  return element("g", { class: risk === undefined ? "plain" : "removes" }, [
    element("title", {}, escapeText(layers.map(describeLayer).join("\n"))),
    element("rect", { ...frame, fill, stroke, "stroke-width": risk === undefined ? 1 : 0.8 }),
    line(head.name, 15, 11.5, LETTER, 600),
    line(`${head.type} ${writeShape(head.shape)}`, 28, 10, SMALL_LETTER, 400),
    ...(risk === undefined ? [] : [line(writeRisk(layers, risk), 42, 10, SMALL_LETTER, 400)]),
  ]);
}

function writeRisk(layers: readonly LayerReport[], risk: number): string {
  const drops = layers.flatMap(({ removal }) => (removal ? [significant(removal.drop, 3)] : []));
  return `drop ${[...new Set(drops)].join(", ")}, cut ${significant(risk, 2)}`;
}

function describeLayer({ name, type, shape, removal, effective }: LayerReport): string {
  const share = `${significant(100 * effective, 3)} % on open paths`;
  const words = `${plainName(name, WHOLE)}: ${type} ${writeShape(shape)}, ${share}`;
  if (!removal) return words;
  return `${words}, ${removal.kind} ${significant(removal.drop, 6)}, alone the cut ${significant(removal.cutProbability, 3)}`;
}
