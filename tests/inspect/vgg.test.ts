// A network without skips breaks when all channels of one layer are masked, as pruning by a global threshold can do:
// github.com/Eric-mingjie/rethinking-network-pruning, issue 18. With skips it does not.

import { inspect, type ModelLayer, type ModelNetwork, model } from "percolation";
import { describe, expect, test } from "vitest";

/** The convolutions of VGG-16 with an eighth of their channels, "pool" between the groups. */
const PLAN = [8, 8, "pool", 16, 16, "pool", 32, 32, 32, "pool", 64, 64, 64, "pool", 64, 64, 64, "pool"] as const;

/** A VGG-like net for images of 32 x 32, all channels of convolution `masked` masked; each with a skip or without. */
function vgg(masked: number | undefined, skips: boolean): ModelNetwork {
  const layers: ModelLayer[] = [{ type: "input", shape: [3, 32, 32], name: "image" }];
  let [last, channels, size, number] = ["image", 3, 32, 0];
  const add = (layer: ModelLayer & { name: string }) => {
    layers.push({ ...layer, from: layer.from ?? last } as ModelLayer);
    last = layer.name;
  };
  for (const step of PLAN) {
    if (step === "pool") {
      add({ type: "pool", kernel: 2, name: `pool-${number}` });
      size /= 2;
      continue;
    }
    const before = last;
    number++;
    add({ type: "conv2d", channels: step, kernel: 3, padding: 1, name: `conv-${number}` });
    if (number === masked) {
      add({ type: "mask", elements: new Uint8Array((step * size * size) / 8), name: `mask-${number}` });
    }
    add({ type: "channel-dropout", drop: 0.1, name: `drop-${number}` });
    if (skips) {
      const branch = last;
      const projected = step === channels ? before : `skip-${number}`;
      if (step !== channels) add({ type: "conv2d", channels: step, kernel: 1, from: before, name: projected });
      add({ type: "add", from: [projected, branch], name: `add-${number}` });
    }
    channels = step;
  }
  add({ type: "flatten", name: "flatten" });
  add({ type: "dense", units: 10, name: "classes" });
  return model(layers);
}

const options = { trials: 1024, seed: 5 };

describe("a VGG-like net without skips", () => {
  test("survives channel dropout of 0.1", () => {
    const answer = inspect(vgg(undefined, false), options);
    expect(answer.probability).toBeGreaterThan(0.999);
    expect(answer.findings).toEqual([]);
    // The narrowest layers are the bottlenecks.
    expect(answer.ranking.slice(0, 2).sort()).toEqual(["drop-1", "drop-2"]);
  });

  test.each([1, 5, 13])("breaks when all channels of convolution %d are masked", (masked) => {
    const { probability, failure, largestDrop, layers, findings } = inspect(vgg(masked, false), options);
    expect([probability, failure, largestDrop]).toEqual([0, 1, 0]);
    expect(findings.map(({ kind, layers: names }) => [kind, ...names])).toEqual([
      ["no-path"],
      ["all-masked", `mask-${masked}`],
    ]);
    expect(layers.every(({ effective }) => effective === 0)).toBe(true);
    for (const { removal } of layers) if (removal) expect(removal).toMatchObject({ cutProbability: 0, largestDrop: 0 });
  });
});

describe("the same with skips", () => {
  test.each([undefined, 2, 5, 13])("does not break, whether convolution %s is masked", (masked) => {
    const { probability, largestDrop, layers, findings } = inspect(vgg(masked, true), options);
    expect([probability, largestDrop]).toEqual([1, 1]);
    expect(layers.at(-1)?.effective).toBe(1);
    const wanted = masked === undefined ? [] : ["all-masked", "dead-branch"];
    expect(findings.map(({ kind }) => kind)).toEqual(wanted);
  });
});
