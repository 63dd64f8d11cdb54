import * as v from "valibot";
import { integer, name, probability } from "../check.ts";
import type { LayerType } from "./layer-types.ts";

// One strict schema for each type of layer. What depends on the shapes a layer reads is checked in shapes/.

/** The largest size of an axis. */
export const MAX_SIZE = 2 ** 24;

const size = integer(1, MAX_SIZE);
const index = integer(0, MAX_SIZE);
const SIZES = "an integer or an array of 1..3 of them, each in";

function perAxis(low: number, high: number) {
  const expected = `${SIZES} ${low}..${high}`;
  const one = v.pipe(v.number(expected), v.integer(expected), v.minValue(low, expected), v.maxValue(high, expected));
  const several = v.pipe(v.array(one, expected), v.minLength(1, expected), v.maxLength(3, expected));
  return v.lazy((input) => (Array.isArray(input) ? several : one));
}

function list(of: v.GenericSchema<number>, low: number, high: number, expected: string) {
  return v.pipe(v.array(of, expected), v.minLength(low, expected), v.maxLength(high, expected));
}

const sizes = list(size, 1, 6, "an array of 1..6 sizes");
const axes = list(integer(0, 5), 0, 6, "an array of axes");
const kernel = perAxis(1, 65536);
const PADDING = 'a number, "same", "valid", or one number or pair for each axis of space';
const amount = integer(0, 65536);
const pair = v.tuple([amount, amount], "a pair of integers in 0..65536");
const paddingEntry = v.lazy((input) => (Array.isArray(input) ? pair : amount));
const padding = v.lazy((input) => {
  if (Array.isArray(input)) return v.pipe(v.array(paddingEntry), v.minLength(1, PADDING), v.maxLength(3, PADDING));
  return typeof input === "string" ? v.picklist(["same", "valid"], PADDING) : v.pipe(v.number(PADDING), amount);
});

const flag = v.boolean("true or false");
const text = v.pipe(v.string("a text"), v.maxLength(200, "a text of at most 200 characters"));
const removal = { drop: v.optional(probability), keep: v.optional(probability) };
const BITS = "a base64 bitset or its bytes";
const bits = v.union([v.string(), v.instance(Uint8Array)], BITS);
const CONNECTIONS = `${BITS}, { offsets, columns }, or null`;
const numbers = v.array(integer(0, 2 ** 32 - 1), "an array of integers");
const rows = v.strictObject({ offsets: numbers, columns: numbers }, CONNECTIONS);
const connections = v.optional(
  v.lazy((input) => {
    if (input === null) return v.null(CONNECTIONS);
    return typeof input === "object" && !(input instanceof Uint8Array) ? rows : bits;
  }),
);
const weights = { dropBonds: v.optional(probability), keepBonds: v.optional(probability), connections };
const windows = {
  kernel,
  stride: v.optional(kernel),
  padding: v.optional(padding),
  dilation: v.optional(kernel),
};
const convolution = {
  channels: size,
  ...windows,
  groups: v.optional(size),
  transposed: v.optional(flag),
  outputPadding: v.optional(perAxis(0, 65536)),
  ...weights,
};
const paddingPairs = v.pipe(v.array(pair, "an array of pairs"), v.minLength(1, "a pair for each axis"));

/** The fields of each type besides `type`, `name` and `from`. */
const fields = {
  input: { shape: sizes },
  dense: { units: size, ...weights },
  conv1d: convolution,
  conv2d: convolution,
  conv3d: convolution,
  pool: { ...windows, ceil: v.optional(flag) },
  "global-pool": {},
  reduce: { axes, keepAxes: v.optional(flag) },
  flatten: {},
  reshape: { shape: sizes },
  transpose: { axes },
  upsample: {
    scale: v.optional(perAxis(1, 65536)),
    size: v.optional(sizes),
    mode: v.optional(name("nearest", "linear")),
  },
  pad: { padding: paddingPairs },
  add: {},
  multiply: {},
  concat: { axis: v.optional(integer(0, 5)) },
  slice: { axis: v.optional(integer(0, 5)), start: index, end: index, step: v.optional(size) },
  attention: {
    heads: size,
    valueHeads: v.optional(size),
    queries: v.optional(size),
    causal: v.optional(flag),
    dropAttention: v.optional(probability),
    keepAttention: v.optional(probability),
  },
  embedding: { features: size },
  activation: { function: v.optional(text) },
  normalization: {},
  dropout: { ...removal, shared: v.optional(axes) },
  "channel-dropout": removal,
  "drop-block": { ...removal, size: kernel, sharedChannels: v.optional(flag) },
  "stochastic-depth": { ...removal, per: v.optional(name("step", "sample")) },
  mask: { elements: bits },
} satisfies Record<LayerType, v.ObjectEntries>;

export const layerTypes = Object.keys(fields) as LayerType[];

const NAME = "a name of 1..200 characters";
const layerName = v.pipe(v.string(NAME), v.minLength(1, NAME), v.maxLength(200, NAME));
const FROM = "the name of a layer or an array of at most 65536 of them";
const from = v.lazy((input) =>
  Array.isArray(input) ? v.pipe(v.array(layerName, FROM), v.maxLength(65536, FROM)) : v.string(FROM),
);

const schemas = new Map<LayerType, ReturnType<typeof makeSchema>>();

function makeSchema(type: LayerType) {
  const own: v.ObjectEntries = fields[type];
  return v.strictObject({ type: v.literal(type), name: v.optional(layerName), from: v.optional(from), ...own });
}

/** The schema of layers of one type. */
export function schemaOf(type: LayerType): ReturnType<typeof makeSchema> {
  const known = schemas.get(type) ?? makeSchema(type);
  schemas.set(type, known);
  return known;
}
