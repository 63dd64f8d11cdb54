import { ask, PercolationError, type Query } from "percolation";
import { createHandler } from "percolation/http";
import { describe, expect, test, vi } from "vitest";
import { documentOf, problems } from "../../sdk/http/problem.ts";
import { get, post } from "./exchange.ts";

const handler = createHandler();

/** The error of the SDK for the same query. */
function errorOf(query: unknown): PercolationError {
  try {
    ask(query as Query);
  } catch (error) {
    expect(error).toBeInstanceOf(PercolationError);
    return error as PercolationError;
  }
  throw new Error("expected an error, got none");
}

test.each([
  [400, { ask: "depth", width: 0 }],
  [400, { ask: "depth", width: 8, dropSites: 0.5, what: 1 }],
  [400, { ask: "path" }],
  [400, { ask: "path", network: { kind: "layered", widths: [2, "x, got y"] } }],
  [400, { ask: "nothing" }],
  [422, { ask: "path", method: "exact", network: { kind: "layered", widths: [2, 2], connections: ["AQ=="] } }],
  [422, { ask: "clusters", network: { kind: "lattice", cell: "square", size: [100000, 100000] } }],
])("%i for %j says what the SDK says, in parts and as a whole", async (status, query) => {
  const error = errorOf(query);
  const { status: found, headers, text } = await post(handler, query);
  const problem = JSON.parse(text);
  expect([found, headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(problem).toMatchObject({ status, code: error.code, detail: error.message, field: error.field });
  expect(`${problem.field}: expected ${problem.expectation}, got ${problem.value}`).toBe(error.message);
  expect(problem.expectation).not.toContain(", got ");
  expect(problem.title).toBe(problems[error.code].title);
});

test.each(Object.entries(problems))(
  "the type %s leads to its meaning in words",
  async (code, { status, title, meaning }) => {
    const { text, headers } = await get(handler, `/problems/${code}`);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(text).toBe(`${title} (${code}, status ${status})\n\n${meaning}\n`);
  },
);

test("an engine that cannot run is a fault of the server, 503", () => {
  const error = new PercolationError("engine-unavailable", "WebAssembly is blocked here");
  expect(documentOf(error, "")).toMatchObject({ status: 503, code: "engine-unavailable", detail: error.message });
});

describe("what nobody expects", () => {
  test.each([new Error("secret"), new RangeError("secret"), "secret", undefined])(
    "%s is told as 500 without its words",
    (thrown) => {
      const document = documentOf(thrown, "");
      expect(document).toMatchObject({ status: 500, code: "internal", type: "/problems/internal" });
      expect(JSON.stringify(document)).not.toContain("secret");
    },
  );

  test("does not leave the handler, which tells who runs it", async () => {
    const heard: unknown[] = [];
    const watched = createHandler({ onError: (error) => heard.push(error) });
    const secret = new Error("secret");
    const query = {
      get ask() {
        throw secret;
      },
    };
    const parse = vi.spyOn(JSON, "parse").mockReturnValue(query);
    const { status, text } = await post(watched, "{}");
    parse.mockRestore();
    expect([status, heard]).toEqual([500, [secret]]);
    expect(text).not.toContain("secret");
    expect(JSON.parse(text)).toMatchObject({ code: "internal", type: "/problems/internal" });
  });

  test("is nothing of what requests do", async () => {
    const heard: unknown[] = [];
    const watched = createHandler({ onError: (error) => heard.push(error) });
    for (const each of ["/nothing", "/v1/path", "/v1/path?width=0"]) await get(watched, each);
    await post(watched, "[");
    expect(heard).toEqual([]);
  });
});
