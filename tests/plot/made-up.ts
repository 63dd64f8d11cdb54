import { readFileSync } from "node:fs";
import { layered, type ModelLayer, type ModelNetwork, model } from "percolation";
import { readModel } from "percolation/importers";
import { checkAny } from "../../sdk/networks/any.ts";
import { resolveModel } from "../../sdk/networks/model/model.ts";
import type { InspectAnswer, LayerReport, RemovalReport } from "../../sdk/queries/inspect/answer.ts";

const KINDS: Readonly<Record<string, RemovalReport["kind"]>> = {
  dropout: "dropout",
  "channel-dropout": "channel dropout",
  "drop-block": "DropBlock",
  "stochastic-depth": "stochastic depth",
};

/** An answer of `inspect` as it could be, made without sampling: the later a removal the riskier, by decades. */
export function madeUp(given: ModelNetwork, changes: Partial<InspectAnswer> = {}): InspectAnswer {
  const network = checkAny(given) as ModelNetwork;
  const { shapes } = resolveModel(network);
  const count = network.layers.length;
  const layers = network.layers.map((layer, index): LayerReport => {
    const removal = removalOf(layer, index / count);
    return {
      name: layer.name ?? "",
      type: layer.type,
      from: [layer.from ?? []].flat(),
      shape: shapes[index] ?? [],
      method: "monte-carlo",
      reached: 1 - index / (2 * count),
      reaching: 0.5 + index / (2 * count),
      effective: 0.75 - index / (4 * count),
      ...(layer.type === "dense" || layer.type.startsWith("conv")
        ? { weights: 1000 + index, effectiveWeights: 0.5 }
        : {}),
      ...(removal ? { removal } : {}),
    };
  });
  const removing = layers.filter(({ removal }) => removal);
  return {
    probability: 0.99,
    failure: 0.01,
    log10Failure: -2,
    log10Probability: Math.log10(0.99),
    method: "monte-carlo",
    trials: 1000,
    open: 990,
    seed: "7",
    interval: { low: 0.9817, high: 0.9946, confidence: 0.95 },
    layers,
    ranking: removing.map(({ name }) => name).reverse(),
    findings: [],
    failureBelow: 1e-6,
    largestDrop: 0.25,
    resolution: 0.003,
    forecast: {
      steps: 1000,
      updateProbability: 0.99,
      expectedUpdates: 990,
      noUpdateProbability: 0,
      log10NoUpdateProbability: -2000,
      expectedFirstCutStep: 100,
      log10ExpectedFirstCutStep: 2,
    },
    query: { ask: "inspect", network, method: "auto", trials: 1000, seed: "7", failureBelow: 1e-6 },
    version: "0.0.0",
    ...changes,
  };
}

function removalOf(layer: ModelLayer, place: number): RemovalReport | undefined {
  const kind = KINDS[layer.type];
  const drop = "drop" in layer ? layer.drop : "dropBonds" in layer ? layer.dropBonds : undefined;
  if (drop === undefined) return undefined;
  return {
    kind: kind ?? "dropconnect",
    drop,
    keep: 1 - drop,
    groups: 64,
    cutProbability: 10 ** (12 * place - 12),
    importance: 10 ** (10 * place - 10),
    largestDrop: 1 - place,
    method: "monte-carlo",
  };
}

/** A residual block with one removal on a branch. */
export const residual = model([
  { type: "input", shape: [3, 8, 8], name: "image" },
  { type: "conv2d", channels: 16, kernel: 3, padding: 1, name: "stem" },
  { type: "conv2d", channels: 16, kernel: 3, padding: 1, name: "branch" },
  { type: "channel-dropout", drop: 0.5, name: "spatial" },
  { type: "add", from: ["stem", "spatial"], name: "sum" },
  { type: "global-pool", name: "pool" },
  { type: "dropout", drop: 0.1, name: "unit" },
  { type: "dense", units: 4, name: "classes" },
]);

/** A layered network, its layers named as a query may name them. */
export const chain: InspectAnswer = {
  ...madeUp(
    model([
      { type: "input", shape: [6], name: "inputs" },
      { type: "dense", units: 8, name: "hidden 1" },
      { type: "dropout", drop: 0.5, name: "dropout 1" },
      { type: "dense", units: 4, name: "outputs" },
    ]),
  ),
  query: { ask: "inspect", network: layered([6, 8, 4], { dropSites: 0.5 }) },
};

/** Names that a file may give its layers to do harm. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title></style></svg><b>",
  "a & b &lt; c",
  "line\nbreak\u001b[31m",
  "\u202eright to left",
  "nothing\u0000\ud800",
  "x".repeat(190),
];

export const hostile = model([
  { type: "input", shape: [4], name: "input" },
  ...HOSTILE.flatMap((name): ModelLayer[] => [
    { type: "dense", units: 4, name },
    { type: "dropout", drop: 0.1, name: `${name} dropout` },
  ]),
]);

const files = ["vgg-16.keras", "resnet-18.keras", "resnet-50.keras", "bert-base-uncased.config", "lenet-5.keras"];

/** Models of published sizes. */
export const published = files.map((name) => ({
  toString: () => name,
  network: () => {
    const read = readModel(
      readFileSync(`tests/data/models/${name}.json`),
      name.startsWith("bert") ? { tokens: 128 } : {},
    );
    if (read.kind !== "model") throw new Error(`${name} is no model`);
    return read;
  },
}));
