// Small models of dense layers and convolutions, each with at most 18 random elements.

import type { Example } from "./examples.ts";

export const DENSE: readonly Example[] = [
  {
    title: "dense with dropconnect",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "dense", units: 2, keepBonds: 0.4 },
    ],
  },
  {
    title: "dense with dropout",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.6 },
      { type: "dense", units: 4 },
      { type: "activation", function: "relu" },
      { type: "dropout", drop: 0.7 },
      { type: "dense", units: 3 },
      { type: "dropout", keep: 0.35 },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "dense with both, and a dropped output",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 3, dropBonds: 0.3 },
      { type: "dropout", drop: 0.4 },
      { type: "dense", units: 2, dropBonds: 0.6 },
      { type: "dropout", drop: 0.2 },
    ],
  },
  {
    title: "dense on a sequence, weights shared by its tokens",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "dense", units: 1, dropBonds: 0.3 },
    ],
  },
  {
    title: "dense with missing weights, as a bitset",
    layers: [
      { type: "input", shape: [3] },
      { type: "dense", units: 3, dropBonds: 0.4, connections: Uint8Array.of(0b01100101, 0b1) },
      { type: "dense", units: 2, dropBonds: 0.25, connections: "Lg==" },
    ],
  },
  {
    title: "dense with missing weights, as rows, one of them empty",
    layers: [
      { type: "input", shape: [4] },
      { type: "dropout", drop: 0.4 },
      { type: "dense", units: 3, dropBonds: 0.2, connections: { offsets: [0, 2, 2, 5], columns: [1, 3, 0, 2, 3] } },
      { type: "dense", units: 1, dropBonds: 0.1 },
    ],
  },
  {
    title: "dense without removal after stochastic depth",
    layers: [
      { type: "input", shape: [3] },
      { type: "dense", units: 3 },
      { type: "stochastic-depth", drop: 0.125 },
      { type: "dense", units: 2 },
      { type: "stochastic-depth", keep: 0.5, per: "step" },
    ],
  },
];

