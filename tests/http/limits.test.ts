import { erdosRenyi } from "percolation";
import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { toJson } from "../../sdk/queries/json.ts";
import { get, post, type Reply, send } from "./exchange.ts";

const handler = createHandler({ bodyLimit: 2000 });
const DEPTH = JSON.stringify({ ask: "depth", width: 8, dropSites: 0.5 });
const TYPE = { "Content-Type": "application/json" };

function codeOf({ status, text }: Reply): [number, string] {
  return [status, JSON.parse(text).code];
}

/** A body that comes in pieces, and tells what is taken of it. */
function endless(piece: string) {
  const seen = { pieces: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.pieces++;
      controller.enqueue(new TextEncoder().encode(piece));
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { body, seen };
}

function sendBody(body: BodyInit, headers: Record<string, string> = TYPE): Promise<Reply> {
  return send(handler, "/v1/query", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

describe("bodies", () => {
  test("up to the limit are read", async () => {
    const padded = `${DEPTH}${" ".repeat(2000 - DEPTH.length)}`;
    expect((await post(handler, padded)).status).toBe(200);
    expect((await post(handler, padded, { "Content-Length": "2000" })).status).toBe(200);
    expect(codeOf(await post(handler, `${padded} `))).toEqual([413, "too-long"]);
  });

  test("that declare to be longer are not read at all", async () => {
    const { body, seen } = endless(" ");
    expect(codeOf(await sendBody(body, { ...TYPE, "Content-Length": "2001" }))).toEqual([413, "too-long"]);
    // One piece is what a stream asks for by itself.
    expect(seen.pieces).toBeLessThanOrEqual(1);
  });

  test("that never end are cut off", async () => {
    const { body, seen } = endless(" ".repeat(100));
    expect(codeOf(await sendBody(body))).toEqual([413, "too-long"]);
    expect(seen.cancelled).toBe(true);
    expect(seen.pieces).toBeLessThan(25);
  });

  test("that are longer than they declare are refused", async () => {
    expect(codeOf(await sendBody(" ".repeat(3000), { ...TYPE, "Content-Length": "10" }))).toEqual([413, "too-long"]);
  });

  test("that break off are refused", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    expect(codeOf(await sendBody(body))).toEqual([400, "malformed"]);
  });

  test("in pieces that cut a character in two are read", async () => {
    const bytes = new TextEncoder().encode('{"ask":"é"}');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(JSON.parse((await sendBody(body)).text).detail).toContain('got "é"');
  });

  test.each([
    ["nothing", ""],
    ["half of a query", DEPTH.slice(0, 20)],
    ["two queries", DEPTH + DEPTH],
    ["bytes that are no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["a character that is cut off", Uint8Array.of(0x22, 0xc3)],
    ["UTF-16", new Uint8Array(new Uint16Array([0x7b, 0x7d]).buffer)],
  ])("of %s are refused", async (_, body) => {
    expect(codeOf(await sendBody(body))).toEqual([400, "malformed"]);
  });

  test.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/vnd.x+json",
  ])("of type %s are read", async (type) =>
    expect((await post(handler, DEPTH, { "Content-Type": type })).status).toBe(200),
  );

  test.each([
    "text/plain",
    "application/jsonx",
    "text/json",
    "application/json; charset=utf-16",
    "application/json; charset=latin1",
    "+json",
    "",
  ])("of type %s are refused", async (type) =>
    expect(codeOf(await sendBody(DEPTH, { "Content-Type": type }))).toEqual([415, "unsupported-media-type"]),
  );

  test("that are compressed are refused", async () => {
    expect(codeOf(await sendBody(DEPTH, { ...TYPE, "Content-Encoding": "gzip" }))).toEqual([
      415,
      "unsupported-media-type",
    ]);
  });
});

describe("queries", () => {
  const wide = createHandler();
  const nested = (depth: number) => `{"ask":"path","network":${"[".repeat(depth)}${"]".repeat(depth)}}`;

  test.each([
    [nested(40), "at most 32 levels of arrays and objects"],
    [nested(500_000), "at most 32 levels of arrays and objects"],
    [`{"ask":"sweep","order":[${"0,".repeat(140_000)}0]}`, "at most 131072 entries"],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, 1]))),
      "at most 4096 fields",
    ],
    [`{"${"x".repeat(200)}":1}`, "no such field"],
    ['{"ask":"depth","width":8,"dropSites":0.5,"__proto__":{"level":0.1}}', "no such field"],
    [
      '{"ask":"path","network":{"kind":"layered","widths":[2,2],"constructor":{"name":{"toString":1}}}}',
      "no such field",
    ],
    ['{"ask":"depth","width":{"toString":1}}', "no such field"],
  ])("%# beyond what any query is are refused by form alone", async (text, expectation) => {
    const { status, text: problem } = await post(wide, text);
    expect(status).toBe(400);
    expect(JSON.parse(problem)).toMatchObject({ code: "invalid-input", expectation });
  });

  test.each(["", "1", "null", '"depth"', "[]", "{}", '{"ask":1}', '{"ask":"toString"}', '{"ask":{"ask":"depth"}}'])(
    "%s is none",
    async (text) => expect((await post(wide, text)).status).toBe(400),
  );

  test("in a query string are as long as it may be", async () => {
    expect(codeOf(await get(wide, `/v1/path?widths=${"2,".repeat(8200)}2`))).toEqual([414, "uri-too-long"]);
  });
});

