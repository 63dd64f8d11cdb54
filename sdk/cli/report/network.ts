import { toWiring } from "../../networks/connections.ts";
import type { Network } from "../../networks/network.ts";
import { countOf, writeCount } from "../../plot/count-words.ts";
import { describeRates, describeShape } from "../../plot/network-words.ts";

type Row = readonly [string, string];

/** Shape and rates of a network, and what was read where it came from a file. */
export function networkRows(network: Network, model: string | undefined, varied?: "sites" | "bonds"): Row[] {
  const shape = describeShape(network);
  const removed = describeRates(network, varied) || (varied ? "" : "nothing removed");
  const missing = network.kind === "layered" ? missingBonds(network) : undefined;
  const words = missing && model === undefined ? [shape, missing, removed] : [shape, removed];
  const row: Row = ["network", words.filter((word) => word !== "").join(", ")];
  if (model === undefined) return [row];
  return [["model", model], ["read", `widths ${shape}; ${missing ?? "no missing connections"}`], row];
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
