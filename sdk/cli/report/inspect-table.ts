import { countOf } from "../../plot/count-words.ts";
import { ranksOf } from "../../plot/inspect/words.ts";
import { writeShape } from "../../plot/model-words.ts";
import { significant } from "../../plot/numbers.ts";
import { plainName } from "../../plot/plain-name.ts";
import type { InspectAnswer, LayerReport } from "../../queries/inspect/answer.ts";
import { tableOf } from "./layout.ts";

/** Layers of a network that is listed in full. */
const SMALL = 40;
/** Layers that remove of which the least important are left out. */
const RANKED = 60;
const NAME = 40;

const HEADER = ["layer", "type", "shape", "reached", "effective"];
const OF_REMOVALS = ["removes", "alone the cut", "importance", "rank", "largest drop", "by"];

/** A line for each layer; of a large network, those that remove, the ends and what findings name, unless all are wanted. */
export function inspectTable({ layers, ranking, findings }: InspectAnswer, all: boolean): string {
  const ranks = new Map(ranking.map((name, index) => [name, index + 1]));
  const named = new Set(findings.flatMap((finding) => finding.layers));
  const isListed = ({ name, removal }: LayerReport, index: number) =>
    index === 0 ||
    index === layers.length - 1 ||
    named.has(name) ||
    (removal !== undefined && (ranks.get(name) ?? 0) <= RANKED);
  const listed = all || layers.length <= SMALL ? layers : layers.filter(isListed);
  const shown = ranksOf({ layers, ranking });
  const removes = layers.some(({ removal }) => removal);
  const rows = listed.map((layer) => [...cellsOf(layer), ...cellsOfRemoval(layer, shown.get(layer.name))]);
  const text = tableOf([...HEADER, ...(removes ? OF_REMOVALS : [])], rows);
  const left = layers.length - listed.length;
  if (left === 0) return text;
  return `${text}(${countOf(left, "layer")} with less to say; --all lists every layer)\n`;
}

function cellsOf({ name, type, shape, reached, effective }: LayerReport): string[] {
  return [plainName(name, NAME), type, writeShape(shape), percentage(reached), percentage(effective)];
}

function cellsOfRemoval({ removal }: LayerReport, rank: number | undefined): string[] {
  if (!removal) return [];
  const { kind, drop, cutProbability, importance, largestDrop, method } = removal;
  return [
    `${kind} ${significant(drop, 4)}`,
    significant(cutProbability, 3),
    significant(importance, 3),
    rank === undefined ? "" : String(rank),
    significant(largestDrop, 4),
    method,
  ];
}

function percentage(share: number): string {
  return `${significant(100 * share, 4)} %`;
}
