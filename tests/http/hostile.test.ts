import fc from "fast-check";
import { createHandler } from "percolation/http";
import { expect, test } from "vitest";
import { answer } from "../../sdk/queries/ask.ts";
import { toJson } from "../../sdk/queries/json.ts";
import type { Attempt } from "./arbitrary-attempts.ts";
import { anyRequest } from "./arbitrary-requests.ts";
import { get, post, type Reply, replyOf } from "./exchange.ts";

const REQUESTS = Number(process.env.FUZZ ?? 20_000);

/** Far above what the limit of work allows: what takes longer hangs. */
const HANGS = 5_000;

const handler = createHandler({ workLimit: 2e7, bodyLimit: 2 ** 18, cors: ["http://a.example"] });

/** What every response must be, whatever was asked. */
async function checkReply(reply: Reply, { init }: Attempt): Promise<void> {
  const { status, headers, text } = reply;
  expect(status).toBeLessThan(500);
  if (status === 304 || status === 204 || init.method === "HEAD") return expect(text).toBe("");
  const type = headers.get("content-type");
  if (status >= 400) {
    expect(type).toBe("application/problem+json");
    const problem = JSON.parse(text);
    expect(problem).toMatchObject({ status, type: `/problems/${problem.code}` });
    expect((await get(handler, problem.type)).status).toBe(200);
    return;
  }
  expect(status).toBe(200);
  if (type !== "application/json" || headers.get("etag") === null || !text.includes('"query"')) return;
  const { query } = JSON.parse(text);
  if (query === undefined) return;
  // The canonical form asks the same, and the SDK gives the same bytes, in which no NaN hides as null.
  const found = answer(query);
  expect(toJson(found)).toBe(text);
  expect(findNaN(found)).toBe("");
}

/** What is documented as NaN, null in JSON, where there is no such number. */
const UNDEFINED = [".relativeSecondMoment", ".log10RelativeSecondMoment"];

/** Where a NaN is. */
function findNaN(value: unknown, at = ""): string {
  if (typeof value === "number") return Number.isNaN(value) && !UNDEFINED.includes(at) ? at || "answer" : "";
  if (typeof value !== "object" || value === null) return "";
  const entries: [string, unknown][] = ArrayBuffer.isView(value)
    ? [...(value as Uint8Array).entries()].map(([key, each]) => [String(key), each])
    : Object.entries(value);
  for (const [key, each] of entries) {
    const found = findNaN(each, `${at}.${key}`);
    if (found) return found;
  }
  return "";
}

test(`${REQUESTS} hostile requests get an answer or a problem of their own making, and none hangs`, {
  timeout: 900_000,
}, async () => {
  const statuses = new Map<number, number>();
  let done = 0;
  await fc.assert(
    fc.asyncProperty(anyRequest, async (attempt) => {
      const request = requestOf(attempt);
      if (request === undefined) return;
      const start = performance.now();
      const reply = await replyOf(await handler.fetch(request));
      expect(performance.now() - start).toBeLessThan(HANGS);
      await checkReply(reply, attempt);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      if (++done % 500 === 0) await checkSense();
    }),
    { numRuns: REQUESTS, verbose: false },
  );
  await checkSense();
  // Requests that all went wrong in the same way would have shown nothing.
  expect([...statuses.keys()].sort()).toEqual([200, 204, 304, 400, 404, 405, 413, 415, 422]);
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 10);
});

/** The request, unless it is none that can be sent. */
function requestOf({ place, init }: Attempt): Request | undefined {
  try {
    return new Request(`http://localhost${place}`, init);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return undefined;
  }
}

/** The handler answers as before. */
async function checkSense(): Promise<void> {
  const { text } = await get(handler, "/v1/depth?width=8&drop-sites=0.5");
  expect(JSON.parse(text).depth).toBe(178);
  const { text: posted } = await post(handler, {
    ask: "path",
    network: { kind: "layered", widths: [2, 2, 2], dropBonds: 0.5 },
  });
  expect(JSON.parse(posted).probability).toBe(0.80859375);
}
