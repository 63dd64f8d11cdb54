// Small models with attention, each with at most 18 random elements.

import type { Example } from "./examples.ts";

export const ATTENTION: readonly Example[] = [
  {
    title: "attention without removal between tokens that drop out",
    layers: [
      { type: "input", shape: [4, 3] },
      { type: "dropout", drop: 0.8 },
      { type: "attention", heads: 2 },
      { type: "reduce", axes: [1] },
    ],
  },
  {
    title: "attention with attention dropout",
    layers: [
      { type: "input", shape: [4, 2] },
      { type: "dropout", drop: 0.7 },
      { type: "attention", heads: 2, dropAttention: 0.6 },
      { type: "slice", axis: 1, start: 0, end: 1 },
    ],
  },
  {
    title: "attention, causal, of which two queries go on",
    layers: [
      { type: "input", shape: [2, 3] },
      { type: "dropout", drop: 0.5 },
      { type: "attention", heads: 1, causal: true, keepAttention: 0.7 },
      { type: "slice", axis: 1, start: 0, end: 2 },
      { type: "dropout", drop: 0.4 },
    ],
  },
  {
    title: "attention with heads that share values",
    layers: [
      { type: "input", shape: [2, 2] },
      { type: "dropout", drop: 0.6 },
      { type: "attention", heads: 4, valueHeads: 2 },
      { type: "dense", units: 2, dropBonds: 0.7 },
    ],
  },
  {
    title: "attention with heads that share values, in threes and with dropout",
    layers: [
      { type: "input", shape: [1, 3] },
      { type: "dropout", drop: 0.4 },
      { type: "attention", heads: 3, valueHeads: 1, queries: 1, dropAttention: 0.5 },
      { type: "dropout", drop: 0.3 },
    ],
  },
  {
    title: "attention of fewer queries, causal",
    layers: [
      { type: "input", shape: [2, 4] },
      { type: "dropout", drop: 0.6, shared: [0] },
      { type: "attention", heads: 2, queries: 2, causal: true, dropAttention: 0.3 },
      { type: "slice", axis: 1, start: 0, end: 1 },
      { type: "slice", axis: 0, start: 1, end: 2 },
    ],
  },
  {
    title: "attention of more queries than tokens",
    layers: [
      { type: "input", shape: [1, 2] },
      { type: "dropout", drop: 0.5 },
      { type: "attention", heads: 1, queries: 4, dropAttention: 0.5 },
      { type: "slice", axis: 1, start: 0, end: 3 },
    ],
  },
  {
    title: "attention in a residual block",
    layers: [
      { type: "input", shape: [2, 2] },
      { type: "dropout", drop: 0.5, name: "in" },
      { type: "attention", heads: 1, dropAttention: 0.5 },
      { type: "dense", units: 2, dropBonds: 0.5 },
      { type: "stochastic-depth", drop: 0.3, name: "branch" },
      { type: "add", from: ["in", "branch"] },
      { type: "normalization" },
      { type: "channel-dropout", drop: 0.5 },
    ],
  },
  {
    title: "embedding, then dropout of whole tokens",
    layers: [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.5 },
      { type: "embedding", features: 2 },
      { type: "dropout", drop: 0.3, shared: [0] },
      { type: "dropout", drop: 0.6 },
      { type: "reduce", axes: [0], keepAxes: true },
      { type: "attention", heads: 1, queries: 1 },
    ],
  },
];
