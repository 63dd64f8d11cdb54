import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import {
  type Fetch,
  type RunningServer,
  type ServerLimits,
  startServer,
  usualLimits,
} from "../../sdk/cli/serve/server.ts";
import { createHandler } from "../../sdk/http/index.ts";
import { connectRaw, drip, flood, until } from "./raw-client.ts";

const impatient: ServerLimits = {
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 200,
  stallTimeout: 10_000,
  connections: 1000,
  closeTimeout: 500,
};

let running: RunningServer[] = [];

async function start(limits: Partial<ServerLimits> = {}, fetch: Fetch = createHandler().fetch): Promise<string> {
  const server = await startServer(fetch, { port: 0, host: "127.0.0.1" }, { ...impatient, ...limits });
  running.push(server);
  return server.url;
}

afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  running = [];
});

const question = JSON.stringify({ ask: "depth", width: 8, dropSites: 0.5 });

/** A request that asks for the connection to be closed after it. */
const LAST = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

/** The server still answers, and rightly. */
async function expectAnswers(url: string): Promise<void> {
  const response = await fetch(new URL("v1/depth?width=8&drop-sites=0.5", url));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ depth: 178 });
}

function post(path: string, headers: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`;
}

describe("clients that are slow", () => {
  test("headers that never end are cut off, and others are answered meanwhile", async () => {
    const url = await start();
    const slow = await Promise.all(
      Array.from({ length: 100 }, () => connectRaw(url, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")),
    );
    await expectAnswers(url);
    for (const client of slow) expect(await client.closed).toMatch(/^HTTP\/1\.1 408 /);
    await expectAnswers(url);
  });

  test("headers that arrive byte by byte are cut off", async () => {
    const url = await start();
    const client = await connectRaw(url, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
    await drip(client, 50);
    expect(await client.closed).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("a connection that says nothing is closed", async () => {
    const client = await connectRaw(await start());
    expect(await client.closed).toMatch(/^(HTTP\/1\.1 408 [\s\S]*)?$/);
  });

  test("a body that arrives byte by byte is cut off, and others are answered meanwhile", async () => {
    const url = await start();
    const client = await connectRaw(url, post("/v1/query", "Content-Length: 100000", '{"ask":"'));
    const sent = drip(client, 50);
    await expectAnswers(url);
    expect(await sent).toBeLessThan(100000);
    expect(await client.closed).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    await expectAnswers(url);
  });

  test("a body that stops in the middle is cut off", async () => {
    const url = await start();
    const client = await connectRaw(url, post("/v1/query", "Transfer-Encoding: chunked", '8\r\n{"ask":"\r\n'));
    expect(await client.closed).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    await expectAnswers(url);
  });

  test("a connection kept alive is closed when no request follows", async () => {
    const client = await connectRaw(await start(), "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    expect(await client.closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("an answer that nobody reads does not hold its connection", async () => {
    const big = "x".repeat(64 * 1024 * 1024);
    const stallTimeout = 200;
    const url = await start({ stallTimeout }, () => new Response(big));
    const client = await connectRaw(url);
    client.socket.pause();
    client.socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    // While it waits the client cannot see the end; Node gives one period more to what it is still writing.
    await delay(10 * stallTimeout);
    client.socket.resume();
    expect((await client.closed).length).toBeLessThan(big.length);
  });
});

describe("clients that are greedy", () => {
  test("a body announced as too large is refused before it is sent, and cut off", async () => {
    const url = await start();
    const client = await connectRaw(url, post("/v1/query", `Content-Length: ${2 ** 40}`, ""));
    const sent = await flood(client, "x".repeat(65536));
    expect(sent).toBeLessThan(2 ** 28);
    expect(await client.closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*application\/problem\+json/);
    await expectAnswers(url);
  });

  test("a body that turns out too large is refused and cut off", async () => {
    const url = await start();
    const client = await connectRaw(url, post("/v1/query", "Transfer-Encoding: chunked", ""));
    const sent = await flood(client, `10000\r\n${" ".repeat(65536)}\r\n`);
    expect(sent).toBeLessThan(2 ** 28);
    expect(await client.closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*application\/problem\+json/);
    await expectAnswers(url);
  });

  test("a client that sends all of a body that is too large reads why it was refused", async () => {
    const url = await start();
    const response = await fetch(new URL("v1/query", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ask: "x".repeat(1024 * 1024) }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([413, "application/problem+json"]);
    await response.body?.cancel();
    await expectAnswers(url);
  });

  test("headers without end are refused", async () => {
    const client = await connectRaw(await start(), "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ");
    await flood(client, "x".repeat(4096));
    expect(await client.closed).toMatch(/^HTTP\/1\.1 431 /);
  });

  test("connections beyond the limit are closed as they come, and taken again when others have gone", async () => {
    const url = await start({ connections: 3, headersTimeout: 5000, requestTimeout: 5000 });
    const first = await Promise.all([connectRaw(url), connectRaw(url), connectRaw(url)]);
    // They are taken in their order, so that this is the fourth.
    expect(await (await connectRaw(url)).closed).toBe("");
    for (const { socket } of first) socket.destroy();
    // It hears of it a little later.
    while ((await (await connectRaw(url, LAST)).closed) === "") await delay(5);
    await expectAnswers(url);
  });
});

describe("clients that are rude", () => {
  test.each([
    ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["a body with two lengths", post("/v1/query", "Content-Length: 2\r\nContent-Length: 3", "{}")],
    ["a length and chunks", post("/v1/query", "Content-Length: 2\r\nTransfer-Encoding: chunked", "0\r\n\r\n")],
    ["a chunk without a size", post("/v1/query", "Transfer-Encoding: chunked", "zz\r\n")],
    ["two hosts", "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n"],
    ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
    ["half a line, and gone", "GET /heal"],
  ])("%s: no answer but a refusal, and the next client is answered", async (_, bytes) => {
    const url = await start();
    const client = await connectRaw(url, bytes);
    expect(await client.closed).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    await expectAnswers(url);
  });

  test("a client that goes away in the middle of its body disturbs nobody", async () => {
    const url = await start();
    for (let times = 0; times < 50; times++) {
      const { socket } = await connectRaw(url, post("/v1/query", "Content-Length: 1000", question));
      socket.resetAndDestroy();
    }
    await expectAnswers(url);
  });

  test("requests in one packet are answered in their order", async () => {
    const line = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const client = await connectRaw(
      await start(),
      `${line("/healthz")}${line("/nowhere")}${post("/v1/query", `Content-Length: ${question.length}`, question)}`,
    );
    const statuses = [...(await client.closed).matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
    expect(statuses).toEqual(["200", "404", "200"]);
  });
});

describe("a server that is told to close", () => {
  test("ends what it has begun, takes nothing new, and drops who waits", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = false;
    const server = await startServer(
      async (request) => {
        if (new URL(request.url).pathname !== "/slow") return new Response("quick");
        begun = true;
        await released;
        return new Response("done");
      },
      { port: 0, host: "127.0.0.1" },
      { ...usualLimits, closeTimeout: 60_000 },
    );
    const idle = await connectRaw(server.url, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await until(() => idle.received().endsWith("quick"));
    const slow = await connectRaw(server.url, "GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await until(() => begun);
    const closed = server.close();
    await idle.closed;
    expect(await (await connectRaw(server.url, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).closed).toBe("");
    expect(slow.received()).toBe("");
    release();
    expect(await slow.closed).toMatch(/^HTTP\/1\.1 200 [\s\S]*done$/);
    await closed;
  });

  test("does not wait for a request that never ends", async () => {
    const server = await startServer(
      () => new Promise<Response>(() => {}),
      { port: 0, host: "127.0.0.1" },
      { ...usualLimits, closeTimeout: 100 },
    );
    const client = await connectRaw(server.url, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    const silent = await connectRaw(server.url);
    await server.close();
    expect([await client.closed, await silent.closed]).toEqual(["", ""]);
  });
});

test("an address that is taken is an error of its own", async () => {
  const url = await start();
  const taken = startServer(() => new Response(), { port: Number(new URL(url).port), host: "127.0.0.1" });
  await expect(taken).rejects.toMatchObject({ code: "EADDRINUSE" });
});
