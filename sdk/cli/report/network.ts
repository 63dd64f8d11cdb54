import { countBonds, countSites } from "../../engine/structure.ts";
import { type AnyNetwork, isMedium } from "../../networks/any.ts";
import { toWiring } from "../../networks/connections.ts";
import { type Medium, topologyOf } from "../../networks/medium.ts";
import type { Network } from "../../networks/network.ts";
import { countOf, writeCount } from "../../plot/count-words.ts";
import { describeRemovals, describeShape } from "../../plot/network-words.ts";

type Row = readonly [string, string];

/** Shape and rates of a network, and what was read where it came from a file. */
export function networkRows(network: AnyNetwork, file: string | undefined, varied?: "sites" | "bonds"): Row[] {
  const removed = describeRemovals(network, varied) || (varied ? "" : "nothing removed");
  if (isMedium(network)) return mediumRows(network, file, removed);
  const shape = describeShape(network);
  if (network.kind === "model") {
    const row: Row = ["network", `${shape}; ${removed}`];
    return file === undefined ? [row] : [["model", file], row];
  }
  const missing = network.kind === "layered" ? missingBonds(network) : undefined;
  const words = missing && file === undefined ? [shape, missing, removed] : [shape, removed];
  const row: Row = ["network", words.filter((word) => word !== "").join(", ")];
  if (file === undefined) return [row];
  if (network.kind === "rectangular") return [["model", file], row];
  return [["model", file], ["read", `widths ${shape}; ${missing ?? "no missing connections"}`], row];
}

function mediumRows(medium: Medium, file: string | undefined, removed: string): Row[] {
  const words = [describeShape(medium), medium.kind === "lattice" ? countElements(medium) : "", removed];
  const row: Row = ["network", words.filter((word) => word !== "").join("; ")];
  return file === undefined ? [row] : [["graph", file], row];
}

function countElements(medium: Medium): string {
  const topology = topologyOf(medium);
  return `${countOf(countSites(topology), "site")}, ${countOf(countBonds(topology), "bond")}`;
}

function missingBonds({ widths, connections }: Extract<Network, { kind: "layered" }>): string | undefined {
  if (!connections) return undefined;
  let [all, present] = [0, 0];
  for (const [index, bits] of connections.entries()) {
    const [fanIn, fanOut] = [widths[index] ?? 0, widths[index + 1] ?? 0];
    all += fanIn * fanOut;
    present += bits === null ? fanIn * fanOut : toWiring(bits, fanIn, fanOut).columns.length;
  }
  return `${writeCount(all - present)} of ${countOf(all, "connection")} missing`;
}
