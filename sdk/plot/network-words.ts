import type { AnyNetwork } from "../networks/any.ts";
import { endsOf } from "../networks/graph.ts";
import type { LatticeNetwork } from "../networks/lattice.ts";
import type { Medium } from "../networks/medium.ts";
import { countOf } from "./count-words.ts";
import { describeModel, describeModelRemovals } from "./model-words.ts";

const WIDTHS_SHOWN = 12;
const RATES_SHOWN = 8;

/** The shape of a network in a few words: `784-300-100-10`, `64x64 square lattice, periodic`, `graph of 77 nodes ...`. */
export function describeShape(network: AnyNetwork): string {
  switch (network.kind) {
    case "rectangular": {
      const { width, depth, inputs = width, outputs = width } = network;
      const layers = `${countOf(depth, "hidden layer")} of ${width}`;
      return `${countOf(inputs, "input")}, ${layers}, ${countOf(outputs, "output")}`;
    }
    case "layered": {
      const { widths } = network;
      if (widths.length <= WIDTHS_SHOWN) return widths.join("-");
      return `${widths.slice(0, 4).join("-")}-...-${widths.slice(-2).join("-")} (${widths.length} layers)`;
    }
    case "graph": {
      const edges = countOf(endsOf(network).length / 2, network.directed ? "directed edge" : "edge");
      return `graph of ${countOf(network.nodes, "node")} and ${edges}`;
    }
    case "lattice":
      return describeLattice(network);
    case "model":
      return describeModel(network);
  }
}

function describeLattice({ cell, size, periodic }: LatticeNetwork): string {
  const name = typeof cell === "string" ? cell : "custom";
  const axes = periodic.flatMap((closed, axis) => (closed ? [axis] : []));
  const along = axes.length < size.length ? ` along ${axes.length > 1 ? "axes" : "axis"} ${axes.join(", ")}` : "";
  return `${size.join("x")} ${name} lattice${axes.length > 0 ? `, periodic${along}` : ""}`;
}

/** Whether a network is a chain of layers of neurons. */
export function isLayered({ kind }: { readonly kind?: unknown }): boolean {
  return kind === "layered" || kind === "rectangular";
}

/** What sites and bonds of a lattice or graph are called. */
export function nounOf(kind: "site" | "bond", { kind: medium }: Medium): string {
  if (medium === "lattice") return kind;
  return kind === "site" ? "node" : "edge";
}

/** What a network removes in a few words, without the rate that a curve varies; empty when that is nothing. */
export function describeRemovals(network: AnyNetwork, varied?: "sites" | "bonds"): string {
  return network.kind === "model" ? describeModelRemovals(network) : describeRates(network, varied);
}

/** The rates of a removal in a few words, without those that a curve varies: `dropout 0.5, dropconnect keeping 0.9`. */
export function describeRates(rates: RatesOfNetwork, varied?: "sites" | "bonds"): string {
  const layers = !("kind" in rates) || isLayered(rates);
  const words = [
    varied === "sites" ? "" : describeRate(layers ? "dropout" : "sites", rates.dropSites, rates.keepSites),
    varied === "bonds" ? "" : describeRate(layers ? "dropconnect" : "bonds", rates.dropBonds, rates.keepBonds),
    describeRate("dropout of inputs", rates.dropInputs, rates.keepInputs),
  ];
  return words.filter((word) => word !== "").join(", ");
}

type Rates = number | readonly number[] | undefined;

type RatesOfNetwork = {
  readonly [Way in "drop" | "keep" as `${Way}${"Sites" | "Bonds" | "Inputs"}`]?: Rates;
};

function describeRate(name: string, drop: Rates, keep: Rates): string {
  const rate = drop ?? keep;
  if (rate === undefined) return "";
  if (name === "sites" || name === "bonds")
    return `${name} ${drop === undefined ? "kept" : "removed"} at ${listRates(rate)}`;
  return `${name} ${drop === undefined ? "keeping " : ""}${listRates(rate)}`;
}

function listRates(rates: number | readonly number[]): string {
  if (typeof rates === "number") return String(rates);
  const shown = rates.slice(0, RATES_SHOWN).join(", ");
  return `[${shown}${rates.length > RATES_SHOWN ? ", ..." : ""}]`;
}
