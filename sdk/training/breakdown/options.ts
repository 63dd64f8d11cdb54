import * as v from "valibot";
import { badInput } from "../../errors.ts";
import { asObject, check, integer } from "../../networks/check.ts";
import type { Network } from "../../networks/network.ts";
import { type RectangularShape, rectangular, shapeFields, type UniformRemoval } from "../../networks/rectangular.ts";
import { uniformRemovalFields } from "../../networks/removal.ts";
import type { TrainingData } from "../data.ts";
import { type CheckedTrainingOptions, checkOptions, checkTrainable, type TrainingOptions } from "../options.ts";
import { MOST_STEPS } from "../trainer.ts";

/** How all networks of a breakdown are trained, and on what. */
export interface BreakdownRun extends Omit<TrainingOptions, "masks"> {
  /** Steps of each network, 1..4194304. */
  readonly steps: number;
  /** What they are trained on. Inputs that are 0 count as missing. */
  readonly data: TrainingData;
  /** What they are measured with besides. */
  readonly test?: TrainingData;
}

/** Networks of one width and of several depths; `inputs` and `outputs` are `width` unless given. */
export interface BreakdownDepths extends Omit<RectangularShape, "depth">, UniformRemoval {
  /** Numbers of hidden layers, each in 1..4094. */
  readonly depths: readonly number[];
}

/** Networks of any widths. */
export interface BreakdownNetworks {
  readonly networks: readonly Network[];
}

/** Which networks are trained, and how. */
export type BreakdownOptions = BreakdownRun & (BreakdownDepths | BreakdownNetworks);

const SOME_DEPTHS = "an array of numbers of hidden layers";
const SOME_NETWORKS = "an array of networks";

const runFields = {
  steps: integer(1, MOST_STEPS),
  // Looked at with the networks they are for.
  data: v.custom<TrainingData>((value) => value !== undefined, "data"),
  test: v.optional(v.custom<TrainingData>(() => true)),
};
const depthsSchema = v.strictObject({
  ...shapeFields,
  depths: v.pipe(v.array(integer(1, 4094), SOME_DEPTHS), v.minLength(1, SOME_DEPTHS)),
  ...uniformRemovalFields,
});
const networksSchema = v.strictObject({
  networks: v.pipe(
    v.array(
      v.custom<Network>(() => true),
      SOME_NETWORKS,
    ),
    v.minLength(1, SOME_NETWORKS),
  ),
});
const runSchema = v.strictObject(runFields);

/** Everything that a breakdown depends on. */
export interface CheckedBreakdown {
  readonly networks: readonly Network[];
  readonly steps: number;
  readonly data: TrainingData;
  readonly test: TrainingData | undefined;
  readonly training: CheckedTrainingOptions;
}

const named = (schema: { readonly entries: object }) => new Set(Object.keys(schema.entries));
const [ofDepths, ofNetworks, ofRuns] = [named(depthsSchema), named(networksSchema), named(runSchema)];

/** Options of all kinds, each checked by its own schema. */
export function checkBreakdown(options: BreakdownOptions): CheckedBreakdown {
  const fields = Object.entries(asObject(options, "options"));
  const pick = (isOf: (name: string) => boolean) => Object.fromEntries(fields.filter(([name]) => isOf(name)));
  const isGiven = "networks" in options;
  const shape = pick((name) => (isGiven ? ofNetworks : ofDepths).has(name));
  const { steps, data, test } = check(
    runSchema,
    pick((name) => ofRuns.has(name)),
    "options",
  );
  const rest = pick((name) => !ofRuns.has(name) && !(name in shape));
  const training = checkOptions(rest as TrainingOptions);
  if (training.masks !== "drawn") throw badInput("options.masks", '"drawn": open paths are counted', training.masks);
  return { networks: isGiven ? givenNetworks(shape) : deepNetworks(shape), steps, data, test, training };
}

function givenNetworks(shape: object): readonly Network[] {
  const { networks } = check(networksSchema, shape, "options");
  return networks.map((network) => checkTrainable(network));
}

function deepNetworks(shape: object): readonly Network[] {
  const { depths, width, inputs = width, outputs = width, ...rates } = check(depthsSchema, shape, "options");
  if (new Set(depths).size < depths.length) throw badInput("options.depths", "depths that differ", depths);
  return depths.map((depth) => rectangular({ width, depth, inputs, outputs }, rates as UniformRemoval));
}
