// The golden suite: counts, hashes of masks, and the bits of exact results, to be the same in every runtime
// and in every build of the engine. It runs wherever "percolation" can be imported.
import {
  countPaths,
  criticalDepth,
  criticalDrop,
  curve,
  forecast,
  type LayeredNetwork,
  layered,
  type Network,
  pathProbability,
  type ReachAnswer,
  reach,
  rectangular,
  sampleMasks,
} from "percolation";
import { runGoldenClusters } from "./golden-clusters.ts";
import { runGoldenModels } from "./golden-models.ts";
import { runGoldenTraining } from "./golden-training.ts";
import { bits, type GoldenResult, hash } from "./golden-values.ts";

/** A pruned network: of its bonds every third one is missing. */
function pruned(widths: number[], rates: object): LayeredNetwork {
  const connections = widths.slice(1).map((width, layer) => {
    const count = width * (widths[layer] as number);
    const bytes = new Uint8Array(Math.ceil(count / 8));
    for (let bond = 0; bond < count; bond++) {
      if (bond % 3 !== 0) bytes[bond >> 3] = (bytes[bond >> 3] as number) | (1 << (bond & 7));
    }
    return bytes;
  });
  return layered(widths, { ...rates, connections });
}

const layeredNetworks: Record<string, Network> = {
  tiny: layered([2, 2, 2], { dropBonds: 0.5 }),
  few: layered([5, 7, 3], { dropSites: 0.375, dropBonds: 0.25, dropInputs: 0.125 }),
  general: layered([20, 30, 20, 10], { dropSites: 0.3, dropBonds: [0.9, 0.85, 0.8], dropInputs: 0.1 }),
  kept: layered([20, 30, 20, 10], { keepSites: [0.7, 0.123], keepBonds: 0.2, keepInputs: 0.9 }),
  rare: layered([30, 20, 10], { dropBonds: 0.998 }),
  likely: layered([6, 5, 4], { dropBonds: 1e-3, dropSites: 1e-9 }),
  images: layered([784, 300, 100, 10], { dropBonds: 0.998 }),
  dropout: layered([784, 300, 100, 10], { dropSites: 0.98 }),
  wide: layered([3, 2000, 3], { dropBonds: 0.999, dropSites: 0.01 }),
  deep: rectangular({ width: 8, depth: 40, inputs: 3, outputs: 5 }, { dropBonds: 0.75, dropSites: 0.05 }),
};

/** Networks that are sampled alone. */
const prunedNetworks: Record<string, Network> = {
  pruned: pruned([20, 30, 20, 10], { dropBonds: 0.8, dropSites: 0.1 }),
  "pruned, certain": pruned([6, 5, 4], { dropSites: 0.6 }),
};

export const networks = { ...layeredNetworks, ...prunedNetworks };

export const sampling = { method: "monte-carlo", trials: 3000, seed: "12345678901234567890" } as const;

/** Writes down what a sampled answer says. */
export function recordSampled(name: string, answer: ReachAnswer, result: GoldenResult): void {
  result[`sampled ${name} open`] = answer.open ?? -1;
  result[`sampled ${name} outputs`] = answer.distribution.map((share) => Math.round(share * 3000));
  result[`sampled ${name} layers`] = answer.layers.map(bits);
  result[`sampled ${name} interval`] = [bits(answer.interval?.low ?? -1), bits(answer.interval?.high ?? -1)];
}

function sampled(name: string, network: Network, result: GoldenResult): void {
  recordSampled(name, reach(network, sampling), result);
  for (const trial of [0, 127, 128, 4294967296 * 128 + 77]) {
    const masks = sampleMasks(network, { seed: 99, trial });
    result[`masks ${name} ${trial}`] = [masks.inputs, ...masks.sites, ...masks.bonds].map(hash);
  }
}

function exact(name: string, network: Network, result: GoldenResult): void {
  const answer = reach(network);
  const { probability, failure, log10Failure, log10Probability } = answer;
  result[`exact ${name}`] = [probability, failure, log10Failure, log10Probability, answer.expected].map(bits);
  result[`exact ${name} outputs`] = answer.distribution.map(bits);
  result[`exact ${name} layers`] = answer.layers.map(bits);
  result[`exact ${name} bonds`] = (answer.bondsOnPath ?? []).map(bits);
  const paths = countPaths(network);
  result[`paths ${name}`] = [paths.expected, paths.log10Expected, paths.relativeSecondMoment].map(bits);
  const outlook = forecast(network, { steps: 1000, batch: 32, maskPer: "sample" });
  result[`forecast ${name}`] = [
    outlook.expectedUpdates,
    outlook.noUpdateProbability,
    outlook.log10NoUpdateProbability,
    outlook.expectedFirstCutStep,
  ].map(bits);
  for (const of of ["sites", "bonds"] as const) {
    result[`critical ${of} ${name}`] = bits(criticalDrop(network, { of }).drop);
    result[`curve ${of} ${name}`] = curve(network, { of, points: 9 }).points.map((point) => bits(point.probability));
  }
}

/**
 * Runs the whole suite, in some seconds.
 *
 * @param unsampled networks whose trials and masks are left out, where a runtime would take minutes for them
 */
export function runGolden(unsampled: readonly string[] = []): GoldenResult {
  const result: GoldenResult = {};
  for (const [name, network] of Object.entries(layeredNetworks)) {
    if (!unsampled.includes(name)) sampled(name, network, result);
    exact(name, network, result);
  }
  for (const [name, network] of Object.entries(prunedNetworks)) sampled(name, network, result);
  const far = rectangular({ width: 8, depth: 1e12 }, { dropBonds: 0.5 });
  const { probability, failure, log10Failure } = pathProbability(far);
  result["exact depth 1e12"] = [probability, failure, log10Failure].map(bits);
  const depths = [
    criticalDepth({ width: 8, dropSites: 0.5 }),
    criticalDepth({ width: 4, dropBonds: 0.5 }),
    criticalDepth({ width: 8, dropBonds: 0.5 }),
    criticalDepth({ width: 64, dropBonds: 0.5, level: 0.99 }),
  ];
  result["critical depths"] = depths.map(({ log10Depth }) => bits(log10Depth));
  runGoldenClusters(result);
  runGoldenModels(result);
  runGoldenTraining(result);
  return result;
}