/** Edges here and there. */
function graph(nodes: number, edges: number) {
  const ends = Uint32Array.from({ length: 2 * edges }, (_, index) => Math.imul(index + 1, 2654435761) >>> 0).map(
    (number) => number % nodes,
  );
  return { kind: "graph", nodes, edges: Buffer.from(ends.buffer).toString("base64") };
}

describe("work", () => {
  const path = (trials: number) => `/v1/path?widths=100,100,100&drop-bonds=0.9&method=monte-carlo&trials=${trials}`;

  test("beyond the limit is refused before it is begun, with what to reduce", async () => {
    const { status, text } = await get(createHandler({ workLimit: 1e8 }), path(1e12));
    const problem = JSON.parse(text);
    expect(status).toBe(422);
    expect(problem).toMatchObject({ type: "/problems/too-much-work", code: "too-much-work", limit: 1e8 });
    expect(problem.estimate).toBeGreaterThan(1e8);
    expect(problem.reduce).toContain("trials");
    expect(problem.field).toBe(problem.reduce[0]);
    expect(problem.detail).toMatch(/^query: expected at most 100000000 units of work, got about \S+; reduce .*trials/);
  });

  // Each takes minutes or gigabytes if any of its work is done, even if it is only that of its estimate.
  test.each([
    ["betweenness", { ask: "sweep", kind: "site", runs: 1, attack: "betweenness", network: graph(60_000, 90_000) }],
    ["nodes", { ask: "clusters", network: { kind: "graph", nodes: 2 ** 31 - 1, edges: "" } }],
    ["cells", { ask: "path", network: { kind: "lattice", cell: "square", size: [2, 5e8] }, from: [0], to: [1] }],
    ["masks", { ask: "masks", network: { kind: "layered", widths: [8000, 8000], dropBonds: 0.5 } }],
    [
      "steps",
      { ask: "sweep", kind: "bond", steps: true, network: { kind: "lattice", cell: "square", size: [2000, 2000] } },
    ],
    [
      "sizes",
      {
        ask: "sweep",
        kind: "bond",
        sizesAt: Array.from({ length: 2000 }, (_, n) => n),
        network: { kind: "lattice", cell: "square", size: [300, 300] },
      },
    ],
    [
      "layers",
      {
        ask: "path",
        network: { kind: "layered", widths: Array.from({ length: 65536 }, (_, n) => 1000 - (n % 2)), dropBonds: 0.99 },
      },
    ],
    [
      "channels",
      {
        ask: "inspect",
        network: {
          kind: "model",
          layers: [
            { type: "input", shape: [3, 2000, 2000] },
            { type: "conv2d", channels: 16, kernel: 65, dropBonds: 0.5 },
          ],
        },
      },
    ],
    ["trials", { ask: "bottleneck", of: "bonds", trials: 1e7, network: { kind: "layered", widths: [100, 100] } }],
    [
      "runs",
      { ask: "threshold", kind: "bond", runs: 2 ** 27, network: { kind: "lattice", cell: "square", size: [100, 100] } },
    ],
    [
      "points",
      { ask: "curve", of: "bonds", points: 100_001, network: { kind: "layered", widths: [1000, 1000, 1000] } },
    ],
  ])("of many %s is not begun", { timeout: 10_000 }, async (_, query) => {
    const { status, text } = await post(createHandler(), query);
    expect([status, JSON.parse(text).code]).toEqual([422, "too-much-work"]);
  });

  test("within a higher limit is done", async () => {
    const place = path(2000);
    expect((await get(createHandler({ workLimit: 10 }), place)).status).toBe(422);
    expect((await get(createHandler(), place)).status).toBe(200);
  });

  test("that is too much is no answer that has not changed", async () => {
    expect((await get(createHandler({ workLimit: 10 }), path(2000), { "If-None-Match": "*" })).status).toBe(422);
  });

  test("whose answer holds too many numbers is refused", async () => {
    const place = "/v1/masks?widths=100,100&drop-bonds=0.5";
    expect((await get(createHandler(), place)).status).toBe(200);
    const { status, text } = await get(createHandler({ answerLimit: 5000 }), place);
    expect([status, JSON.parse(text)]).toMatchObject([422, { code: "too-large", field: "answer", limit: 5000 }]);
  });
});

describe("what is refused costs nothing before", () => {
  const planes = "from=axis0=0&to=axis0=-1";

  test.each([
    `path?lattice=square&size=2x500000000&${planes}&trials=1`,
    `reach?lattice=square&size=2x500000000&${planes}&trials=1`,
    `sweep?lattice=square&size=2x500000000&kind=bond&${planes}&runs=1`,
    `bottleneck?lattice=square&size=2x500000000&of=bonds&${planes}&trials=1`,
  ])("%s", async (form) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(codeOf(await get(createHandler(), `/v1/${form}`))).toEqual([422, "too-much-work"]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test.each(["site", "bond"])("an attack by betweenness of each %s, which takes seconds", async (kind) => {
    const network = erdosRenyi({ nodes: 3000, edges: 90_000, seed: 1 });
    const start = performance.now();
    const reply = await post(
      createHandler({ bodyLimit: 2 ** 22 }),
      toJson({ ask: "sweep", network, kind, attack: "betweenness", runs: 1 }),
    );
    expect(codeOf(reply)).toEqual([422, "too-much-work"]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
