import type { AnyNetwork } from "../networks/any.ts";
import type { Network } from "../networks/network.ts";
import { bottlenecksOfLayers, needsCurve } from "./bottlenecks.ts";
import { countsOfLayers, described, listing, masksOfLayers, pathOfLayers, reachOfLayers } from "./layered.ts";
import { criticalParts, curveParts, depthParts } from "./layered-rates.ts";
import { outlinesOf } from "./outlines.ts";
import type * as questions from "./questions.ts";

// In the place of questions.ts, where models, lattices and graphs are left out to save their size.

/** Networks of other kinds have been refused. */
function layersAlone(network: AnyNetwork): Network {
  if (network.kind === "layered" || network.kind === "rectangular") return network;
  throw new RangeError("a network that this build checks is one of layers");
}

const none = () => [];

export const partsOf: typeof questions.partsOf = {
  path: ({ network, method }) => pathOfLayers(layersAlone(network), method),
  reach: ({ network, method }) => reachOfLayers(layersAlone(network), method),
  masks: ({ network }) => masksOfLayers(layersAlone(network)),
  forecast: ({ network, method }) => pathOfLayers(layersAlone(network), method),
  bottleneck({ query, network: any }) {
    const network = layersAlone(any);
    const layers = outlinesOf(network);
    const trials = bottlenecksOfLayers(network, layers, query.of, query.trials);
    return [described(network), ...listing(layers), ...trials, needsCurve(query.points)];
  },
  curve: curveParts,
  critical: criticalParts,
  depth: depthParts,
  paths: ({ query, layers }) => countsOfLayers(query.network, layers),
  sweep: none,
  clusters: none,
  threshold: none,
  inspect: none,
};
