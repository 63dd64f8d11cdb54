import { readFileSync } from "node:fs";
import { layered, type ModelLayer, type ModelNetwork, model, rectangular } from "percolation";
import { readHuggingFace, readKeras } from "percolation/importers";
import { about, type Case } from "./case.ts";

const input = (...shape: number[]): ModelLayer => ({ type: "input", shape });
const dense = (units: number, more: object = {}): ModelLayer => ({ type: "dense", units, ...more });
const conv = (channels: number, kernel: number, more: object = {}): ModelLayer => ({
  type: "conv2d",
  channels,
  kernel,
  ...more,
});
const dropout = (drop: number, more: object = {}): ModelLayer => ({ type: "dropout", drop, ...more });
const channels = (drop: number): ModelLayer => ({ type: "channel-dropout", drop });
const pool: ModelLayer = { type: "global-pool" };

/** A trunk of so many units with residual blocks of two dense layers. */
function residual(units: number, blocks: number, more: object = {}): ModelLayer[] {
  const block = (index: number): ModelLayer[] => [
    dense(units, more),
    dropout(0.3),
    dense(units, { ...more, name: `branch-${index}` }),
    { type: "add", name: `trunk-${index}`, from: [`branch-${index}`, index > 0 ? `trunk-${index - 1}` : "dropout-1"] },
  ];
  return [input(units), dropout(0.3), ...Array.from({ length: blocks }, (_, index) => block(index)).flat(), dense(5)];
}

const small: readonly (readonly [string, readonly ModelLayer[]])[] = [
  ["a chain", [input(20), dense(30), dropout(0.3), dense(10)]],
  ["a wide chain", [input(1000), dense(1000), dropout(0.3), dense(1000), dropout(0.3), dense(10)]],
  [
    "a chain with dropconnect",
    [input(300), dense(300, { dropBonds: 0.9 }), dropout(0.3), dense(10, { dropBonds: 0.9 })],
  ],
  ["2 residual blocks of 8", residual(8, 2)],
  ["4 residual blocks of 64", residual(64, 4)],
  ["3 residual blocks of 300", residual(300, 3)],
  ["2 residual blocks of 32 with dropconnect", residual(32, 2, { dropBonds: 0.2 })],
  [
    "convolutions, channels",
    [input(3, 16, 16), conv(8, 3, { padding: 1 }), channels(0.3), conv(8, 3), channels(0.3), pool, dense(10)],
  ],
  [
    "convolutions, units",
    [
      input(3, 16, 16),
      conv(8, 3, { padding: 1 }),
      dropout(0.3),
      conv(16, 3, { stride: 2 }),
      dropout(0.3),
      { type: "flatten" },
      dense(10),
    ],
  ],
  [
    "convolutions, weights",
    [
      input(3, 16, 16),
      conv(8, 3, { padding: 1, dropBonds: 0.3 }),
      conv(16, 3, { dropBonds: 0.3 }),
      pool,
      dense(10, { dropBonds: 0.5 }),
    ],
  ],
  [
    "convolutions and dense layers",
    [input(3, 16, 16), conv(8, 3, { padding: 1 }), dropout(0.3), pool, dense(50), dropout(0.9), dense(20)],
  ],
  [
    "blocks",
    [
      input(8, 20, 20),
      conv(8, 3, { padding: 1 }),
      { type: "drop-block", drop: 0.1, size: 3 },
      conv(8, 3),
      pool,
      dense(10),
    ],
  ],
  [
    "attention",
    [
      input(32, 16),
      dropout(0.1),
      dense(32),
      { type: "attention", heads: 4, dropAttention: 0.1 },
      dense(32),
      dropout(0.1),
      { type: "reduce", axes: [1] },
      dense(2),
    ],
  ],
  [
    "depthwise convolutions",
    [
      input(16, 16, 16),
      dropout(0.2),
      conv(16, 3, { groups: 16, padding: 1 }),
      conv(32, 1),
      dropout(0.2),
      pool,
      dense(10),
    ],
  ],
  [
    "branches of a step",
    [
      input(16),
      dense(16),
      dropout(0.5, { name: "trunk" }),
      dense(16),
      { type: "stochastic-depth", drop: 0.2, per: "step", name: "branch" },
      { type: "add", from: ["trunk", "branch"] },
      dense(3),
    ],
  ],
];

const data = (name: string) => readFileSync(`tests/data/models/${name}`, "utf8");

function asModel(network: { readonly kind: string }): ModelNetwork {
  if (network.kind !== "model") throw new Error("expected a model");
  return network as ModelNetwork;
}

const keras = (name: string, rates: object = {}) => asModel(readKeras(data(`${name}.keras.json`), rates));

const files: readonly (readonly [string, ModelNetwork])[] = [
  ["LeNet-5, channels", keras("lenet-5", { dropChannels: 0.1 })],
  ["LeNet-5, units", keras("lenet-5", { dropSites: 0.1 })],
  ["LeNet-5, weights", keras("lenet-5", { dropBonds: 0.5 })],
  ["VGG-16, its own dropout", keras("vgg-16")],
  ["VGG-16, channels", keras("vgg-16", { dropChannels: 0.1 })],
  ["ResNet-18, channels", keras("resnet-18", { dropChannels: 0.1 })],
  ["ResNet-50, channels", keras("resnet-50", { dropChannels: 0.1 })],
  ["BERT, its own dropout", readHuggingFace(data("bert-base-uncased.config.json"), { tokens: 4 })],
  ["GPT-2, its own dropout", readHuggingFace(data("gpt2.config.json"), { tokens: 4 })],
];

const networks: readonly (readonly [string, ModelNetwork, number])[] = [
  ...small.map(([name, layers]) => [name, model(layers), 5000] as const),
  ...files.map(([name, network]) => [name, network, 200] as const),
];

/** Whether the whole model, or nothing of it, is exact; others are mixed. */
const methods = ["auto", "monte-carlo"] as const;

/** Questions about models: exact, sampled and mixed. */
export const modelCases: readonly Case[] = networks.flatMap(([name, network, trials]) => [
  ...methods.map((method) => about(name, { ask: "path", network, method, trials })),
  about(name, { ask: "reach", network, trials }),
  about(name, { ask: "forecast", network, steps: 100, batch: 8, maskPer: "sample", trials: Math.ceil(trials / 8) }),
  ...(trials > 1000 ? [about(name, { ask: "masks", network })] : []),
]);

/** Inspections, the hardest to foresee: those of ResNets take seconds. */
export const inspectCases: readonly Case[] = [
  ...networks
    .filter(([name]) => !name.startsWith("ResNet-50"))
    .map(([name, network, trials]) => about(name, { ask: "inspect", network, trials: Math.ceil(trials / 5) })),
  ...networks
    .filter(([, , trials]) => trials > 1000)
    .map(([name, network]) => about(name, { ask: "inspect", network, trials: 1000, method: "monte-carlo" })),
  about("layered 784-300-10-10", { ask: "inspect", network: layered([784, 300, 10, 10], { dropSites: 0.5 }) }),
  about("16 wide and 50 deep", {
    ask: "inspect",
    network: rectangular({ width: 16, depth: 50 }, { dropSites: 0.3 }),
    trials: 100,
  }),
];
