import { erdosRenyi, graph, lattice, type Medium, type Rates, randomRegular, type TerminalOptions } from "percolation";
import { about, type Case } from "./case.ts";

type Make = (rates: Rates) => Medium;

/** From one face to the other along an axis. */
const across = (axis: number): TerminalOptions => ({ from: { axis, at: 0 }, to: { axis, at: -1 } });

/** A square grid as a graph. */
const grid =
  (side: number): Make =>
  (rates) => {
    const rows = Array.from({ length: side * side }, (_, node) => node);
    const right = rows.filter((node) => node % side < side - 1).map((node) => [node, node + 1] as const);
    const down = rows.slice(0, -side).map((node) => [node, node + side] as const);
    return graph({ nodes: side * side, edges: [...right, ...down], ...rates });
  };

const media: readonly (readonly [string, Make, TerminalOptions])[] = [
  ["a square of 6", (rates) => lattice("square", { size: [6, 6], ...rates }), across(0)],
  ["a square of 64", (rates) => lattice("square", { size: [64, 64], ...rates }), across(0)],
  [
    "a square of 64, between sites",
    (rates) => lattice("square", { size: [64, 64], ...rates }),
    { from: [2080], to: [2100] },
  ],
  ["a square of 300", (rates) => lattice("square", { size: [300, 300], ...rates }), across(1)],
  ["a torus of 32", (rates) => lattice("square", { size: [32, 32], periodic: true, ...rates }), across(0)],
  ["a cube of 20", (rates) => lattice("cubic", { size: [20, 20, 20], ...rates }), across(2)],
  ["a triangular lattice of 60", (rates) => lattice("triangular", { size: [60, 60], ...rates }), across(0)],
  ["a strip of 1000 by 10", (rates) => lattice("square", { size: [1000, 10], ...rates }), across(0)],
  ["a chain of 2000", (rates) => lattice("hypercubic", { size: [2000], ...rates }), across(0)],
  ["a directed square of 60", (rates) => lattice("directed-square", { size: [60, 60], ...rates }), across(1)],
  ["a random graph of 500", (rates) => erdosRenyi({ nodes: 500, edges: 1000, ...rates }), { from: [0], to: [1] }],
  [
    "a random graph of 10000",
    (rates) => erdosRenyi({ nodes: 10_000, edges: 30_000, ...rates }),
    { from: [0], to: [1] },
  ],
  ["a regular graph of 2000", (rates) => randomRegular({ nodes: 2000, degree: 3, ...rates }), { from: [0], to: [1] }],
  ["a grid of 50 as a graph", grid(50), { from: [0], to: [2499] }],
  [
    "a bridge",
    (rates) =>
      graph({
        edges: [
          [0, 1],
          [0, 2],
          [1, 2],
          [1, 3],
          [2, 3],
        ],
        ...rates,
      }),
    { from: [0], to: [3] },
  ],
];

const removals: readonly Rates[] = [
  { dropSites: 0.3 },
  { dropBonds: 0.2 },
  { dropBonds: 0.7 },
  { dropSites: 0.1, dropBonds: 0.1 },
];

const rateText = (rates: object) => JSON.stringify(rates).replaceAll('"', "");

/** Questions about lattices and graphs. */
export const mediumCases: readonly Case[] = media.flatMap(([name, make, terminals]) => [
  ...removals.flatMap((rates): Case[] => {
    const network = make(rates);
    const title = `${name} ${rateText(rates)}`;
    return [
      about(title, { ask: "path", network, ...terminals, trials: 1000 }),
      about(title, { ask: "reach", network, ...terminals, trials: 500 }),
    ];
  }),
  about(name, { ask: "path", network: make({ dropSites: 0.2 }), ...terminals, trials: 100 }),
  about(name, { ask: "bottleneck", network: make({}), of: "sites", ...terminals, trials: 30 }),
  about(name, { ask: "bottleneck", network: make({ dropSites: 0.1 }), of: "bonds", ...terminals, trials: 10 }),
  about(name, { ask: "masks", network: make({ dropSites: 0.5, dropBonds: 0.3 }) }),
  about(`sites of ${name}`, { ask: "clusters", network: make({}), keep: 0.6 }),
  about(`bonds of ${name}`, { ask: "clusters", network: make({}), kind: "bond", keep: 0.3 }),
]);

/** Sweeps of lattices and graphs, and thresholds. */
export const sweepCases: readonly Case[] = media.flatMap(([name, make, terminals]) => [
  about(`sites of ${name}`, { ask: "sweep", network: make({}), kind: "site", runs: 10 }),
  about(`bonds of ${name}, by step`, { ask: "sweep", network: make({}), kind: "bond", runs: 2, steps: true }),
  about(`sites of ${name} without some bonds`, {
    ask: "sweep",
    network: make({ dropBonds: 0.2 }),
    kind: "site",
    runs: 5,
    points: 5,
    ...(name.includes("between") ? {} : terminals),
  }),
  about(`bonds of ${name}, sizes`, {
    ask: "sweep",
    network: make({}),
    kind: "bond",
    runs: 5,
    points: 5,
    sizesAt: [1, 2, 3],
  }),
  about(`sites of ${name}`, {
    ask: "threshold",
    network: make({}),
    kind: "site",
    runs: 30,
    method: "susceptibility-peak",
  }),
  ...(make({}).kind === "graph"
    ? [about(name, { ask: "threshold", network: make({}), kind: "site", method: "molloy-reed" } as const)]
    : [about(`bonds of ${name}`, { ask: "threshold", network: make({}), kind: "bond", runs: 30, axis: 0 } as const)]),
]);

/** Sweeps in given orders, over many points, and on a torus. */
export const orderCases: readonly Case[] = [
  ...(["degree", "betweenness"] as const).map((attack) =>
    about(attack, { ask: "sweep", network: erdosRenyi({ nodes: 1000, edges: 3000 }), kind: "site", attack }),
  ),
  about("a given order", {
    ask: "sweep",
    network: lattice("square", { size: [150, 150] }),
    kind: "site",
    order: Array.from({ length: 20_000 }, (_, site) => site),
  }),
  about("20001 points", {
    ask: "sweep",
    network: lattice("square", { size: [8, 8] }),
    kind: "site",
    points: 20_001,
    runs: 3,
  }),
  ...[16, 64].map((side) =>
    about(`a torus of ${side}`, {
      ask: "threshold",
      network: lattice("square", { size: [side, side], periodic: true }),
      kind: "bond",
      runs: 200,
      method: "wrapping-crossing",
    }),
  ),
];
