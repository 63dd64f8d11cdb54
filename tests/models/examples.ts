// Small models of every kind of layer and removal, each with at most 18 random elements.

import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { ATTENTION } from "./examples-attention.ts";
import { BRANCHES } from "./examples-branches.ts";
import { REARRANGED } from "./examples-shapes.ts";
import { CONVOLUTIONS, DENSE } from "./examples-weights.ts";

/** What is passed to `model(...)`. */
export interface Example {
  readonly title: string;
  readonly layers: readonly ModelLayer[];
  readonly outputs?: string | readonly string[];
}

const REMOVALS: readonly Example[] = [
  {
    title: "one removal after another",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 2, dropBonds: 0.3 },
      { type: "dropout", drop: 0.5 },
      { type: "channel-dropout", keep: 0.6 },
      { type: "stochastic-depth", drop: 0.125 },
    ],
  },
  {
    title: "dropout shared along the last axis, and along the first",
    layers: [
      { type: "input", shape: [3, 4] },
      { type: "dropout", drop: 0.4, shared: [1] },
      { type: "dropout", drop: 0.5, shared: [0] },
      { type: "dropout", drop: 0.5, shared: [1, 0] },
    ],
  },
  {
    title: "dropout shared along a middle axis",
    layers: [
      { type: "input", shape: [2, 3, 2] },
      { type: "dropout", drop: 0.8, shared: [1] },
      { type: "transpose", axes: [1, 2, 0] },
      { type: "dropout", drop: 0.6, shared: [2] },
      { type: "slice", axis: 1, start: 0, end: 1 },
    ],
  },
  {
    title: "channel dropout between convolutions",
    layers: [
      { type: "input", shape: [2, 3, 3] },
      { type: "channel-dropout", drop: 0.3 },
      { type: "conv2d", channels: 4, kernel: 3, padding: "same" },
      { type: "channel-dropout", drop: 0.6 },
      { type: "conv2d", channels: 3, kernel: 3, padding: "same" },
      { type: "channel-dropout", keep: 0.5 },
      { type: "global-pool" },
      { type: "dense", units: 2, dropBonds: 0.6 },
    ],
  },
  {
    title: "drop-block of a sequence",
    layers: [
      { type: "input", shape: [2, 6] },
      { type: "drop-block", drop: 0.6, size: 3 },
      { type: "dropout", drop: 0.7, shared: [0] },
    ],
  },
  {
    title: "drop-block of an image, shared by its channels",
    layers: [
      { type: "input", shape: [2, 4, 4] },
      { type: "drop-block", drop: 0.7, size: 2, sharedChannels: true },
      { type: "pool", kernel: 4 },
      { type: "dropout", drop: 0.3 },
    ],
  },
  {
    title: "drop-block of an image, unlike sizes, one larger than its axis",
    layers: [
      { type: "input", shape: [2, 2, 5] },
      { type: "drop-block", keep: 0.4, size: [3, 2] },
      { type: "reduce", axes: [1] },
      { type: "conv1d", channels: 1, kernel: 2, stride: 3, dropBonds: 0.5 },
    ],
  },
  {
    title: "drop-block of everything, beside another way",
    layers: [
      { type: "input", shape: [1, 4] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "drop-block", drop: 1, size: 4, name: "none" },
      { type: "dense", units: 2, dropBonds: 0.5, from: "in", name: "some" },
    ],
    outputs: ["none", "some"],
  },
  {
    title: "rates of 0 and 1",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0 },
      { type: "dense", units: 2, keepBonds: 1, name: "a" },
      { type: "dropout", keep: 0, name: "b" },
      { type: "dense", units: 2, dropBonds: 1, from: "a", name: "c" },
      { type: "dropout", drop: 0.5, from: "a", name: "d" },
      { type: "add", from: ["b", "c", "d"] },
    ],
  },
  {
    title: "rates that are rare",
    layers: [
      { type: "input", shape: [4] },
      { type: "dropout", keep: 0.002 },
      { type: "dense", units: 2, dropBonds: 0.01 },
      { type: "dropout", drop: 2 ** -10 },
    ],
  },
  {
    title: "nothing removed",
    layers: [
      { type: "input", shape: [1, 2, 2] },
      { type: "conv2d", channels: 2, kernel: 2 },
      { type: "flatten" },
      { type: "dense", units: 3 },
    ],
  },
];

export const EXAMPLES: readonly Example[] = [
  ...DENSE,
  ...CONVOLUTIONS,
  ...ATTENTION,
  ...REARRANGED,
  ...BRANCHES,
  ...REMOVALS,
];
