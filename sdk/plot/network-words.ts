import type { Network } from "../networks/network.ts";
import { countOf } from "./count-words.ts";

const WIDTHS_SHOWN = 12;
const RATES_SHOWN = 8;

/** The shape of a network in a few words: `784-300-100-10`, `8 inputs, 10 hidden layers of 8, 8 outputs`. */
export function describeShape(network: Network): string {
  if (network.kind === "rectangular") {
    const { width, depth, inputs = width, outputs = width } = network;
    const layers = `${countOf(depth, "hidden layer")} of ${width}`;
    return `${countOf(inputs, "input")}, ${layers}, ${countOf(outputs, "output")}`;
  }
  const { widths } = network;
  if (widths.length <= WIDTHS_SHOWN) return widths.join("-");
  return `${widths.slice(0, 4).join("-")}-...-${widths.slice(-2).join("-")} (${widths.length} layers)`;
}

/** The rates of a removal in a few words, without those that a curve varies: `dropout 0.5, dropconnect keeping 0.9`. */
export function describeRates(rates: Omit<Network, "kind">, varied?: "sites" | "bonds"): string {
  const words = [
    varied === "sites" ? "" : describeRate("dropout", rates.dropSites, rates.keepSites),
    varied === "bonds" ? "" : describeRate("dropconnect", rates.dropBonds, rates.keepBonds),
    describeRate("dropout of inputs", rates.dropInputs, rates.keepInputs),
  ];
  return words.filter((word) => word !== "").join(", ");
}

type Rates = number | readonly number[] | undefined;

function describeRate(name: string, drop: Rates, keep: Rates): string {
  if (drop !== undefined) return `${name} ${listRates(drop)}`;
  return keep === undefined ? "" : `${name} keeping ${listRates(keep)}`;
}

function listRates(rates: number | readonly number[]): string {
  if (typeof rates === "number") return String(rates);
  const shown = rates.slice(0, RATES_SHOWN).join(", ");
  return `[${shown}${rates.length > RATES_SHOWN ? ", ..." : ""}]`;
}
