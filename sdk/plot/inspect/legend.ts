import { element, rounded, textElement } from "../svg-element.ts";
import { colourOf, POWERS } from "./risk.ts";

export const LEGEND_HEIGHT = 46;
const [WIDTH, STEPS] = [216, 36];
const NOTE = { class: "note", fill: "#59636e", "font-size": 11 };

/** What the colours and widths of boxes mean. */
export function drawLegend(left: number, top: number): string[] {
  const [low, high] = [POWERS[0], POWERS[POWERS.length - 1] ?? 0];
  const at = (power: number) => left + (WIDTH * (power - low)) / (high - low);
  const step = (high - low) / STEPS;
  const colours = Array.from({ length: STEPS }, (_, index) =>
    element("rect", {
      x: rounded(at(low + index * step)),
      y: top + 14,
      // A little wider, so that no gap shows between them.
      width: rounded(WIDTH / STEPS + (index < STEPS - 1 ? 0.5 : 0)),
      height: 10,
      fill: colourOf(low + (index + 0.5) * step),
    }),
  );
  const ticks = POWERS.map((power) =>
    textElement(power === 0 ? "1" : power === low ? `\u2264 1e${power}` : `1e${power}`, {
      ...NOTE,
      x: rounded(at(power)),
      y: top + 37,
      "text-anchor": power === low ? "start" : power === high ? "end" : "middle",
    }),
  );
  const beside = left + WIDTH + 26;
  return [
    textElement("probability that the layer alone is the cut", { ...NOTE, x: left, y: top + 8 }),
    element("g", { "shape-rendering": "crispEdges" }, colours),
    ...ticks,
    element("g", { class: "plain" }, [
      element("rect", { x: beside, y: top + 14, width: 22, height: 10, rx: 2, fill: "#f6f8fa", stroke: "#afb8c1" }),
    ]),
    textElement("removes nothing at random", { ...NOTE, x: beside + 29, y: top + 23 }),
    textElement("wider boxes have more elements, on a logarithmic scale", { ...NOTE, x: beside, y: top + 37 }),
  ];
}

/** Pixels that the legend takes across. */
export const LEGEND_WIDTH = WIDTH + 370;
