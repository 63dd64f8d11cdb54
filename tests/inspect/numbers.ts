// What every answer must be, whatever the network.

import type { InspectAnswer } from "percolation";

/** Where a value holds something that is no number although it is one: NaN, or a share or probability out of 0..1. */
export function faults(value: unknown, path = "answer"): string[] {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return [`${path} is NaN`];
    const isShare = /(robability|ailure|reached|reaching|effective|effectiveWeights|drop|keep|largestDrop)$/.test(path);
    return isShare && !/log10/.test(path) && !(value >= 0 && value <= 1) ? [`${path} is ${value}`] : [];
  }
  if (ArrayBuffer.isView(value) || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === "query" ? [] : faults(each, `${path}.${name}`)));
}

/** What has to hold between the numbers of one answer. */
export function contradictions(answer: InspectAnswer): string[] {
  const { layers, ranking, probability, failure } = answer;
  const found = faults(answer);
  const say = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  say(Math.abs(probability + failure - 1) < 1e-12, `probability ${probability} and failure ${failure}`);
  const importance = new Map(
    layers.flatMap(({ name, removal }) => (removal ? [[name, removal.importance] as const] : [])),
  );
  const ranked = ranking.map((name) => importance.get(name) ?? -1);
  say(ranked.length === importance.size, "ranking lists the layers that remove");
  say(
    ranked.every((value, index) => index === 0 || value <= (ranked[index - 1] as number)),
    "ranking falls",
  );
  for (const { name, reached, reaching, effective, removal, effectiveWeights = 0 } of layers) {
    say(effective <= Math.min(reached, reaching) + 1e-12, `${name}: effective ${effective}`);
    say(effectiveWeights >= 0 && effectiveWeights <= 1, `${name}: effectiveWeights ${effectiveWeights}`);
    if (!removal) continue;
    say(removal.importance >= 0 && Number.isFinite(removal.importance), `${name}: importance ${removal.importance}`);
    say(removal.groups >= 0 && Number.isSafeInteger(removal.groups), `${name}: groups ${removal.groups}`);
    const most = failure + 1e-12 + (answer.method === removal.method ? 0 : 1);
    say(
      removal.cutProbability <= most || answer.method !== "exact",
      `${name}: cut ${removal.cutProbability} of ${failure}`,
    );
  }
  return found;
}
