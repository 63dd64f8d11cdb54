// Small models that are graphs with branches, each with at most 18 random elements.

import type { Example } from "./examples.ts";

export const BRANCHES: readonly Example[] = [
  {
    title: "residual block with stochastic depth",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.4, name: "in" },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "normalization" },
      { type: "dropout", drop: 0.3 },
      { type: "stochastic-depth", drop: 0.5, name: "branch" },
      { type: "add", from: ["in", "branch"] },
      { type: "dense", units: 1, dropBonds: 0.5 },
    ],
  },
  {
    title: "two residual blocks of dense layers",
    layers: [
      { type: "input", shape: [2], name: "x" },
      { type: "dropout", drop: 0.5, name: "x0" },
      { type: "dense", units: 3 },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 2, name: "y0" },
      { type: "stochastic-depth", drop: 0.4, name: "z0" },
      { type: "add", from: ["x0", "z0"] },
      { type: "dropout", drop: 0.6, name: "x1" },
      { type: "dense", units: 3 },
      { type: "dropout", drop: 0.6 },
      { type: "dense", units: 2, name: "y1" },
      { type: "add", from: ["x1", "y1"] },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "add with repeated axes",
    layers: [
      { type: "input", shape: [2, 3], name: "a" },
      { type: "dropout", drop: 0.8, name: "a0" },
      { type: "input", shape: [2, 1], name: "b" },
      { type: "dropout", drop: 0.7, name: "b0" },
      { type: "add", from: ["a0", "b0"] },
      { type: "dropout", drop: 0.6 },
    ],
  },
  {
    title: "add of one tensor to itself, and of three",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5, name: "a" },
      { type: "add", from: ["a", "a"] },
      { type: "dense", units: 2, dropBonds: 0.6, name: "b" },
      { type: "dropout", drop: 0.2, from: "a", name: "c" },
      { type: "add", from: ["a", "b", "c"] },
      { type: "dropout", drop: 0.6 },
    ],
  },
  {
    title: "multiply by a gate that is repeated (squeeze and excitation)",
    layers: [
      { type: "input", shape: [2, 2, 1] },
      { type: "dropout", drop: 0.4, name: "x" },
      { type: "reduce", axes: [1, 2], keepAxes: true },
      { type: "dense", units: 2, dropBonds: 0.4 },
      { type: "dropout", drop: 0.2, name: "gate" },
      { type: "multiply", from: ["x", "gate"] },
      { type: "dropout", drop: 0.2 },
    ],
  },
  {
    title: "multiply of three, and of both axes repeated",
    layers: [
      { type: "input", shape: [2, 1], name: "a" },
      { type: "dropout", drop: 0.3, name: "a0" },
      { type: "input", shape: [1, 3], name: "b" },
      { type: "dropout", drop: 0.3, name: "b0" },
      { type: "input", shape: [1, 1], name: "c" },
      { type: "dropout", drop: 0.2, name: "c0" },
      { type: "multiply", from: ["a0", "b0", "c0"] },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "concat of channels",
    layers: [
      { type: "input", shape: [2, 2], name: "a" },
      { type: "dropout", drop: 0.5, name: "a0" },
      { type: "conv1d", channels: 1, kernel: 1, dropBonds: 0.5, name: "b" },
      { type: "concat", from: ["b", "a0"] },
      { type: "channel-dropout", drop: 0.6 },
      { type: "dense", units: 1, dropBonds: 0.5 },
    ],
  },
  {
    title: "concat along a later axis, of unlike sizes",
    layers: [
      { type: "input", shape: [2, 2], name: "a" },
      { type: "input", shape: [2, 1], name: "b" },
      { type: "dropout", drop: 0.6, from: "a", name: "a0" },
      { type: "dropout", drop: 0.3, from: "b", name: "b0" },
      { type: "concat", axis: 1, from: ["a0", "b0", "a0"] },
      { type: "slice", axis: 1, start: 1, end: 4 },
      { type: "conv1d", channels: 1, kernel: 2, dropBonds: 0.5 },
      { type: "dropout", drop: 0.5 },
    ],
  },
  {
    title: "a branch that never reaches the output",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "dense", units: 2, dropBonds: 0.5, name: "unused" },
      { type: "dense", units: 2, dropBonds: 0.5, from: "in", name: "used" },
      { type: "dense", units: 1, from: "unused", dropBonds: 0.5 },
      { type: "dropout", from: "used", drop: 0.3 },
    ],
  },
  {
    title: "several outputs",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.6, name: "in" },
      { type: "dense", units: 2, dropBonds: 0.6, name: "one" },
      { type: "dropout", drop: 0.5, name: "two", from: "in" },
      { type: "dense", units: 1, dropBonds: 0.9, name: "three", from: "one" },
    ],
    outputs: ["three", "two"],
  },
  {
    title: "an output in the middle, read by others",
    layers: [
      { type: "input", shape: [2] },
      { type: "dense", units: 2, dropBonds: 0.6 },
      { type: "dropout", drop: 0.4, name: "middle" },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "dropout", drop: 0.5, name: "end" },
    ],
    outputs: ["middle", "end"],
  },
  {
    title: "a mask, dead channels, and what is left",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "mask", elements: Uint8Array.of(0b101011) },
      { type: "dropout", drop: 0.6 },
      { type: "conv1d", channels: 2, kernel: 2, dropBonds: 0.5 },
      { type: "mask", elements: "Cg==" },
    ],
  },
  {
    title: "a mask that removes all but a way around",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "dense", units: 3, name: "dense" },
      { type: "mask", elements: Uint8Array.of(0), name: "none" },
      { type: "add", from: ["in", "none"] },
      { type: "dense", units: 2, dropBonds: 0.7 },
    ],
  },
  {
    title: "no way at all",
    layers: [
      { type: "input", shape: [2] },
      { type: "dropout", drop: 0.5 },
      { type: "mask", elements: Uint8Array.of(0) },
      { type: "dense", units: 2, dropBonds: 0.5 },
    ],
  },
  {
    title: "a dropout behind a depthwise convolution that changes nothing, beside the way",
    layers: [
      { type: "input", shape: [1, 1] },
      { type: "conv1d", channels: 2, kernel: 1, dropBonds: 0.5, name: "way" },
      { type: "conv1d", channels: 2, groups: 2, kernel: 1 },
      { type: "channel-dropout", drop: 0.5 },
      { type: "activation", from: "way" },
      { type: "dense", units: 1 },
    ],
  },
  {
    title: "add of one unit that is repeated, after a dense layer",
    layers: [
      { type: "input", shape: [2], name: "in" },
      { type: "dropout", drop: 0.5 },
      { type: "dense", units: 1, dropBonds: 0.2, name: "one" },
      { type: "add", from: ["in", "one"] },
      { type: "stochastic-depth", drop: 0.5 },
    ],
  },
  {
    title: "add of one input that is repeated",
    layers: [
      { type: "input", shape: [1], name: "in" },
      { type: "dropout", drop: 0.5, name: "one" },
      { type: "dense", units: 3, dropBonds: 0.4, name: "three" },
      { type: "add", from: ["one", "three"] },
      { type: "dropout", drop: 0.5 },
    ],
  },
];
