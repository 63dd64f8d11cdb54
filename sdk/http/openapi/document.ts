import { version } from "../../engine/version.gen.ts";
import { type Flag, type FlagName, fieldOf, flagOfField } from "../../flags/flags.ts";
import { type CommandName, flagsOf, forms } from "../../flags/forms.ts";
import { readValue } from "../../flags/values.ts";
import { examplesOf } from "../examples.ts";
import { parametersOf, readParameters } from "../parameters.ts";
import { problems } from "../problem.ts";
import { meaningOf } from "../wording.ts";
import { schemas } from "./schemas.gen.ts";

/** A JSON Schema, or another part of the document. */
interface Part {
  readonly [name: string]: unknown;
  readonly properties?: Readonly<Record<string, Part>> | undefined;
}

/** What the API takes and gives, as OpenAPI 3.1. */
export function describeApi(basePath: string): Part {
  const components = JSON.parse(schemas) as Record<string, Part>;
  const names = Object.keys(forms) as CommandName[];
  return {
    openapi: "3.1.0",
    info: {
      title: "percolation",
      version,
      description: "Does a path survive? Percolation of neural networks under dropout, of lattices and of graphs.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: basePath || "/" }],
    paths: {
      "/v1/query": { post: postOperation(names) },
      ...Object.fromEntries(names.map((name) => [`/v1/${name}`, { get: getOperation(name, components) }])),
    },
    components: {
      schemas: { ...withMeanings(components, names), Answer: answer, Problem: problem },
      responses: {
        Answer: { description: "The answer", headers: { ETag: etag }, content: jsonOf("Answer") },
        Problem: { description: "Why there is no answer", content: jsonOf("Problem", "application/problem+json") },
      },
    },
  };
}

const etag = { description: "A hash of query and version", schema: { type: "string" } };

const answer: Part = {
  type: "object",
  properties: { query: { $ref: "#/components/schemas/Query" }, version: { type: "string" } },
  required: ["query", "version"],
};

const problem: Part = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { enum: Object.keys(problems) },
    field: { type: "string" },
    expectation: { type: "string" },
    value: { type: "string" },
  },
  required: ["type", "title", "status", "detail", "code"],
};

function jsonOf(name: string, type = "application/json"): Part {
  return { [type]: { schema: { $ref: `#/components/schemas/${name}` } } };
}

function responsesOf(statuses: readonly number[]): Part {
  return {
    200: { $ref: "#/components/responses/Answer" },
    ...Object.fromEntries(statuses.map((status) => [status, { $ref: "#/components/responses/Problem" }])),
  };
}

function postOperation(names: readonly CommandName[]): Part {
  const examples = names.map((name) => [name, { value: readParameters(name, examplesOf(name)[0] ?? "") }]);
  const content = { schema: { $ref: "#/components/schemas/Query" }, examples: Object.fromEntries(examples) };
  return {
    operationId: "query",
    summary: "Any question, as a JSON query",
    requestBody: { required: true, content: { "application/json": content } },
    responses: responsesOf([400, 413, 415, 422]),
  };
}

function getOperation(name: CommandName, components: Readonly<Record<string, Part>>): Part {
  const example = new URLSearchParams(examplesOf(name)[0]);
  return {
    operationId: name,
    summary: forms[name].meaning,
    parameters: [...parametersOf(name)].map(([flag, form]) =>
      parameterOf(name, flag, form, components, example.get(flag)),
    ),
    responses: {
      ...responsesOf([400, 414, 422]),
      304: { description: "The answer that the request names by its ETag" },
    },
  };
}

function parameterOf(
  name: CommandName,
  flag: FlagName,
  form: Flag,
  components: Readonly<Record<string, Part>>,
  example: string | null,
): Part {
  const field = fieldOf(flag);
  const home = [queryName(name), ...NETWORKS].find((each) => components[each]?.properties?.[field]);
  const place = `#/components/schemas/${home}/properties/${field}${flag === "lattice" ? "/anyOf/0" : ""}`;
  const required = components[queryName(name)]?.required as readonly string[];
  return {
    name: flag,
    in: "query",
    description: meaningOf(form),
    required: home === queryName(name) && required.includes(field),
    explode: false,
    schema: form.kind === "sites" ? { type: "string" } : { $ref: place },
    ...(example === null ? {} : { example: exampleOf(form, example) }),
  };
}

const NETWORKS = ["LayeredNetwork", "RectangularNetwork", "LatticeNetwork"];

/** The value that an example's text stands for. */
function exampleOf({ kind }: Flag, text: string): unknown {
  return kind === "switch" ? true : readValue(kind, text);
}

function queryName(name: CommandName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Query`;
}

/** The same schemas, with what flags say of fields. */
function withMeanings(components: Readonly<Record<string, Part>>, names: readonly CommandName[]): Record<string, Part> {
  const described = { ...components };
  for (const name of names) {
    const table = flagsOf(name);
    const schema = described[queryName(name)];
    const properties = Object.entries(schema?.properties ?? {}).map(([field, property]) => {
      const flag = table.get(flagOfField.get(field) ?? "json");
      return [field, flag && flagOfField.has(field) ? { ...property, description: meaningOf(flag) } : property];
    });
    described[queryName(name)] = { ...schema, properties: Object.fromEntries(properties) };
  }
  return described;
}
