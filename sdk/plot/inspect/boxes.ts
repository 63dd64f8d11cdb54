import type { LayerReport } from "../../queries/inspect/answer.ts";

/** One box of the drawing: a layer, with the layers after it that only pass on or remove what it puts out. */
export interface Box {
  readonly layers: readonly LayerReport[];
  /** Numbers of the boxes it reads, all of them smaller, each once. */
  readonly from: readonly number[];
}

const PASSES_ON = ["activation", "normalization", "reshape", "flatten", "transpose", "pad"];
const REMOVES = ["dropout", "channel-dropout", "drop-block", "stochastic-depth", "mask"];

/** The layers as boxes, in their order. */
export function boxesOf(layers: readonly LayerReport[]): Box[] {
  const readers = new Map<string, number>();
  for (const source of layers.flatMap(({ from }) => from)) readers.set(source, (readers.get(source) ?? 0) + 1);
  const numbers = new Map<string, number>();
  const boxes: { layers: LayerReport[]; from: number[] }[] = [];
  for (const layer of layers) {
    const from = [...new Set(layer.from.map((source) => numbers.get(source) ?? 0))];
    const [only] = from;
    const before = layer.from.length === 1 && only !== undefined ? boxes[only] : undefined;
    // A removal that stands on one branch of several would seem to act on all of them.
    const forked = before?.layers.some(({ name }) => (readers.get(name) ?? 0) > 1);
    if (before && (PASSES_ON.includes(layer.type) || (REMOVES.includes(layer.type) && !forked))) {
      before.layers.push(layer);
      numbers.set(layer.name, only ?? 0);
    } else {
      numbers.set(layer.name, boxes.length);
      boxes.push({ layers: [layer], from });
    }
  }
  return boxes;
}
