import { nameOf, type ResolvedModel } from "../../networks/model/model.ts";
import { product } from "../../networks/model/shapes/rule.ts";
import type { LayerReport, RemovalReport } from "./answer.ts";
import type { Judgement, Verdict } from "./judgement.ts";
import { countGroups, countWeights } from "./removals.ts";

/** The report of every layer. */
export function reportLayers(model: ResolvedModel, { exact, counted, verdicts }: Judgement): LayerReport[] {
  const { network, shapes, sources } = model;
  const isExact = new Set(exact);
  return network.layers.map((layer, index): LayerReport => {
    const shape = shapes[index] ?? [];
    const elements = counted.trials * product(shape);
    const verdict = verdicts.get(index);
    const weights = countWeights(layer, shapes[sources[index]?.[0] ?? 0] ?? [], shape);
    const alive = counted.weights.get(index);
    return {
      name: nameOf(layer),
      type: layer.type,
      from: [layer.from ?? []].flat(),
      shape: [...shape],
      method: isExact.has(index) ? "exact" : "monte-carlo",
      reached: (counted.reached[index] ?? 0) / elements,
      reaching: (counted.reaching[index] ?? 0) / elements,
      effective: (counted.effective[index] ?? 0) / elements,
      ...(weights === undefined ? {} : { weights }),
      ...(weights === undefined || alive === undefined
        ? {}
        : { effectiveWeights: alive / (counted.trials * Math.max(1, weights)) }),
      ...(verdict ? { removal: removalReport(model, verdict) } : {}),
    };
  });
}

function removalReport(
  model: ResolvedModel,
  { removal, method, cutProbability, importance, largestDrop }: Verdict,
): RemovalReport {
  const { kind, rate } = removal;
  return {
    kind,
    drop: rate.drop,
    keep: rate.keep,
    groups: countGroups(model, removal),
    cutProbability,
    importance,
    largestDrop,
    method,
  };
}
