import { version } from "percolation";
import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { get, post, send } from "./exchange.ts";

const handler = createHandler();
const DEPTH = "/v1/depth?width=8&drop-sites=0.5";
const depth = { ask: "depth", width: 8, dropSites: 0.5 };

test("a query by GET is answered as JSON", async () => {
  const { status, headers, text } = await get(handler, DEPTH);
  expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
  expect(JSON.parse(text)).toMatchObject({ depth: 178, query: depth, version });
});

test("a query by POST is answered with the same bytes, and its ETag", async () => {
  const [gotten, posted] = [await get(handler, DEPTH), await post(handler, depth)];
  expect(posted).toMatchObject({ status: 200, text: gotten.text });
  expect(posted.headers.get("etag")).toBe(gotten.headers.get("etag"));
});

test("HEAD gives the headers of GET without the answer", async () => {
  const [head, full] = [await send(handler, DEPTH, { method: "HEAD" }), await get(handler, DEPTH)];
  expect([head.status, head.text]).toEqual([200, ""]);
  expect([...head.headers]).toEqual([...full.headers]);
});

test("healthz says that it answers, and by which version", async () => {
  const { status, headers, text } = await get(handler, "/healthz");
  expect([status, headers.get("cache-control"), JSON.parse(text)]).toEqual([
    200,
    "no-store",
    { status: "ok", version },
  ]);
});

test.each([
  ["/v1/query", "POST, OPTIONS"],
  ["/v1/path", "GET, HEAD, OPTIONS"],
  ["/", "GET, HEAD, OPTIONS"],
  ["/healthz", "GET, HEAD, OPTIONS"],
  ["/openapi.json", "GET, HEAD, OPTIONS"],
  ["/problems/not-found", "GET, HEAD, OPTIONS"],
])("%s allows %s", async (place, allowed) => {
  const options = await send(handler, place, { method: "OPTIONS" });
  expect([options.status, options.text, options.headers.get("allow")]).toEqual([204, "", allowed]);
  for (const method of ["PUT", "DELETE", "PATCH", "PROPFIND", allowed.startsWith("POST") ? "GET" : "POST"]) {
    const { status, headers, text } = await send(handler, place, { method });
    expect([status, headers.get("allow")]).toEqual([405, allowed]);
    expect(JSON.parse(text)).toMatchObject({ code: "method-not-allowed", status: 405 });
  }
});

test.each([
  "/v1",
  "/v1/",
  "/v1/nothing",
  "/v1/__proto__",
  "/v1/constructor",
  "/v1/path/x",
  "/v1/depth/?width=8&drop-sites=0.5",
  "/healthz/",
  "/nothing",
  "/problems/none",
  "/v1/convert",
])("there is nothing at %s", async (place) => {
  const { status, text } = await get(handler, place);
  expect(status).toBe(404);
  expect(JSON.parse(text)).toMatchObject({ type: "/problems/not-found", code: "not-found" });
});

describe("below a base path", () => {
  const below = createHandler({ basePath: "/some/where/" });

  test.each(["/v1/depth?width=8&drop-sites=0.5", "/healthz", "/openapi.json", "", "/problems/too-long"])(
    "%s is there",
    async (place) => {
      expect((await get(below, `/some/where${place}`)).status).toBe(200);
      expect((await get(below, place || "/")).status).toBe(404);
    },
  );

  test("problems and locations lead there", async () => {
    const { text } = await get(below, "/some/where/v1/depth");
    expect(JSON.parse(text).type).toBe("/some/where/problems/invalid-input");
    const location = (await post(below, depth)).status;
    expect(location).toBe(404);
    const posted = await send(below, "/some/where/v1/query", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(depth),
    });
    expect((await get(below, posted.headers.get("content-location") ?? "")).text).toBe(posted.text);
  });
});

test.each([
  [{ workLimit: 0 }, "options.workLimit: expected a number above 0, got 0"],
  [{ workLimit: Number.NaN }, "options.workLimit: expected a number above 0, got NaN"],
  [{ bodyLimit: -1 }, "options.bodyLimit: expected a number from 0 on, got -1"],
  [{ answerLimit: Number.NaN }, "options.answerLimit: expected a number from 0 on, got NaN"],
  [
    { cors: "http://a.example" },
    'options.cors: expected "*" or an array of origins such as "https://example.org", got "http://a.example"',
  ],
  [{ cors: ["http://a.example/"] }, 'options.cors: expected "*" or an array of origins'],
  [{ cors: ["a.example"] }, 'options.cors: expected "*" or an array of origins'],
  [{ basePath: "x" }, 'options.basePath: expected a path such as "/percolation", got "x"'],
  [{ basePath: "/:ask" }, 'options.basePath: expected a path such as "/percolation", got "/:ask"'],
])("options %# are refused", (options, message) => {
  expect(() => createHandler(options as never)).toThrow(message);
});
