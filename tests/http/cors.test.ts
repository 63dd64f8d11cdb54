import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { get, post, send } from "./exchange.ts";

const DEPTH = "/v1/depth?width=8&drop-sites=0.5";
const HOME = "https://home.example";
const origin = (headers: Headers) => headers.get("access-control-allow-origin");

test("no page of another origin may read answers unless allowed", async () => {
  const { headers } = await get(createHandler(), DEPTH, { Origin: HOME });
  expect([origin(headers), headers.get("vary")]).toEqual([null, null]);
});

describe("with all origins allowed", () => {
  const handler = createHandler({ cors: "*" });

  test("every response says so, problems and 304 too, and caches need not know the origin", async () => {
    const replies = [
      await get(handler, DEPTH),
      await get(handler, DEPTH, { Origin: HOME }),
      await get(handler, DEPTH, { Origin: HOME, "If-None-Match": "*" }),
      await post(handler, {}, { Origin: HOME }),
      await get(handler, "/nothing", { Origin: HOME }),
      await get(handler, "/openapi.json", { Origin: HOME }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 304, 400, 404, 200]);
    for (const { headers } of replies) {
      expect([origin(headers), headers.get("vary")]).toEqual(["*", null]);
      expect(headers.get("access-control-expose-headers")).toBe("ETag, Content-Location");
    }
  });
});

describe("with origins listed", () => {
  const handler = createHandler({ cors: [HOME, "https://other.example"] });

  test.each([
    [HOME, HOME],
    ["https://other.example", "https://other.example"],
    ["https://evil.example", null],
    ["null", null],
    [`${HOME}.evil.example`, null],
    [undefined, null],
  ])("%s is answered with %s", async (asking, allowed) => {
    // The second time the answer is one that was kept.
    for (let time = 0; time < 2; time++) {
      const headers: Record<string, string> = asking === undefined ? {} : { Origin: asking };
      for (const reply of [await get(handler, DEPTH, headers), await get(handler, "/v1/depth", headers)]) {
        expect([origin(reply.headers), reply.headers.get("vary")]).toEqual([allowed, "Origin"]);
      }
    }
  });

  test("a preflight is told what may be sent", async () => {
    const headers = {
      Origin: HOME,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type",
    };
    const { status, headers: told } = await send(handler, "/v1/query", { method: "OPTIONS", headers });
    expect([status, origin(told), told.get("vary")]).toEqual([204, HOME, "Origin"]);
    expect(told.get("access-control-allow-methods")).toBe("POST, OPTIONS");
    expect(told.get("access-control-allow-headers")).toBe("Content-Type, If-None-Match");
    expect(told.get("access-control-max-age")).toBe("86400");
  });
});
