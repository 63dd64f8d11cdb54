import { isMedium } from "../../networks/any.ts";
import { type ModelNetwork, nameOf, resolveModel } from "../../networks/model/model.ts";
import { countOf } from "../../plot/count-words.ts";
import { writeShape } from "../../plot/model-words.ts";
import { ESTIMATE_DIGITS, significant } from "../../plot/numbers.ts";
import { plainName } from "../../plot/plain-name.ts";
import { survivalRows, survivalSentences } from "../../plot/survival-words.ts";
import type { ReachAnswer } from "../../queries/reach.ts";
import type { ReportContext } from "./context.ts";
import { layerName } from "./layer-name.ts";
import { type Report, table } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportReach(answer: ReachAnswer, { file }: ReportContext): Report {
  const { network } = answer.query;
  const outputs = answer.distribution.length - 1;
  const layered = !isMedium(network);
  const depth = depthOf(network);
  return {
    rows: [
      ...networkRows(network, file),
      ...survivalRows(answer),
      [
        `${layered ? "output" : "target"}s reached`,
        `${significant(answer.expected, ESTIMATE_DIGITS)} of ${outputs} expected`,
      ],
      ["all of them", significant(answer.distribution[outputs] ?? 0, ESTIMATE_DIGITS)],
    ],
    ...(layered ? { figure: network.kind === "model" ? modelTable(answer, network) : layerTable(answer, depth) } : {}),
    sentences: [
      mostLikely(answer.distribution, layered ? "output" : "target"),
      ...survivalSentences(answer, layered),
      ...unlisted(answer.layers.length, depth),
    ],
  };
}

function depthOf(network: ReachAnswer["query"]["network"]): number {
  if (network.kind === "layered") return network.widths.length;
  return network.kind === "rectangular" ? network.depth + 2 : 0;
}

function modelTable({ layers }: ReachAnswer, network: ModelNetwork): string {
  const { shapes } = resolveModel(network);
  const rows = network.layers.map((layer, index) => [
    plainName(nameOf(layer)),
    layer.type,
    writeShape(shapes[index] ?? []),
    significant(layers[index] ?? 0, ESTIMATE_DIGITS),
  ]);
  return table(["layer", "type", "shape", "share reached"], rows);
}

function layerTable({ layers, bondsOnPath }: ReachAnswer, depth: number): string {
  const header = ["layer", "neurons reached", ...(bondsOnPath ? ["weights into it on an open path"] : [])];
  const rows = layers.map((share, index) => {
    const onPath = bondsOnPath?.[index - 1];
    const cells = [layerName(index, depth), significant(share, ESTIMATE_DIGITS)];
    return onPath === undefined ? cells : [...cells, significant(onPath, ESTIMATE_DIGITS)];
  });
  return table(header, rows);
}

function mostLikely(distribution: readonly number[], noun: string): string {
  let best = 0;
  for (const [reached, share] of distribution.entries()) if (share > (distribution[best] ?? 0)) best = reached;
  const share = significant(distribution[best] ?? 0, 3);
  const outputs = distribution.length - 1;
  const what =
    best === 0
      ? `no ${noun} is reached`
      : `${best === outputs ? "all " : ""}${countOf(best, noun)} ${best === 1 ? "is" : "are"} reached`;
  return `Most often ${what}: with probability ${share}.`;
}

/** Answers list the first layers only of a very deep network. */
function unlisted(listed: number, depth: number): string[] {
  return listed < depth ? [`The answer lists the first ${listed} layers only.`] : [];
}
