import { createRequire } from "node:module";
import { Validator } from "@seriousme/openapi-schema-validator";
import fc from "fast-check";
import { createHandler } from "percolation/http";
import { beforeAll, describe, expect, test } from "vitest";
import { forms } from "../../sdk/flags/forms.ts";
import { parametersOf } from "../../sdk/http/parameters.ts";
import { prepare } from "../../sdk/queries/ask.ts";
import { anyQuery } from "./arbitrary-queries.ts";
import { get, post } from "./exchange.ts";

interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly schema: object;
  readonly required: boolean;
  readonly explode: boolean;
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, object>>;
  readonly requestBody: {
    readonly content: Readonly<Record<string, { readonly examples: Readonly<Record<string, { value: object }>> }>>;
  };
}

interface Api {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>>;
  };
}

const handler = createHandler();
const api: Api = JSON.parse((await get(handler, "/openapi.json")).text);
const names = Object.keys(forms) as (keyof typeof forms)[];

/** The validator's own validator of JSON Schemas. */
const Ajv = createRequire(import.meta.resolve("@seriousme/openapi-schema-validator"))("ajv/dist/2020.js");

/** Why a value is not of a component; nothing when it is. */
const failuresOf = (() => {
  const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
  ajv.addSchema(api, "api");
  return (component: string, value: unknown): readonly object[] => {
    const validate = ajv.getSchema(`api#/components/schemas/${component}`);
    return validate(value) ? [] : validate.errors;
  };
})();

test("the description is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(api)));
  expect(errors).toBeUndefined();
  expect([valid, api.openapi]).toEqual([true, "3.1.0"]);
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(references.length).toBeGreaterThan(100);
  for (const path of new Set(references)) {
    const found = path.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], api);
    expect(found, path).toBeTypeOf("object");
  }
});

test("it is of every question, by POST and by GET, below the base path", async () => {
  expect(Object.keys(api.paths).sort()).toEqual(["/v1/query", ...names.map((name) => `/v1/${name}`)].sort());
  const below = JSON.parse((await get(createHandler({ basePath: "/p" }), "/p/openapi.json")).text);
  expect([api.servers, below.servers]).toEqual([[{ url: "/" }], [{ url: "/p" }]]);
});

describe("examples", () => {
  const { examples } = api.paths["/v1/query"]?.post?.requestBody.content["application/json"] ?? {};

  test.each(names)("of %s by POST are answered, and are what the schema says", async (name) => {
    const query = examples?.[name]?.value;
    expect(query).toMatchObject({ ask: name });
    const { status, text } = await post(handler, query);
    expect(status).toBe(200);
    expect(failuresOf("Query", query)).toEqual([]);
    expect(failuresOf("Answer", JSON.parse(text))).toEqual([]);
  });

  test.each(names)("of %s by GET are answered: its parameters as their style writes them", async (name) => {
    const parameters = api.paths[`/v1/${name}`]?.get?.parameters ?? [];
    const written = parameters.flatMap(({ name: parameter, example, explode }) => {
      expect(explode).toBe(false);
      return example === undefined ? [] : [`${parameter}=${String(example)}`];
    });
    expect(written.length).toBeGreaterThan(0);
    const gotten = await get(handler, `/v1/${name}?${written.join("&")}`);
    expect(gotten.text).toBe((await post(handler, examples?.[name]?.value)).text);
  });
});

test.each(names)("the parameters of %s are those that are read, each with its meaning", async (name) => {
  const { parameters = [] } = api.paths[`/v1/${name}`]?.get ?? {};
  expect(parameters.map((each) => each.name)).toEqual([...parametersOf(name).keys()]);
  for (const { description } of parameters) expect(description).toMatch(/^[^-]{2}(?!.*--)/);
  // Without one that is required there is no answer.
  const query = parameters.filter(({ example }) => example !== undefined);
  for (const { name: left } of parameters.filter(({ required }) => required)) {
    const rest = query.filter((each) => each.name !== left).map((each) => `${each.name}=${String(each.example)}`);
    expect((await get(handler, `/v1/${name}?${rest.join("&")}`)).status).toBe(400);
  }
});

test("every status that is described is one that comes", async () => {
  for (const { get: operation, post: other } of Object.values(api.paths)) {
    const expected = operation ? ["200", "304", "400", "414", "422"] : ["200", "400", "413", "415", "422"];
    expect(Object.keys((operation ?? other)?.responses ?? {}).sort()).toEqual(expected);
  }
});

test("problems are what the schema says", async () => {
  for (const place of [
    "/v1/path",
    "/nothing",
    "/v1/path?width=1&depth=1e30",
    "/v1/masks?lattice=square&size=40000,40000",
  ]) {
    const { status, text } = await get(handler, place);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(failuresOf("Problem", JSON.parse(text))).toEqual([]);
  }
});

describe("the schemas", () => {
  test("take every query that the SDK takes, as it is given and in canonical form", () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const isRight = isTaken(query);
        fc.pre(isRight);
        expect(failuresOf("Query", query)).toEqual([]);
        expect(failuresOf("Query", JSON.parse(JSON.stringify(prepare(query).query)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, object]>([
    ["an unknown question", { ask: "nothing" }],
    ["an unknown field", { ask: "depth", width: 8, dropSites: 0.5, what: 1 }],
    ["a missing field", { ask: "depth", dropSites: 0.5 }],
    ["a rate beyond 1", { ask: "depth", width: 8, dropSites: 1.5 }],
    ["half a neuron", { ask: "depth", width: 8.5 }],
    ["a network of another kind", { ask: "sweep", kind: "bond", network: { kind: "layered", widths: [2, 2] } }],
    ["an unknown lattice", { ask: "clusters", network: { kind: "lattice", cell: "round", size: [2, 2] } }],
    [
      "an unknown layer",
      { ask: "path", network: { kind: "model", layers: [{ type: "input", shape: [2] }, { type: "soft" }] } },
    ],
    ["a level of 1", { ask: "depth", width: 8, level: 1 }],
    ["a seed in words", { ask: "masks", network: { kind: "layered", widths: [2, 2] }, seed: "seven" }],
  ])("refuse what the SDK refuses: %s", (_, query) => {
    expect(isTaken(query)).toBe(false);
    expect(failuresOf("Query", query)).not.toEqual([]);
  });

  beforeAll(() => expect(Object.keys(api.components.schemas).length).toBeGreaterThan(40));
});

function isTaken(query: object): boolean {
  try {
    prepare(query);
    return true;
  } catch {
    return false;
  }
}
