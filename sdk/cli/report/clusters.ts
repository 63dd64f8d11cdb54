import { countOf, writeCount } from "../../plot/count-words.ts";
import { nounOf } from "../../plot/network-words.ts";
import { significant } from "../../plot/numbers.ts";
import type { ClusterAnswer } from "../../queries/clusters.ts";
import { histogramOf } from "../cluster-sizes.ts";
import type { ReportContext } from "./context.ts";
import { type Report, table } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportClusters(answer: ClusterAnswer, { file }: ReportContext): Report {
  const { kind, keep, count, largest, sizes, labels, seed, query } = answer;
  const asked = query.keep !== undefined || query.drop !== undefined;
  const node = nounOf("site", query.network);
  const present = sizes.reduce((sum, size) => sum + size, 0);
  const varied = asked ? (kind === "site" ? "sites" : "bonds") : undefined;
  return {
    rows: [
      ...networkRows(query.network, file, varied),
      ...(asked ? [["kept", `${nounOf(kind, query.network)}s at ${keep}`] as const] : []),
      ["drawn", `sample ${query.sample ?? 0} of seed ${seed}`],
      [`${node}s present`, `${writeCount(present)} of ${writeCount(labels.length)}`],
      ["clusters", writeCount(count)],
      ["largest", countOf(largest, node)],
    ],
    ...(count > 0 ? { figure: table([`${node}s`, "clusters"], rowsOf(sizes)) } : {}),
    sentences: [sentence(answer, node, present)],
  };
}

/** The largest first. */
function rowsOf(sizes: Uint32Array): string[][] {
  return histogramOf(sizes)
    .reverse()
    .map((row) => row.map(writeCount));
}

function sentence({ count, largest }: ClusterAnswer, node: string, present: number): string {
  if (count === 0) return `All ${node}s are removed.`;
  if (count === 1) return `All ${node}s that survive are in one cluster.`;
  const share = significant((100 * largest) / present, 3);
  return `The largest of ${writeCount(count)} clusters holds ${share} % of the ${node}s that survive.`;
}