export const CONVOLUTIONS: readonly Example[] = [
  {
    title: "conv1d with padding",
    layers: [
      { type: "input", shape: [2, 4] },
      { type: "dropout", drop: 0.7 },
      { type: "conv1d", channels: 1, kernel: 3, padding: 1, dropBonds: 0.5 },
    ],
  },
  {
    title: "conv1d with stride, the same padding and dilation",
    layers: [
      { type: "input", shape: [1, 7] },
      { type: "dropout", drop: 0.8 },
      { type: "conv1d", channels: 2, kernel: 3, stride: 2, padding: "same", dilation: 2, dropBonds: 0.4 },
      { type: "dropout", drop: 0.9, shared: [1] },
    ],
  },
  {
    title: "conv1d reading beside its input only in part",
    layers: [
      { type: "input", shape: [1, 2] },
      { type: "dropout", drop: 0.3 },
      { type: "conv1d", channels: 1, kernel: 2, padding: [[3, 2]], dropBonds: 0.5 },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "conv2d, then flatten and dense",
    layers: [
      { type: "input", shape: [1, 3, 3] },
      { type: "conv2d", channels: 2, kernel: 2, dropBonds: 0.5 },
      { type: "activation" },
      { type: "flatten" },
      { type: "dropout", drop: 0.6 },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "conv2d with unlike kernel, stride, padding and dilation along its axes",
    layers: [
      { type: "input", shape: [1, 4, 3] },
      { type: "dropout", drop: 0.7 },
      {
        type: "conv2d",
        channels: 1,
        kernel: [2, 3],
        stride: [2, 1],
        padding: [1, [0, 2]],
        dilation: [2, 1],
        dropBonds: 0.6,
      },
    ],
  },
  {
    title: "conv2d in groups",
    layers: [
      { type: "input", shape: [4, 2, 2] },
      { type: "channel-dropout", drop: 0.5 },
      { type: "conv2d", channels: 2, kernel: [1, 2], groups: 2, dropBonds: 0.5 },
      { type: "channel-dropout", drop: 0.3 },
    ],
  },
  {
    title: "conv2d depthwise, then pointwise",
    layers: [
      { type: "input", shape: [2, 3, 3] },
      { type: "conv2d", channels: 4, kernel: 1, groups: 2, dropBonds: 0.5 },
      { type: "conv2d", channels: 4, kernel: 3, groups: 4, padding: 1 },
      { type: "conv2d", channels: 2, kernel: 1, dropBonds: 0.6 },
      { type: "channel-dropout", drop: 0.25 },
    ],
  },
  {
    title: "conv2d with the same padding, odd one at the end",
    layers: [
      { type: "input", shape: [1, 4, 2] },
      { type: "dropout", drop: 0.8 },
      { type: "conv2d", channels: 1, kernel: 2, stride: 2, padding: "same" },
      { type: "conv2d", channels: 1, kernel: [2, 1], padding: "same", dropBonds: 0.5 },
      { type: "slice", axis: 1, start: 1, end: 2 },
    ],
  },
  {
    title: "conv2d with missing weights",
    layers: [
      { type: "input", shape: [2, 2, 2] },
      { type: "dropout", drop: 0.5 },
      { type: "conv2d", channels: 2, kernel: 2, dropBonds: 0.5, connections: Uint8Array.of(0b10010010, 0b01100001) },
    ],
  },
  {
    title: "conv3d",
    layers: [
      { type: "input", shape: [1, 2, 3, 2] },
      { type: "dropout", drop: 0.8 },
      { type: "conv3d", channels: 1, kernel: [2, 2, 1], stride: [1, 1, 2], padding: [0, 1, 0], dropBonds: 0.4 },
    ],
  },
  {
    title: "conv1d transposed, with output padding",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "dropout", drop: 0.6 },
      {
        type: "conv1d",
        channels: 2,
        kernel: 3,
        stride: 2,
        padding: 1,
        outputPadding: 1,
        transposed: true,
        dropBonds: 0.7,
      },
      { type: "slice", axis: 1, start: 1, end: 6, step: 4 },
    ],
  },
  {
    title: "conv1d transposed in groups, with rows of weights and dilation",
    layers: [
      { type: "input", shape: [4, 2] },
      { type: "dropout", drop: 0.6 },
      {
        type: "conv1d",
        channels: 2,
        kernel: 2,
        stride: 3,
        dilation: 2,
        padding: [[1, 0]],
        groups: 2,
        transposed: true,
        dropBonds: 0.5,
        connections: { offsets: [0, 3, 5], columns: [0, 2, 3, 1, 2] },
      },
      { type: "slice", axis: 1, start: 0, end: 3 },
    ],
  },
  {
    title: "conv2d transposed, upsampling twice",
    layers: [
      { type: "input", shape: [1, 2, 2] },
      { type: "dropout", drop: 0.6 },
      { type: "conv2d", channels: 2, kernel: 2, stride: 2, transposed: true, dropBonds: 0.6 },
      { type: "conv2d", channels: 1, kernel: 1, dropBonds: 0.3 },
      {
        type: "pad",
        padding: [
          [0, 0],
          [0, 0],
          [2, 1],
        ],
      },
      { type: "slice", axis: 2, start: 1, end: 4 },
    ],
  },
  {
    title: "conv1d whose windows lie in the padding alone",
    layers: [
      { type: "input", shape: [1, 1] },
      { type: "conv1d", channels: 1, kernel: 1, stride: 3, padding: 1, dropBonds: 0.4 },
    ],
  },
  {
    title: "conv1d of kernel 1 that steps from several positions to one",
    layers: [
      { type: "input", shape: [2, 2] },
      { type: "dropout", drop: 0.5 },
      { type: "conv1d", channels: 1, kernel: 1, stride: 2, dropBonds: 0.5 },
    ],
  },
];
