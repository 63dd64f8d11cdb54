// JSON Schemas of queries and networks, made of the schemas that check them. Run when the package is built, see embed.mjs.
import { type ConversionConfig, type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import type { NetworkKind } from "../../flags/form.ts";
import { type CommandName, forms } from "../../flags/forms.ts";
import { namedLattices } from "../../networks/cells.ts";
import { graphSchema } from "../../networks/graph.ts";
import { cellSchema, latticeSchema } from "../../networks/lattice.ts";
import { layeredSchema } from "../../networks/layered.ts";
import { modelSchema } from "../../networks/model/model.ts";
import { layerTypes, schemaOf } from "../../networks/model/schemas.ts";
import { rectangularSchema } from "../../networks/rectangular.ts";
import { bottleneckSchema } from "../../queries/bottleneck.ts";
import { clusterSchema } from "../../queries/clusters.ts";
import { criticalSchema } from "../../queries/critical.ts";
import { curveSchema } from "../../queries/curve.ts";
import { depthSchema } from "../../queries/depth.ts";
import { forecastSchema } from "../../queries/forecast.ts";
import { inspectSchema } from "../../queries/inspect.ts";
import { maskSchema } from "../../queries/masks.ts";
import { pathSchema } from "../../queries/path.ts";
import { pathCountSchema } from "../../queries/paths.ts";
import { reachSchema } from "../../queries/reach.ts";
import { sweepSchema } from "../../queries/sweep-query.ts";
import { thresholdSchema } from "../../queries/threshold.ts";

const queries = {
  path: pathSchema,
  curve: curveSchema,
  critical: criticalSchema,
  depth: depthSchema,
  reach: reachSchema,
  bottleneck: bottleneckSchema,
  paths: pathCountSchema,
  masks: maskSchema,
  forecast: forecastSchema,
  inspect: inspectSchema,
  sweep: sweepSchema,
  clusters: clusterSchema,
  threshold: thresholdSchema,
} as const satisfies Record<CommandName, v.GenericSchema>;

const networks = {
  layered: layeredSchema,
  rectangular: rectangularSchema,
  model: modelSchema,
  lattice: latticeSchema,
  graph: graphSchema,
} as const;

const networksOf: Readonly<Record<NetworkKind, readonly (keyof typeof networks)[]>> = {
  // Queries of layers take models that are chains of dense layers.
  layers: ["layered", "rectangular", "model"],
  models: ["model"],
  media: ["lattice", "graph"],
};

/** Values of every type that JSON has: a schema that depends on its input shows itself to these. */
const SAMPLES = [0, "", [], {}, null, true];

/** What valibot's functions decide, as JSON Schema; by their messages, since that is all that is known of them. */
const CUSTOM: readonly (readonly [start: string, JsonSchema])[] = [
  [
    "an integer in 0..18446744073709551615",
    {
      anyOf: [
        { type: "integer", minimum: 0 },
        { type: "string", pattern: "^\\d{1,20}$" },
      ],
    },
  ],
  ["an array of elements", { type: "array", items: { type: "integer", minimum: 0 } }],
  ['one of "square"', { anyOf: [{ enum: Object.keys(namedLattices) }, { $ref: refTo("unit", "Cell") }] }],
];

const CONFIG: ConversionConfig = {
  target: "draft-2020-12",
  errorMode: "ignore",
  overrideSchema({ valibotSchema: schema }) {
    if (schema.type === "union") return withoutBytes(schema as v.UnionSchema<v.GenericSchema[], undefined>);
    if (schema.type === "lazy") return anyOf((schema as v.LazySchema<v.GenericSchema>).getter);
    if (schema.type !== "custom") return undefined;
    const { message } = schema as unknown as { readonly message: string };
    return CUSTOM.find(([start]) => message.startsWith(start))?.[1];
  },
};

function anyOf(getter: (input: unknown) => v.GenericSchema): JsonSchema {
  const found = new Map(SAMPLES.map((sample) => convert(getter(sample))).map((each) => [JSON.stringify(each), each]));
  const [first = {}, ...others] = found.values();
  return others.length === 0 ? first : { anyOf: [...found.values()] };
}

/** A union without what JSON cannot hold; undefined where it can hold all. */
function withoutBytes({ options }: v.UnionSchema<v.GenericSchema[], undefined>): JsonSchema | undefined {
  const [first, ...others] = options.filter(({ type }) => type !== "instance");
  return first && others.length === 0 ? convert(first) : undefined;
}

function convert(schema: v.GenericSchema): JsonSchema {
  const { $schema: _draft, $defs: _definitions, ...converted } = toJsonSchema(schema, CONFIG);
  return converted;
}

/** The name of a component: `conv1d` and `Layer` are `Conv1dLayer`. */
function componentName(name: string, kind: string): string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [...words, kind].join("");
}

function refTo(name: string, kind: string): string {
  return `#/components/schemas/${componentName(name, kind)}`;
}

/** One of several components, told apart by a field. */
function oneOf(names: readonly string[], kind: string, propertyName: string): JsonSchema {
  const mapping = Object.fromEntries(names.map((name) => [name, refTo(name, kind)]));
  return {
    oneOf: names.map((name) => ({ $ref: refTo(name, kind) })),
    discriminator: { propertyName, mapping },
  } as JsonSchema;
}

function withProperty(schema: JsonSchema, name: string, property: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}

function querySchema(name: CommandName): JsonSchema {
  const schema = convert(queries[name]);
  const kinds = [...new Set(forms[name].takes.flatMap((kind) => networksOf[kind]))];
  return kinds.length === 0 ? schema : withProperty(schema, "network", oneOf(kinds, "Network", "kind"));
}

function networkSchema(name: keyof typeof networks): JsonSchema {
  const schema = convert(networks[name]);
  if (name !== "model") return schema;
  const items = { anyOf: layerTypes.map((type) => ({ $ref: refTo(type, "Layer") })) };
  const layers = { ...(schema.properties?.layers as JsonSchema), items };
  return withProperty(schema, "layers", layers);
}

/** The schemas of all queries, networks and layers, as components of an OpenAPI document. */
export function componentSchemas(): Record<string, JsonSchema> {
  const entries = <Name extends string>(names: readonly Name[], kind: string, schema: (name: Name) => JsonSchema) =>
    names.map((name) => [componentName(name, kind), schema(name)] as const);
  const asks = Object.keys(queries) as CommandName[];
  return Object.fromEntries([
    ["Query", oneOf(asks, "Query", "ask")],
    ...entries(asks, "Query", querySchema),
    ...entries(Object.keys(networks) as (keyof typeof networks)[], "Network", networkSchema),
    ...entries(["unit"], "Cell", () => convert(cellSchema)),
    ...entries(layerTypes, "Layer", (type) => convert(schemaOf(type))),
  ]);
}
