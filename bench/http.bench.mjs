/** The HTTP handler under load, against a handler that only returns a text. */
import { fork } from "node:child_process";
import { once } from "node:events";
import autocannon from "autocannon";
import { createHandler } from "../dist/http.js";
import { median } from "./measure.mjs";
import { atLeast, figure, judge } from "./targets.mjs";

const CONNECTIONS = 50;
const ROUNDS = 5;
const SECONDS = 2;
/** Requests after which the server's memory is looked at. */
const MILESTONES = [50_000, 100_000, 150_000, 200_000];

const mlp = { kind: "layered", widths: [784, 300, 100, 10], dropBonds: 0.998 };
const deep = { kind: "rectangular", width: 8, depth: 10, dropSites: 0.5 };

const QUESTIONS = [
  { name: "path", form: "/v1/path?widths=784,300,100,10&drop-bonds=0.998", query: { ask: "path", network: mlp } },
  { name: "depth", form: "/v1/depth?width=8&drop-sites=0.5", query: { ask: "depth", width: 8, dropSites: 0.5 } },
  {
    name: "critical",
    form: "/v1/critical?width=8&depth=10&drop-sites=0.5&of=sites",
    query: { ask: "critical", network: deep, of: "sites" },
  },
];

/** A server of its own process. */
async function start(cacheLimit, constants) {
  const argument = JSON.stringify({ cacheLimit, constants });
  const child = fork(new URL("http-server.mjs", import.meta.url), [argument], { execArgv: ["--expose-gc"] });
  const [{ port }] = await once(child, "message");
  return {
    origin: `http://127.0.0.1:${port}`,
    async memory() {
      child.send("memory");
      const [{ memory }] = await once(child, "message");
      return memory;
    },
    async close() {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/** Requests for some seconds, or so many of them. */
async function load(url, options) {
  const length = options.amount === undefined ? { duration: SECONDS } : {};
  const result = await autocannon({ url, connections: CONNECTIONS, ...length, ...options });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`bench: ${url}: ${result.non2xx} answers of another status, ${result.errors} errors`);
  }
  return { rate: result.requests.total / result.duration, p50: result.latency.p50, p99: result.latency.p99 };
}

/** Rounds of a case beside the constant of the same method and size: medians, and the ratio of each round. */
async function compare(origin, name, place, options) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const constant = await load(`${origin}/constant/${name}`, options);
    rounds.push({ constant, asked: await load(`${origin}${place}`, options) });
  }
  const of = (value) => median(rounds.map(value));
  return {
    rate: of(({ asked }) => asked.rate),
    constant: of(({ constant }) => constant.rate),
    ratio: of(({ asked, constant }) => asked.rate / constant.rate),
    p50: of(({ asked }) => asked.p50),
    p99: of(({ asked }) => asked.p99),
  };
}

/** The answers themselves, as long as which the constants are. */
async function answersOf() {
  const handler = createHandler();
  const entries = QUESTIONS.map(async ({ name, form }) => {
    const response = await handler.fetch(new Request(`http://localhost${form}`));
    return [name, await response.text()];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function benchThroughput() {
  const rows = [];
  const constants = await answersOf();
  for (const [kept, cacheLimit] of [
    ["yes", 2 ** 22],
    ["no", 0],
  ]) {
    const server = await start(cacheLimit, constants);
    for (const { name, form, query } of QUESTIONS) {
      const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(query) };
      for (const [method, place, options] of [
        ["GET", form, {}],
        ["POST", "/v1/query", post],
      ]) {
        const { rate, constant, ratio, p50, p99 } = await compare(server.origin, name, place, options);
        const target = kept === "yes" ? [atLeast(0.7, ratio, "of the constant")] : [];
        rows.push([`${method} ${name}`, kept, ...[rate, constant, ratio, p50, p99].map(figure), ...judge(...target)]);
      }
    }
    await server.close();
  }
  return rows;
}

/** Memory in use after so many different requests, most of them new to the cache. */
async function benchMemory() {
  const server = await start(2 ** 22, {});
  let asked = 0;
  const next = (request) => {
    // 20,000 different ones, in turn.
    const drop = ((++asked % 20_000) + 1) / 20_002;
    return { ...request, path: `/v1/path?widths=8,8,8,8&drop-bonds=${drop}` };
  };
  const rows = [];
  let done = 0;
  for (const milestone of MILESTONES) {
    await load(server.origin, { amount: milestone - done, requests: [{ setupRequest: next }] });
    done = milestone;
    const { heapUsed, rss } = await server.memory();
    rows.push(`${milestone} requests: ${figure(heapUsed / 2 ** 20)} MiB, ${figure(rss / 2 ** 20)} MiB resident`);
  }
  await server.close();
  return rows;
}

export async function benchHttp() {
  const memory = await benchMemory();
  return {
    title: "HTTP",
    text: [
      `Requests per second with ${CONNECTIONS} connections to \`percolation/http\` behind \`@hono/node-server\` on the same machine, beside a hono handler in the same`,
      "process that returns a constant text of the same length; milliseconds until an answer. Kept: whether answers to earlier requests are.",
      `Heap in use after garbage collection: ${memory.join("; ")}.`,
    ].join("\n"),
    columns: ["request", "kept", "per second", "constant", "ratio", "p50 ms", "p99 ms", "target", "met"],
    rows: await benchThroughput(),
  };
}
