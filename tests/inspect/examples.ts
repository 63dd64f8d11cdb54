// Small models for `inspect`, beside those of tests/models: chains, residual blocks and branches in branches.

import type { Example } from "../models/examples.ts";

export const INSPECTED: readonly Example[] = [
  {
    title: "a chain of dense layers with dropout",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.2 },
      { type: "dense", units: 3 },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 4 },
      { type: "dropout", drop: 0.6 },
      { type: "dense", units: 2 },
    ],
  },
  {
    title: "a chain of dense layers with dropconnect",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "dense", units: 3, keepBonds: 0.3 },
      { type: "dense", units: 1, dropBonds: 0.25 },
    ],
  },
  {
    title: "dropout in a residual block in a residual block",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5, name: "x" },
      { type: "dense", units: 2 },
      { type: "dropout", drop: 0.4, name: "y" },
      { type: "dense", units: 2, name: "deep" },
      { type: "dropout", drop: 0.3, name: "z" },
      { type: "add", from: ["y", "z"], name: "inner" },
      { type: "stochastic-depth", drop: 0.25, name: "branch" },
      { type: "add", from: ["x", "branch"], name: "outer" },
      { type: "dropout", drop: 0.45, name: "last" },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "two branches, each of which alone keeps a path",
    layers: [
      { type: "input", shape: [2], name: "x" },
      { type: "dense", units: 2, from: "x", dropBonds: 0.6, name: "left" },
      { type: "stochastic-depth", drop: 0.3, name: "l" },
      { type: "dense", units: 2, from: "x", name: "right" },
      { type: "dropout", drop: 0.5, name: "r" },
      { type: "add", from: ["l", "r"] },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "a residual block that only a projection goes around",
    layers: [
      { type: "input", shape: [3], name: "x" },
      { type: "dense", units: 2, name: "a" },
      { type: "dropout", drop: 0.5, name: "drop-a" },
      { type: "dense", units: 2, name: "b" },
      { type: "stochastic-depth", drop: 0.4, name: "branch" },
      { type: "dense", units: 2, from: "x", name: "projection" },
      { type: "stochastic-depth", drop: 0.2, name: "skip" },
      { type: "add", from: ["branch", "skip"] },
      { type: "dropout", drop: 0.5, name: "end" },
      { type: "dense", units: 2 },
    ],
  },
  {
    title: "a branch that is dropped for certain",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.4, name: "x" },
      { type: "dense", units: 2 },
      { type: "stochastic-depth", drop: 1, name: "branch" },
      { type: "add", from: ["x", "branch"] },
      { type: "dropout", drop: 0.3, name: "end" },
    ],
  },
  {
    title: "everything is dropped twice over",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 2 },
      { type: "dropout", drop: 1, name: "a" },
      { type: "dense", units: 2 },
      { type: "dropout", keep: 0, name: "b" },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "all that a layer has is dropped",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.3, name: "in" },
      { type: "dense", units: 3 },
      { type: "dropout", drop: 1, name: "all" },
      { type: "dense", units: 2, dropBonds: 0.5 },
    ],
  },
  {
    title: "dropconnect of a convolution between removals of channels and positions",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "channel-dropout", drop: 0.4, name: "channels" },
      { type: "conv1d", channels: 1, kernel: 2, dropBonds: 0.5, name: "conv" },
      { type: "dropout", drop: 0.6, shared: [0], name: "positions" },
      { type: "conv1d", channels: 2, kernel: 1, dropBonds: 0.3, name: "last" },
    ],
  },
  {
    title: "sparse weights, dropped or not",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "dense", units: 3, connections: { offsets: [0, 1, 3, 4], columns: [0, 0, 2, 1] }, name: "sparse" },
      { type: "dropout", drop: 0.4, name: "hidden" },
      { type: "dense", units: 2, connections: Uint8Array.of(0b010011), dropBonds: 0.5, name: "dropped" },
    ],
  },
  {
    title: "weights of a convolution that lead nowhere",
    layers: [
      { type: "input", shape: [1, 4] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "conv1d", channels: 3, kernel: 2, dropBonds: 0.4, name: "conv" },
      { type: "slice", start: 0, end: 2 },
      { type: "mask", elements: Uint8Array.of(0b111011) },
    ],
  },
  {
    title: "stochastic depth per step and per sample",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 1 },
      { type: "stochastic-depth", drop: 0.5, per: "step", name: "step" },
      { type: "dropout", drop: 0.25, name: "unit" },
      { type: "stochastic-depth", drop: 0.2, per: "sample", name: "sample" },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "a dense layer at each position, and a removal of one output of two",
    layers: [
      { type: "input", shape: [2, 2], name: "x" },
      { type: "dense", units: 2, dropBonds: 0.5, name: "shared" },
      { type: "dropout", drop: 0.5, name: "one" },
      { type: "dropout", drop: 0.25, from: "x", shared: [0, 1], name: "two" },
    ],
    outputs: ["one", "two"],
  },
  {
    title: "a gate on its own input",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5, name: "x" },
      { type: "dense", units: 2, name: "gate" },
      { type: "multiply", from: ["x", "gate"] },
      { type: "dropout", drop: 0.25, name: "end" },
    ],
  },
  {
    title: "a gated layer whose factors read one removal",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5, name: "x" },
      { type: "dense", units: 2, dropBonds: 0.4, name: "gate" },
      { type: "dense", units: 2, from: "x", dropBonds: 0.5, name: "up" },
      { type: "multiply", from: ["up", "gate"] },
    ],
  },
  {
    title: "the square of a removal, and a product of independent factors",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.3, name: "x" },
      { type: "multiply", from: ["x", "x"], name: "square" },
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.4, name: "y" },
      { type: "multiply", from: ["square", "y"] },
      { type: "dense", units: 1, dropBonds: 0.4 },
    ],
  },
];
