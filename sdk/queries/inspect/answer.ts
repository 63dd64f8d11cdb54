import type { ModelNetwork } from "../../networks/model/model.ts";
import type { Network } from "../../networks/network.ts";
import type { Outlook } from "../outlook.ts";
import type { MethodOptions } from "../sampling-options.ts";
import type { Survival } from "../survival.ts";

/** What {@link inspect} takes. */
export interface InspectOptions extends MethodOptions {
  /** Bound that the failure is to stay below, above 0 and below 1; 1e-6 unless given. */
  readonly failureBelow?: number;
  /** Number of training steps of the forecast; 1000 unless given. */
  readonly steps?: number;
  /** Samples in a batch; 1 unless given. */
  readonly batch?: number;
  /** Who gets a mask of its own; `"step"` unless given. */
  readonly maskPer?: "step" | "sample";
}

/** The question `"inspect"`: where does this network break, and how easily? */
export interface InspectQuery extends InspectOptions {
  readonly ask: "inspect";
  readonly network: Network | ModelNetwork;
}

/** What a layer removes at random, and what follows from it. */
export interface RemovalReport {
  /** Dropout, dropconnect and so on, by its exact name. */
  readonly kind: "dropout" | "channel dropout" | "DropBlock" | "stochastic depth" | "dropconnect" | "attention dropout";
  readonly drop: number;
  readonly keep: number;
  /** What is removed or kept as one, each independently: neurons, channels, blocks, branches, weights. */
  readonly groups: number;
  /** Probability that this layer alone is the cut: no path is open, and one would be had it removed nothing. */
  readonly cutProbability: number;
  /**
   * Birnbaum importance: minus the derivative of theta by this layer's drop rate. Sampled DropBlock, and sampled removals that
   * reach a product by several factors: the mean slope between 0.9 and 1.1 times the rate.
   */
  readonly importance: number;
  /**
   * The largest drop rate of this layer, the others as they are, that keeps the failure below the bound: 0 when none does,
   * 1 when all do.
   */
  readonly largestDrop: number;
  /** How the last three were found. */
  readonly method: "exact" | "monte-carlo";
}

/** One layer of the report. */
export interface LayerReport {
  readonly name: string;
  readonly type: string;
  /** The layers it reads. */
  readonly from: readonly string[];
  readonly shape: readonly number[];
  /** How this layer's part in the path probability was found. */
  readonly method: "exact" | "monte-carlo";
  /** Expected share of the layer's elements that are reached from the inputs. */
  readonly reached: number;
  /** Expected share of them that reach the outputs from there on, whether the layer itself removes them or not. */
  readonly reaching: number;
  /** Expected share of them on some open path: both at once. */
  readonly effective: number;
  /**
   * Expected share of the weights that exist which survive and lie on an open path: of dense layers on vectors, and of layers
   * whose weights may be missing or removed.
   */
  readonly effectiveWeights?: number;
  /** Layers with weights: how many there are, missing ones not counted. */
  readonly weights?: number;
  /** Layers that remove at random. */
  readonly removal?: RemovalReport;
}

/** Something that the structure alone shows, whatever is removed at random. */
export interface Finding {
  /**
   * - `"no-path"`: no path leads from input to output even if nothing is removed;
   * - `"all-masked"`: fixed masks or missing weights leave nothing of a layer;
   * - `"single-element"`: every path passes one channel, neuron or weight of a layer, so its removal is fatal;
   * - `"single-removal"`: every path passes what one removal takes as a whole;
   * - `"dead-branch"`: nothing of a layer ever reaches an output;
   * - `"nothing-removed"`: the network removes nothing at random.
   */
  readonly kind: "no-path" | "all-masked" | "single-element" | "single-removal" | "dead-branch" | "nothing-removed";
  /** The layers it is about. */
  readonly layers: readonly string[];
  /** One sentence. */
  readonly message: string;
}

/** The answer to an {@link InspectQuery}. */
export interface InspectAnswer extends Survival {
  readonly layers: readonly LayerReport[];
  /** Names of the layers that remove, the most important first. */
  readonly ranking: readonly string[];
  readonly findings: readonly Finding[];
  readonly failureBelow: number;
  /**
   * The largest rate that all layers that remove may share while the failure stays below the bound. Sampled answers take as
   * the failure the sum of the layers' `cutProbability`, or the share of cut trials where that is more.
   */
  readonly largestDrop: number;
  /** Sampled answers: cuts by several layers at once that are rarer than this are not seen in so many trials. */
  readonly resolution?: number;
  /** What training will see: as {@link forecast}. */
  readonly forecast: Outlook & { readonly steps: number };
  readonly query: InspectQuery;
  readonly version: string;
}
