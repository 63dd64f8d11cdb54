// What the structure alone shows: each kind of finding where it belongs, and not where it does not.

import { type Finding, inspect, layered, type ModelLayer, type ModelOptions, model } from "percolation";
import { describe, expect, test } from "vitest";

type Kind = Finding["kind"];

/** The findings of some layers, as `kind: layer, layer`. */
function findings(layers: readonly ModelLayer[], options: ModelOptions = {}): string[] {
  const answer = inspect(model(layers, options), { trials: 128 });
  for (const { message } of answer.findings) expect(message).toMatch(/^["A-Z].*\.$/);
  return answer.findings.map(({ kind, layers: names }) => [kind, names.join(", ")].join(": "));
}

const of = (kind: Kind, found: readonly string[]): string[] => found.filter((each) => each.startsWith(`${kind}: `));

const input: ModelLayer = { type: "input", shape: [4], name: "in" };
const image: ModelLayer = { type: "input", shape: [2, 4, 4], name: "in" };
const none = Uint8Array.of(0);

describe("no-path and all-masked", () => {
  test("a mask that leaves nothing cuts a chain", () => {
    const chain: ModelLayer[] = [input, { type: "mask", elements: none, name: "mask" }, { type: "dense", units: 2 }];
    expect(findings(chain)).toEqual(["no-path: ", "all-masked: mask", "nothing-removed: "]);
  });

  test("weights of which none are left do too", () => {
    const rows = { offsets: [0, 0, 0], columns: [] };
    const chain: ModelLayer[] = [input, { type: "dense", units: 2, connections: rows, name: "gone" }];
    expect(findings(chain)).toEqual(["no-path: ", "all-masked: gone", "nothing-removed: "]);
  });

  test("a layer that a mask before it starves is not all masked itself", () => {
    const chain: ModelLayer[] = [
      input,
      { type: "mask", elements: none, name: "mask" },
      { type: "dense", units: 2, connections: Uint8Array.of(1), name: "sparse" },
      { type: "mask", elements: Uint8Array.of(3), name: "later" },
    ];
    expect(of("all-masked", findings(chain))).toEqual(["all-masked: mask"]);
  });

  test("masks that do not fit together are no layer's own", () => {
    const chain: ModelLayer[] = [
      { type: "input", shape: [4], name: "in" },
      { type: "mask", elements: Uint8Array.of(0b0011), name: "low" },
      { type: "mask", elements: Uint8Array.of(0b1100), name: "high" },
    ];
    const found = findings(chain);
    expect(of("no-path", found)).toEqual(["no-path: "]);
    expect(of("all-masked", found)).toEqual(["all-masked: high"]);
  });

  test("a way around keeps the path", () => {
    const block: ModelLayer[] = [
      input,
      { type: "mask", elements: none, name: "mask" },
      { type: "add", from: ["in", "mask"] },
      { type: "dense", units: 2 },
    ];
    expect(findings(block)).toEqual(["all-masked: mask", "nothing-removed: "]);
  });

  test("a drop rate of 1 is no structure: there is no path, but it is not found here", () => {
    const chain: ModelLayer[] = [input, { type: "dropout", drop: 1, name: "all" }, { type: "dense", units: 2 }];
    expect(findings(chain)).toEqual([]);
    expect(inspect(model(chain), { trials: 128 }).probability).toBe(0);
  });
});

describe("dead-branch", () => {
  const tail: ModelLayer = { type: "dense", units: 2, from: "in", name: "out" };

  test("what no output reads is one branch", () => {
    const layers: ModelLayer[] = [
      input,
      { type: "dense", units: 3, name: "a" },
      { type: "dropout", drop: 0.5, name: "b" },
      tail,
    ];
    expect(findings(layers)).toEqual(["dead-branch: a, b"]);
  });

  test("two of them are two", () => {
    const layers: ModelLayer[] = [
      input,
      { type: "dense", units: 3, name: "a" },
      { type: "dense", units: 3, from: "in", name: "b" },
      { ...tail, dropBonds: 0.5 },
    ];
    expect(findings(layers)).toEqual(["dead-branch: a", "dead-branch: b"]);
  });

  test("so is what a later mask stops", () => {
    const layers: ModelLayer[] = [
      input,
      { type: "dense", units: 4, name: "a" },
      { type: "mask", elements: none, name: "stop" },
      { type: "add", from: ["in", "stop"] },
      { type: "dropout", drop: 0.5 },
    ];
    expect(findings(layers)).toEqual(["all-masked: stop", "dead-branch: a"]);
  });

  test("an output that others do not read is none", () => {
    const layers: ModelLayer[] = [input, { type: "dense", units: 3, name: "a" }, { ...tail, dropBonds: 0.5 }];
    expect(findings(layers, { outputs: ["a", "out"] })).toEqual([]);
  });

  test("padding in front of a convolution is none", () => {
    const layers: ModelLayer[] = [
      image,
      {
        type: "pad",
        padding: [
          [0, 0],
          [1, 1],
          [1, 1],
        ],
      },
      { type: "conv2d", channels: 4, kernel: 3 },
      { type: "channel-dropout", drop: 0.5 },
      { type: "global-pool" },
      { type: "dense", units: 2 },
    ];
    expect(findings(layers)).toEqual([]);
  });
});

describe("single-element", () => {
  const bottleneck: ModelLayer[] = [
    image,
    { type: "conv2d", channels: 1, kernel: 3, padding: 1, name: "narrow" },
    { type: "conv2d", channels: 3, kernel: 3, padding: 1 },
    { type: "channel-dropout", drop: 0.5 },
    { type: "global-pool" },
    { type: "dense", units: 2 },
  ];

  test("a convolution of one channel, a dense layer of one neuron", () => {
    expect(findings(bottleneck)).toEqual(["single-element: narrow"]);
    const neuron: ModelLayer[] = [
      input,
      { type: "dense", units: 1, name: "one" },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 2 },
    ];
    expect(of("single-element", findings(neuron))).toEqual(["single-element: one"]);
  });

  test("of many neurons, one that has weights or a mask leaves", () => {
    const sparse: ModelLayer[] = [
      input,
      { type: "dense", units: 3, connections: Uint8Array.of(0b0110, 0), name: "sparse" },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 2 },
    ];
    expect(of("single-element", findings(sparse))).toEqual(["single-element: sparse"]);
    const masked: ModelLayer[] = [
      input,
      { type: "dense", units: 3 },
      { type: "mask", elements: Uint8Array.of(0b010), name: "mask" },
      { type: "dense", units: 2, dropBonds: 0.5 },
    ];
    expect(of("single-element", findings(masked))).toContain("single-element: mask");
  });

  test("not what something goes around, nor two channels", () => {
    const around: ModelLayer[] = [
      image,
      { type: "conv2d", channels: 1, kernel: 3, padding: 1, name: "narrow" },
      { type: "conv2d", channels: 2, kernel: 3, padding: 1, name: "wide" },
      { type: "channel-dropout", drop: 0.5, name: "dropped" },
      { type: "add", from: ["in", "dropped"] },
    ];
    expect(findings(around)).toEqual([]);
    const two = bottleneck.map((layer) => (layer.name === "narrow" ? { ...layer, channels: 2 } : layer) as ModelLayer);
    expect(findings(two)).toEqual([]);
  });

  test("not the input or output itself, whatever passes it on", () => {
    const ends: ModelLayer[] = [
      { type: "input", shape: [1] },
      { type: "dense", units: 3 },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 1 },
      { type: "activation" },
      { type: "reshape", shape: [1, 1] },
    ];
    expect(findings(ends)).toEqual([]);
  });
});

