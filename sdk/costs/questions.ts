import { isMedium } from "../networks/any.ts";
import type { Answers } from "../queries/ask.ts";
import { bottlenecksOfLayers, needsCurve } from "./bottlenecks.ts";
import { clusterParts, masksOfMedium, thresholdParts } from "./clusters.ts";
import type { Part } from "./cost.ts";
import { inspectParts } from "./inspect.ts";
import { invasionParts } from "./invasions.ts";
import { countsOfLayers, described, listing, masksOfLayers, pathOfLayers, reachOfLayers } from "./layered.ts";
import { criticalParts, curveParts, depthParts } from "./layered-rates.ts";
import { forecastOfModel, masksOfModel, pathOfModel, reachOfModel } from "./models.ts";
import { outlinesOf } from "./outlines.ts";
import type { PlanOf } from "./plans.ts";
import { sweepParts } from "./sweeps.ts";
import { walkParts } from "./walks.ts";

/** The parts of the work of every question, but for the query's own. */
export const partsOf: { readonly [Name in keyof Answers]: (plan: PlanOf<Name>) => readonly Part[] } = {
  path({ network, terminals, method }) {
    if (isMedium(network)) return walkParts(network, terminals, method, false);
    return network.kind === "model" ? pathOfModel(network, method) : pathOfLayers(network, method);
  },
  reach({ network, terminals, method }) {
    if (isMedium(network)) return walkParts(network, terminals, method, true);
    return network.kind === "model" ? reachOfModel(network, method) : reachOfLayers(network, method);
  },
  masks({ network }) {
    if (isMedium(network)) return masksOfMedium(network);
    return network.kind === "model" ? masksOfModel(network) : masksOfLayers(network);
  },
  forecast({ network, run, method }) {
    return network.kind === "model" ? forecastOfModel(network, run, method) : pathOfLayers(network, method);
  },
  bottleneck({ query, network, terminals }) {
    const { of, trials, points } = query;
    const curve = needsCurve(points);
    if (isMedium(network)) return [...invasionParts(network, terminals, of, trials), curve];
    if (network.kind === "model") return [];
    const layers = outlinesOf(network);
    return [described(network), ...listing(layers), ...bottlenecksOfLayers(network, layers, of, trials), curve];
  },
  curve: curveParts,
  critical: criticalParts,
  depth: depthParts,
  paths: ({ query, layers }) => countsOfLayers(query.network, layers),
  sweep: sweepParts,
  clusters: clusterParts,
  threshold: thresholdParts,
  inspect: inspectParts,
};
