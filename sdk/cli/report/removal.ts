import { nounOf } from "../../plot/network-words.ts";
import { significant } from "../../plot/numbers.ts";
import type { SweepAnswer } from "../../queries/sweep-query.ts";
import { type Stage, stagesOf } from "./stages.ts";

/** Shares of all sites below which the largest cluster falls in an attack. */
const LEVELS = [
  [0.5, "half"],
  [0.05, "5 %"],
] as const;

/** How much an attack has to remove. */
export function removalSentences(answer: SweepAnswer): string[] {
  const { kind, sites, bonds, query } = answer;
  const elements = kind === "site" ? sites : bonds;
  const [node, noun] = [nounOf("site", query.network), nounOf(kind, query.network)];
  const stages = stagesOf(answer);
  const whole = stages[stages.length - 1];
  return LEVELS.map(([level, words]) => {
    const least = fallsBelow(stages, level, elements);
    if (!least) return `The largest cluster stays at ${words} of all ${node}s or above.`;
    const [first, last] = least;
    const share = significant((100 * last) / Math.max(1, elements), 3);
    if (last === 0) {
      const held = significant(100 * (whole?.largest ?? 0), 3);
      return `With nothing removed the largest cluster holds ${held} % of all ${node}s, below ${words}.`;
    }
    const count = first === last ? `${last}` : `${first} to ${last}`;
    const upTo = first === last ? "" : "at most ";
    return `The largest cluster falls below ${words} of all ${node}s when ${count} of ${elements} ${noun}s (${upTo}${share} %) are removed.`;
  });
}

/**
 * The number of removed elements at which the largest cluster first falls below a level, between the two points
 * where it is seen: the same number twice where points are that dense. Undefined when it never does.
 */
function fallsBelow(
  stages: readonly Stage[],
  level: number,
  elements: number,
): [first: number, last: number] | undefined {
  const removedAt = ({ keep }: Stage) => elements - Math.round(keep * elements);
  let above: Stage | undefined;
  for (const stage of [...stages].reverse()) {
    if (stage.largest >= level) {
      above = stage;
      continue;
    }
    const last = removedAt(stage);
    return [above ? Math.min(last, removedAt(above) + 1) : last, last];
  }
  return undefined;
}
