// Small models of the layers that rearrange elements, each with at most 18 random elements.

import type { Example } from "./examples.ts";

export const REARRANGED: readonly Example[] = [
  {
    title: "pool",
    layers: [
      { type: "input", shape: [1, 4, 4] },
      { type: "dropout", drop: 0.8 },
      { type: "pool", kernel: 2 },
      { type: "slice", axis: 1, start: 0, end: 1 },
    ],
  },
  {
    title: "pool with ceil and overlapping windows",
    layers: [
      { type: "input", shape: [2, 6] },
      { type: "dropout", drop: 0.6 },
      { type: "pool", kernel: 3, stride: 2, ceil: true },
      { type: "slice", axis: 1, start: 2, end: 3 },
      { type: "dropout", drop: 0.3 },
    ],
  },
  {
    title: "pool with ceil, whose last window would begin in the padding",
    layers: [
      { type: "input", shape: [1, 4] },
      { type: "dropout", drop: 0.6 },
      { type: "pool", kernel: 2, stride: 3, padding: 1, ceil: true },
      { type: "conv1d", channels: 2, kernel: 1, padding: 1, dropBonds: 0.5 },
    ],
  },
  {
    title: "pool with padding and dilation",
    layers: [
      { type: "input", shape: [1, 3, 4] },
      { type: "dropout", drop: 0.8 },
      { type: "pool", kernel: [2, 3], stride: [2, 1], padding: [[1, 0], 1], dilation: [1, 2] },
      { type: "slice", axis: 2, start: 0, end: 1 },
    ],
  },
  {
    title: "pool with the same padding",
    layers: [
      { type: "input", shape: [1, 5] },
      { type: "dropout", drop: 0.6 },
      { type: "pool", kernel: 2, stride: 2, padding: "same" },
      { type: "dropout", drop: 0.6 },
    ],
  },
  {
    title: "pool whose only window misses its only position",
    layers: [
      { type: "input", shape: [1, 1] },
      { type: "dropout", drop: 0.4 },
      { type: "pool", kernel: 2, stride: 2, dilation: 2, padding: "same" },
    ],
  },
  {
    title: "global pool",
    layers: [
      { type: "input", shape: [2, 2, 3] },
      { type: "dropout", drop: 0.9 },
      { type: "global-pool" },
      { type: "dense", units: 1, dropBonds: 0.5 },
    ],
  },
  {
    title: "reduce the channels",
    layers: [
      { type: "input", shape: [3, 2] },
      { type: "dropout", drop: 0.6 },
      { type: "reduce", axes: [0] },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "reduce a middle axis",
    layers: [
      { type: "input", shape: [2, 3, 2] },
      { type: "dropout", drop: 0.8 },
      { type: "reduce", axes: [1] },
      { type: "dense", units: 1, dropBonds: 0.6 },
      { type: "slice", axis: 1, start: 1, end: 2 },
    ],
  },
  {
    title: "reduce two axes and keep them",
    layers: [
      { type: "input", shape: [2, 3, 2] },
      { type: "dropout", drop: 0.8 },
      { type: "reduce", axes: [0, 2], keepAxes: true },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "reshape and transpose",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "dropout", drop: 0.5 },
      { type: "reshape", shape: [3, 1, 2] },
      { type: "transpose", axes: [2, 0, 1] },
      { type: "conv2d", channels: 1, kernel: [2, 1], dropBonds: 0.5 },
      { type: "slice", axis: 1, start: 1, end: 2 },
    ],
  },
  {
    title: "transpose of a sequence, then dense over the tokens",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "dropout", drop: 0.5 },
      { type: "transpose", axes: [1, 0] },
      { type: "dense", units: 2, dropBonds: 0.6 },
      { type: "flatten" },
      { type: "slice", start: 1, end: 4, step: 2 },
    ],
  },
  {
    title: "upsample by a factor",
    layers: [
      { type: "input", shape: [1, 2, 2] },
      { type: "dropout", drop: 0.5 },
      { type: "upsample", scale: [2, 3] },
      { type: "conv2d", channels: 1, kernel: 2, stride: [3, 3], dropBonds: 0.6 },
      { type: "dropout", drop: 0.2 },
    ],
  },
  {
    title: "upsample to a size that is no multiple, nearest",
    layers: [
      { type: "input", shape: [1, 3] },
      { type: "dropout", drop: 0.6 },
      { type: "upsample", size: [5], mode: "nearest" },
      { type: "dropout", drop: 0.6 },
    ],
  },
  {
    title: "upsample linearly",
    layers: [
      { type: "input", shape: [1, 3] },
      { type: "dropout", drop: 0.6 },
      { type: "upsample", scale: 2, mode: "linear" },
      { type: "dropout", drop: 0.7 },
    ],
  },
  {
    title: "upsample linearly by three along one axis, where positions are hit",
    layers: [
      { type: "input", shape: [1, 2, 2] },
      { type: "dropout", drop: 0.6 },
      { type: "upsample", size: [6, 3], mode: "linear" },
      { type: "slice", axis: 1, start: 1, end: 5, step: 2 },
      { type: "slice", axis: 2, start: 0, end: 2 },
      { type: "dropout", drop: 0.7 },
    ],
  },
  {
    title: "upsample that shrinks",
    layers: [
      { type: "input", shape: [1, 5] },
      { type: "dropout", drop: 0.6, name: "in" },
      { type: "upsample", size: [2], mode: "linear", name: "linear" },
      { type: "upsample", size: [2], from: "in", name: "nearest" },
      { type: "multiply", from: ["linear", "nearest"] },
      { type: "dropout", drop: 0.3 },
    ],
  },
  {
    title: "pad, channels too",
    layers: [
      { type: "input", shape: [1, 2] },
      { type: "dropout", drop: 0.5 },
      {
        type: "pad",
        padding: [
          [1, 0],
          [0, 2],
        ],
      },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "dropout", drop: 0.4 },
    ],
  },
  {
    title: "slice with a step",
    layers: [
      { type: "input", shape: [7] },
      { type: "dropout", drop: 0.5 },
      { type: "slice", start: 1, end: 6, step: 2 },
      { type: "dense", units: 2, dropBonds: 0.5 },
    ],
  },
];