describe("single-removal", () => {
  const around = (layer: ModelLayer): ModelLayer[] => [
    image,
    { type: "conv2d", channels: 3, kernel: 1 },
    { ...layer, name: "drop" } as ModelLayer,
    { type: "global-pool" },
    { type: "dense", units: 2 },
  ];

  test.each<[string, ModelLayer]>([
    ["stochastic depth", { type: "stochastic-depth", drop: 0.1 }],
    ["dropout with one mask for all", { type: "dropout", drop: 0.1, shared: [0, 1, 2] }],
  ])("%s in every path's way", (_, layer) => {
    expect(findings(around(layer))).toEqual(["single-removal: drop"]);
  });

  test("channel dropout of a single channel", () => {
    const layers = around({ type: "channel-dropout", drop: 0.1 });
    const narrow = layers.map((layer) => (layer.type === "conv2d" ? { ...layer, channels: 1 } : layer));
    expect(of("single-removal", findings(narrow))).toEqual(["single-removal: drop"]);
  });

  test.each<[string, ModelLayer]>([
    ["dropout of every element", { type: "dropout", drop: 0.1 }],
    ["dropout with one mask along an axis", { type: "dropout", drop: 0.1, shared: [0, 1] }],
    ["channel dropout", { type: "channel-dropout", drop: 0.1 }],
    ["DropBlock", { type: "drop-block", drop: 0.1, size: 2 }],
  ])("not %s", (_, layer) => {
    expect(findings(around(layer))).toEqual([]);
  });

  test("not stochastic depth of a residual branch", () => {
    const block: ModelLayer[] = [
      image,
      { type: "conv2d", channels: 2, kernel: 3, padding: 1 },
      { type: "stochastic-depth", drop: 0.2, name: "branch" },
      { type: "add", from: ["in", "branch"] },
      { type: "dropout", drop: 0.1 },
    ];
    expect(findings(block)).toEqual([]);
  });
});

describe("nothing-removed", () => {
  test("a network without rates, or with rates of 0", () => {
    const plain: ModelLayer[] = [input, { type: "dense", units: 3 }, { type: "dense", units: 2 }];
    expect(findings(plain)).toEqual(["nothing-removed: "]);
    expect(findings([...plain, { type: "dropout", drop: 0 }])).toEqual(["nothing-removed: "]);
    expect(inspect(layered([3, 2])).findings.map(({ kind }) => kind)).toEqual(["nothing-removed"]);
  });

  test("not one with any rate", () => {
    expect(findings([input, { type: "dense", units: 3, dropBonds: 1e-9 }])).toEqual([]);
    expect(inspect(layered([3, 4, 2], { dropInputs: 0.1 })).findings).toEqual([]);
  });
});
