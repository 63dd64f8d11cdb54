import { createHash } from "node:crypto";
import fc from "fast-check";
import { version } from "percolation";
import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { AnswerCache } from "../../sdk/http/answers.ts";
import { prepare } from "../../sdk/queries/ask.ts";
import { canonicalText, hashOf } from "../../sdk/queries/hash.ts";
import { sha256 } from "../../sdk/queries/sha256.ts";
import { anyQuery } from "./arbitrary-queries.ts";
import { get, post, send } from "./exchange.ts";

const handler = createHandler();
const DEPTH = "/v1/depth?width=8&drop-sites=0.5";

describe("the hash of a query", () => {
  test("is SHA-256, as another program computes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
      }),
      { numRuns: 1000 },
    );
    const long = "percolation ".repeat(100_000);
    expect(sha256(long)).toBe(createHash("sha256").update(long).digest("hex"));
  });

  test("is of the version and the canonical text, whose fields are sorted", () => {
    const { query } = prepare({ width: 8, dropSites: 0.5, ask: "depth" });
    const text = '{"ask":"depth","dropSites":0.5,"inputs":8,"level":0.5,"outputs":8,"width":8}';
    expect(canonicalText(query)).toBe(text);
    expect(hashOf(query)).toBe(createHash("sha256").update(`${version}\n${text}`).digest("hex").slice(0, 32));
  });

  test("does not depend on the order of fields, nor do the bytes of the answer", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const [one, other] = [await post(handler, query), await post(handler, reversed(query))];
        expect(other.text).toBe(one.text);
        expect(other.headers.get("etag")).toBe(one.headers.get("etag"));
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on defaults that are written out", async () => {
    const short = await get(handler, DEPTH);
    const long = await get(handler, `${DEPTH}&inputs=8&outputs=8&level=0.5`);
    expect(long.text).toBe(short.text);
    expect(long.headers.get("etag")).toBe(short.headers.get("etag"));
  });

  test("differs for queries whose answers differ", async () => {
    const places = [
      "width=8&drop-sites=0.5",
      "width=8&keep-sites=0.5",
      "width=8&drop-bonds=0.5",
      "width=9&drop-sites=0.5",
    ];
    const replies = await Promise.all(places.map((each) => get(handler, `/v1/depth?${each}`)));
    expect(new Set(replies.map(({ headers }) => headers.get("etag"))).size).toBe(places.length);
  });
});

/** The same value with the fields of its objects the other way round. */
function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, reversed(each)]),
  );
}

describe("caches", () => {
  test("may keep an answer by GET forever", async () => {
    const { headers } = await get(handler, DEPTH);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
    expect(headers.get("vary")).toBeNull();
  });

  test("keep no answer by POST, which says by what URL it may be kept", async () => {
    const { headers, text } = await post(handler, { ask: "depth", width: 8, dropSites: 0.5 });
    expect(headers.get("cache-control")).toBe("no-store");
    const location = headers.get("content-location") ?? "";
    expect(location).toBe("/v1/depth?width=8&inputs=8&outputs=8&drop-sites=0.5&level=0.5");
    expect((await get(handler, location)).text).toBe(text);
  });

  test("keep no problem", async () => {
    expect((await get(handler, "/v1/depth?width=0")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("If-None-Match", async () => {
  const etag = (await get(handler, DEPTH)).headers.get("etag") ?? "";

  test.each(["*", etag, `W/${etag}`, `"x", ${etag}`, `"x",W/${etag} , "y"`, ` ${etag} `])(
    "%s is answered by 304",
    async (tag) => {
      for (const method of ["GET", "HEAD"]) {
        const { status, headers, text } = await send(createHandler(), DEPTH, {
          method,
          headers: { "If-None-Match": tag },
        });
        expect([status, text]).toEqual([304, ""]);
        expect(headers.get("etag")).toBe(etag);
        expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
        expect(headers.get("content-type")).toBeNull();
      }
    },
  );

  test.each(['"x"', etag.slice(1, -1), etag.toUpperCase(), `${etag}x`, "", ",", `w/${etag}`])(
    "%s is answered in full",
    async (tag) => {
      expect((await get(createHandler(), DEPTH, { "If-None-Match": tag })).status).toBe(200);
    },
  );

  test("is heard whether the answer is known already or not", async () => {
    const fresh = createHandler();
    for (let time = 0; time < 2; time++) {
      expect((await get(fresh, DEPTH, { "If-None-Match": etag })).status).toBe(304);
      expect((await get(fresh, DEPTH)).status).toBe(200);
    }
  });

  test("does not make a wrong query right", async () => {
    expect((await get(handler, "/v1/depth?width=0", { "If-None-Match": "*" })).status).toBe(400);
  });

  test("is not asked of POST, whose place has no answer of its own", async () => {
    const query = { ask: "depth", width: 8, dropSites: 0.5 };
    expect((await post(handler, query, { "If-None-Match": etag })).status).toBe(200);
  });

  test.each(["/", "/openapi.json", "/problems/not-found"])("spares %s too", async (place) => {
    const { headers } = await get(handler, place);
    expect(headers.get("cache-control")).toBe("public, max-age=3600");
    const again = await get(handler, place, { "If-None-Match": headers.get("etag") ?? "" });
    expect([again.status, again.text]).toEqual([304, ""]);
  });
});

describe("answers that are kept", () => {
  const ready = (body: string) => ({ etag: '"x"', headers: {}, body });

  test("are those asked for last, within their bytes", () => {
    const cache = new AnswerCache(40_000);
    for (let each = 0; each < 100; each++) {
      cache.set(`q${each}`, ready("a".repeat(300)));
      cache.get("q0");
    }
    const kept = Array.from({ length: 100 }, (_, each) => `q${each}`).filter((each) => cache.get(each) !== undefined);
    expect(kept).toContain("q0");
    expect(kept).toContain("q99");
    expect(kept.length).toBe(24);
    expect(kept.slice(1)).toEqual(Array.from({ length: 23 }, (_, each) => `q${each + 77}`));
  });

  test("are none that would push out most others, and none at all without room", () => {
    const cache = new AnswerCache(40_000);
    cache.set("large", ready("a".repeat(2000)));
    expect(cache.get("large")).toBeUndefined();
    const none = new AnswerCache(0);
    none.set("small", ready("a"));
    expect(none.get("small")).toBeUndefined();
  });

  test("give the same bytes as those that are not", async () => {
    const without = createHandler({ cacheLimit: 0 });
    const place = "/v1/path?widths=20,20,20&drop-bonds=0.9";
    const texts = [
      await get(handler, place),
      await get(handler, place),
      await get(without, place),
      await get(without, place),
    ];
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  });

  test("by GET are no answers to a body of the same text", async () => {
    const fresh = createHandler();
    await get(fresh, DEPTH);
    for (const text of ["depth?width=8&drop-sites=0.5", "GET depth?width=8&drop-sites=0.5"]) {
      expect((await post(fresh, text)).status).toBe(400);
    }
  });
});
