import { nounOf } from "../../plot/network-words.ts";
import { ESTIMATE_DIGITS, significant } from "../../plot/numbers.ts";
import { peakOf } from "../../plot/sweep-figure.ts";
import type { SweepAnswer } from "../../queries/sweep-query.ts";
import { type Stage, stagesOf } from "./stages.ts";

const EVENTS = {
  connected: "the two sets of sites are connected",
  wrapping: "a cluster winds around the lattice",
  spanning: "a cluster spans the lattice",
} as const;

/** What a sweep in growing order shows: events, half of all sites, and the peak. */
export function growthSentences(answer: SweepAnswer): string[] {
  const { query, kind } = answer;
  const stages = stagesOf(answer);
  const random = query.order === undefined;
  const node = nounOf("site", query.network);
  const place = random ? "keep" : `a share of ${nounOf(kind, query.network)}s of`;
  const sentences = [halfSentence(stages, node, place)];
  for (const name of ["connected", "wrapping", "spanning"] as const) {
    const crossing = risesOver(stages, (stage) => stage[name]);
    const often = answer.runs > 1 ? "In half of all configurations" : "";
    if (crossing) sentences.push(upperFirst(`${often} ${EVENTS[name]} from about ${place} ${crossing} on.`.trim()));
  }
  const peak = random
    ? peakOf(stages.map((stage) => ({ ...stage, susceptibility: { mean: stage.susceptibility } })))
    : undefined;
  if (peak !== undefined) sentences.push(peakSentence(peak));
  return sentences;
}

function halfSentence(stages: readonly Stage[], node: string, place: string): string {
  const crossing = risesOver(stages, ({ largest }) => largest);
  const last = stages[stages.length - 1];
  if (crossing) return `The largest cluster holds half of all ${node}s from about ${place} ${crossing} on.`;
  const most = significant(100 * (last?.largest ?? 0), 3);
  if ((stages[0]?.largest ?? 0) >= 0.5) return `The largest cluster holds half of all ${node}s or more throughout.`;
  return `The largest cluster never holds half of all ${node}s: at ${place} ${write(last?.keep ?? 0)} it holds ${most} %.`;
}

function peakSentence(peak: number): string {
  return `The susceptibility peaks near keep ${write(peak)}, as it does close to a threshold; percolation threshold estimates that.`;
}

/** About where a share first reaches 1/2; undefined when it never does, or always has. */
function risesOver(stages: readonly Stage[], share: (stage: Stage) => number | undefined): string | undefined {
  const index = stages.findIndex((stage) => (share(stage) ?? 0) >= 0.5);
  const [before, at] = [stages[index - 1], stages[index]];
  if (!before || !at) return undefined;
  // On a straight line between the two points, to the digits of the grid.
  const [low, high] = [share(before) ?? 0, share(at) ?? 0];
  const keep = before.keep + ((0.5 - low) / (high - low)) * (at.keep - before.keep);
  return write(Number(keep.toPrecision(3)));
}

function write(keep: number): string {
  return significant(keep, ESTIMATE_DIGITS);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
