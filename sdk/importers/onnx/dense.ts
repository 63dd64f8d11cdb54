import { bondsOf } from "./connections.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node, Tensor } from "./model.ts";
import { broadcastsTo, isFlat, type Shape } from "./shape.ts";
import { checkData, shapeText, tensorLabel } from "./tensor.ts";
import {
  constantAt,
  countElements,
  floatAttribute,
  hasInput,
  integerAttribute,
  neuronsAt,
  nodeLabel,
  type Rule,
  type Signal,
  type Walk,
} from "./walk.ts";

/** `alpha * A * B + beta * C` with A computed, B and C constant. */
export const gemm: Rule = (node, walk) => {
  if (integerAttribute(node, "transA", 0) !== 0) throw unsupported(nodeLabel(node), "transA to be 0", "1");
  if (floatAttribute(node, "alpha", 1) === 0) throw unsupported(nodeLabel(node), "an alpha other than 0", "0");
  const sourcesFirst = integerAttribute(node, "transB", 0) === 0;
  const output = addLayer(node, walk, sourcesFirst);
  if (hasInput(node, 2)) checkBias(node, walk, output.shape);
  return output;
};

/** A product with a constant matrix on the right. */
export const matMul: Rule = (node, walk) => addLayer(node, walk, true);

function addLayer(node: Node, walk: Walk, sourcesFirst: boolean): Signal {
  const source = neuronsAt(node, walk, 0);
  const weights = constantAt(node, walk, 1);
  countElements(walk, weights);
  const [fanIn, fanOut] = matrixSize(node, weights, sourcesFirst);
  checkSource(node, walk, source, fanIn);
  const connections = bondsOf(weights, fanIn, fanOut, sourcesFirst);
  walk.layers.push({ fanIn, fanOut, connections, dropRate: source.dropout?.rate });
  const shape: Shape = source.shape === undefined ? undefined : [...source.shape.slice(0, -1), fanOut];
  return { kind: "signal", layer: source.layer + 1, content: "neurons", shape };
}

function matrixSize(node: Node, weights: Tensor, sourcesFirst: boolean): [fanIn: number, fanOut: number] {
  const [rows = 0, columns = 0] = weights.dims;
  if (weights.dims.length !== 2) {
    throw unsupported(nodeLabel(node), "a weight matrix", `${tensorLabel(weights)} of ${shapeText(weights)}`);
  }
  if (rows === 0 || columns === 0) {
    throw invalidFile(
      nodeLabel(node),
      "a weight matrix with elements",
      `${tensorLabel(weights)} of ${shapeText(weights)}`,
    );
  }
  return sourcesFirst ? [rows, columns] : [columns, rows];
}

function checkSource(node: Node, walk: Walk, source: Signal, fanIn: number): void {
  if (source.layer !== walk.layers.length) {
    const expected = `the network to continue from layer ${walk.layers.length}`;
    throw unsupported(nodeLabel(node), expected, `a branch from layer ${source.layer}`);
  }
  if (!isFlat(source.shape)) {
    throw unsupported(nodeLabel(node), "one row of neurons per sample (a Flatten)", `rank ${source.shape?.length}`);
  }
  for (const width of [source.shape?.at(-1), walk.layers.at(-1)?.fanOut]) {
    if ((width ?? fanIn) !== fanIn) throw invalidFile(nodeLabel(node), `weights for ${width} neurons`, `${fanIn}`);
  }
}

function checkBias(node: Node, walk: Walk, shape: Shape): void {
  const bias = constantAt(node, walk, 2);
  countElements(walk, bias);
  checkData(bias);
  if (broadcastsTo(bias.dims, shape)) return;
  throw invalidFile(
    nodeLabel(node),
    `a bias for ${shape?.at(-1)} neurons`,
    `${tensorLabel(bias)} of ${shapeText(bias)}`,
  );
}
