import type { LayerReport } from "../../queries/inspect/answer.ts";
import { element } from "../svg-element.ts";
import { boxesOf } from "./boxes.ts";
import { drawBox } from "./draw-boxes.ts";
import { drawEdges } from "./edges.ts";
import { geometryOf } from "./geometry.ts";
import { drawLegend, LEGEND_HEIGHT, LEGEND_WIDTH } from "./legend.ts";

/** The drawing of a network below its legend, its corner at 0, 0. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: readonly string[];
}

/** Draws layers as boxes with edges between them, in about `room` pixels across. */
export function drawNetwork(layers: readonly LayerReport[], room: number): Drawing {
  const geometry = geometryOf(boxesOf(layers), room);
  const top = LEGEND_HEIGHT + 10;
  return {
    width: Math.ceil(Math.max(LEGEND_WIDTH, geometry.width)),
    height: Math.ceil(top + geometry.height),
    content: [
      ...drawLegend(0, 0),
      element("g", { transform: `translate(0 ${top})` }, [...drawEdges(geometry), ...geometry.boxes.map(drawBox)]),
    ],
  };
}
