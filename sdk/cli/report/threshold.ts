import { countOf } from "../../plot/count-words.ts";
import { nounOf } from "../../plot/network-words.ts";
import { ESTIMATE_DIGITS, significant } from "../../plot/numbers.ts";
import type { ThresholdAnswer } from "../../queries/threshold.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportThreshold(answer: ThresholdAnswer, { file }: ReportContext): Report {
  const { keep, standardError, method, kind, runs, seed, query } = answer;
  const sampled = runs === undefined ? "" : `, ${countOf(runs, "run")}, seed ${seed}`;
  const noun = nounOf(kind, query.network);
  return {
    rows: [
      ...networkRows(query.network, file, kind === "site" ? "sites" : "bonds"),
      ["method", `${method}${sampled}`],
      ["threshold", `keep ${write(keep, standardError)} of the ${noun}s, drop ${write(1 - keep, standardError)}`],
      ...(runs === undefined ? [] : [["standard error", significant(standardError, 2)] as const]),
    ],
    sentences: [...eventSentence(answer, noun), shiftSentence(answer)],
  };
}

/** A number with the digits that its standard error leaves. */
function write(value: number, error: number): string {
  if (!(error > 0)) return significant(value, ESTIMATE_DIGITS);
  return value.toFixed(Math.min(15, Math.max(0, 1 - Math.floor(Math.log10(error)))));
}

/** What happens at the threshold. */
function eventSentence({ keep, method, query }: ThresholdAnswer, noun: string): string[] {
  const share = significant(100 * keep, 4);
  const { network, from } = query;
  const when = `when ${share} % of the ${noun}s survive`;
  if (method === "molloy-reed") {
    return [
      keep < 1
        ? `In a large random graph of these degrees a giant cluster appears ${when}.`
        : "In a large random graph of these degrees there is no giant cluster even when everything is kept.",
    ];
  }
  if (method === "susceptibility-peak") return [`The clusters beside the largest are greatest ${when}.`];
  if (method === "wrapping-crossing") return [`A cluster that winds around the lattice appears ${when}.`];
  if (from !== undefined) return [`Half of all configurations connect the two sets of sites ${when}.`];
  const axis = query.axis ?? Math.max(0, network.kind === "lattice" ? network.periodic.indexOf(false) : 0);
  const closed = network.kind === "lattice" && network.periodic[axis];
  return [`In half of all configurations a cluster ${closed ? "winds around" : "spans"} axis ${axis} ${when}.`];
}

/** What the number does not know. */
function shiftSentence({ method }: ThresholdAnswer): string {
  if (method === "molloy-reed")
    return "This is a formula on the degrees alone: a guide for graphs with many short cycles.";
  return "The standard error is that of the runs; a finite network shifts the estimate by more or less, by its method.";
}
