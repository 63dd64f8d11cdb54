import fc from "fast-check";
import { ask, type Query } from "percolation";
import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { forms } from "../../sdk/flags/forms.ts";
import { toJson } from "../../sdk/queries/json.ts";
import { anyQuery } from "./arbitrary-queries.ts";
import { get, post } from "./exchange.ts";

const handler = createHandler();

const mlp = { kind: "layered", widths: [20, 10, 5], dropBonds: 0.7 } as const;
const MLP = "widths=20,10,5&drop-bonds=0.7";
const deep = { kind: "rectangular", width: 4, depth: 20, dropSites: 0.5 } as const;
const DEEP = "width=4&depth=20&drop-sites=0.5";
const grid = { kind: "lattice", cell: "square", size: [8, 6], periodic: [false, false], dropBonds: 0.4 } as const;
const GRID = "lattice=square&size=8x6&drop-bonds=0.4";
const ENDS = "from=axis0=0&to=axis0=-1";
const ends = { from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 } } as const;

/** The same question as parameters and as a query. */
const pairs: readonly (readonly [form: string, query: Query])[] = [
  [`path?${MLP}`, { ask: "path", network: mlp }],
  [`path?${DEEP}&inputs=2&outputs=3`, { ask: "path", network: { ...deep, inputs: 2, outputs: 3 } }],
  [
    "path?width=8&depth=1e12&drop-bonds=0.5",
    { ask: "path", network: { kind: "rectangular", width: 8, depth: 1e12, dropBonds: 0.5 } },
  ],
  [
    `path?${MLP}&method=monte-carlo&trials=1000&seed=18446744073709551615&confidence=0.9`,
    { ask: "path", network: mlp, method: "monte-carlo", trials: 1000, seed: "18446744073709551615", confidence: 0.9 },
  ],
  [
    "path?widths=3,4,5,2&keep-sites=0.5,.75&keep-inputs=1",
    { ask: "path", network: { kind: "layered", widths: [3, 4, 5, 2], keepSites: [0.5, 0.75], keepInputs: 1 } },
  ],
  [`path?${GRID}&${ENDS}&trials=500`, { ask: "path", network: grid, ...ends, trials: 500 }],
  [
    `path?${GRID}&from=0,1&to=47&spare=none&trials=500`,
    { ask: "path", network: grid, from: [0, 1], to: [47], spare: "none", trials: 500 },
  ],
  [
    `curve?${MLP}&of=sites&points=5&from=0.1&to=0.9`,
    { ask: "curve", network: mlp, of: "sites", points: 5, from: 0.1, to: 0.9 },
  ],
  [`critical?${DEEP}&of=bonds&level=0.25`, { ask: "critical", network: deep, of: "bonds", level: 0.25 }],
  [
    "depth?width=8&drop-sites=0.5&level=0.9&inputs=3",
    { ask: "depth", width: 8, inputs: 3, dropSites: 0.5, level: 0.9 },
  ],
  [`reach?${MLP}`, { ask: "reach", network: mlp }],
  [
    `bottleneck?${GRID}&of=bonds&${ENDS}&trials=200&points=5`,
    { ask: "bottleneck", network: grid, of: "bonds", ...ends, trials: 200, points: 5 },
  ],
  [`paths?${MLP}`, { ask: "paths", network: mlp }],
  [`masks?${MLP}&seed=7&trial=12`, { ask: "masks", network: mlp, seed: 7, trial: 12 }],
  [`masks?${GRID}`, { ask: "masks", network: grid }],
  [
    `forecast?${DEEP}&steps=4000&batch=32&mask-per=sample`,
    { ask: "forecast", network: deep, steps: 4000, batch: 32, maskPer: "sample" },
  ],
  [`inspect?${MLP}&failure-below=1e-3&trials=500`, { ask: "inspect", network: mlp, failureBelow: 1e-3, trials: 500 }],
  [
    "sweep?lattice=cubic&size=3x4x5&periodic=true,false,true&kind=site&runs=10&keep=0.2,0.4&first-run=3",
    {
      ask: "sweep",
      network: { kind: "lattice", cell: "cubic", size: [3, 4, 5], periodic: [true, false, true] },
      kind: "site",
      runs: 10,
      keep: [0.2, 0.4],
      firstRun: 3,
    },
  ],
  [
    "sweep?lattice=square&size=6x6&periodic&kind=bond&runs=2&steps&sizes-at=0,10",
    {
      ask: "sweep",
      network: { kind: "lattice", cell: "square", size: [6, 6], periodic: [true, true] },
      kind: "bond",
      runs: 2,
      steps: true,
      sizesAt: [0, 10],
    },
  ],
  [
    `clusters?${GRID}&kind=bond&keep=0.5&sample=3`,
    { ask: "clusters", network: grid, kind: "bond", keep: 0.5, sample: 3 },
  ],
  [
    "threshold?lattice=square&size=8x8&periodic=true&kind=site&runs=50&method=wrapping-crossing",
    {
      ask: "threshold",
      network: { kind: "lattice", cell: "square", size: [8, 8], periodic: [true, true] },
      kind: "site",
      runs: 50,
      method: "wrapping-crossing",
    },
  ],
];

test("every question has a form that is tried here", () => {
  expect([...new Set(pairs.map(([, query]) => query.ask))].sort()).toEqual(Object.keys(forms).sort());
});

test.each(pairs)("%s says what the query says: GET, POST and the SDK give the same bytes", async (form, query) => {
  const [gotten, posted] = [await get(handler, `/v1/${form}`), await post(handler, query)];
  expect(gotten.status).toBe(200);
  expect(gotten.text).toBe(toJson(ask(query)));
  expect(posted.text).toBe(gotten.text);
  expect(posted.headers.get("etag")).toBe(gotten.headers.get("etag"));
});

test("the location of any query that has one gives the same bytes", async () => {
  let located = 0;
  await fc.assert(
    fc.asyncProperty(anyQuery, async (query) => {
      const posted = await post(handler, query);
      const location = posted.headers.get("content-location");
      const { kind = "layered" } = (query.network ?? {}) as { kind?: string };
      const hasForm = ["layered", "rectangular", "lattice"].includes(kind) && !Array.isArray(query.attack);
      expect(location !== null).toBe(posted.status === 200 && hasForm);
      if (location === null) return;
      located++;
      const gotten = await get(handler, location);
      expect(gotten.text).toBe(posted.text);
      expect(gotten.headers.get("etag")).toBe(posted.headers.get("etag"));
    }),
    { numRuns: 500 },
  );
  expect(located).toBeGreaterThan(100);
});

test.each([
  [
    "a model",
    {
      ask: "path",
      network: {
        kind: "model",
        layers: [
          { type: "input", shape: [3] },
          { type: "dense", units: 2 },
        ],
      },
    },
  ],
  ["a graph", { ask: "clusters", network: { kind: "graph", nodes: 2, edges: "" } }],
  ["a list of one rate", { ask: "path", network: { kind: "layered", widths: [2, 2, 2], dropSites: [0.5] } }],
  [
    "missing connections",
    {
      ask: "path",
      network: { kind: "layered", widths: [2, 2], connections: ["AQ=="] },
      method: "monte-carlo",
      trials: 10,
    },
  ],
  [
    "a unit cell",
    { ask: "clusters", network: { kind: "lattice", cell: { sites: 1, bonds: [[0, 0, [1]]] }, size: [4] } },
  ],
  ["an attack in a given order", { ask: "sweep", kind: "bond", network: { ...grid }, attack: [2, 1], runs: 1 }],
  [
    "more than a query string holds",
    { ask: "path", network: { kind: "layered", widths: Array(9000).fill(2), dropBonds: 0.5 } },
  ],
])("%s has no location", async (_, query) => {
  const { status, headers } = await post(handler, query);
  expect([status, headers.get("content-location")]).toEqual([200, null]);
});

describe("parameters", () => {
  test("that are empty say nothing, as forms in pages send them", async () => {
    const { text } = await get(handler, `/v1/path?${MLP}&width=&seed=&method=&lattice=&keep-sites=`);
    expect(text).toBe(toJson(ask({ ask: "path", network: mlp })));
  });

  test.each([
    ["path?widths=3,3&widths=3,3", "widths: expected once, got it again", "widths"],
    ["path?widths=3,3&what=1", "parameter: expected one of widths, width", "parameter"],
    ["path?widths=3,3&__proto__=1", "parameter: expected one of widths, width", "parameter"],
    [
      "path?widths=3,3&model=net.onnx",
      "parameter: expected no file in a GET form, networks of files go by POST /v1/query",
      "parameter",
    ],
    ["sweep?graph=edges.csv&kind=bond", "parameter: expected no file in a GET form", "parameter"],
    ["sweep?lattice=square&size=4x4&kind=bond&order=x", "parameter: expected no file in a GET form", "parameter"],
    ["path?widths=3,3&json", "parameter: expected no such parameter, answers are JSON", "parameter"],
    ["inspect?widths=3,3&html=x", "parameter: expected no such parameter, answers are JSON", "parameter"],
    ["path", "network: expected one of widths, width and lattice, got none", ""],
    ["path?widths=3,3&width=3", "network: expected one of widths, width and lattice, got widths and width", ""],
    ["path?widths=3,3&depth=3", "depth: expected only beside width, got it beside widths", ""],
    ["sweep?lattice=square&size=4x4&kind=bond&steps=no", 'steps: expected true or false, got "no"', "steps"],
    ["path?widths=3,0", "network.widths[1]: expected an integer in 1..1048576, got 0", "network.widths[1]"],
    ["path?widths=3,x", 'network.widths[1]: expected an integer in 1..1048576, got "x"', "network.widths[1]"],
    ["path?widths=3,3&trials=1e+3", 'trials: expected an integer in 1..1099511627776, got "1e 3"', "trials"],
  ])("%s is refused: %s", async (form, detail, field) => {
    const { status, text } = await get(handler, `/v1/${form}`);
    const problem = JSON.parse(text);
    expect([status, problem.code]).toEqual([400, "invalid-input"]);
    expect(problem.detail.startsWith(detail)).toBe(true);
    expect(problem.field ?? "").toBe(field);
  });

  test.each([
    ["depth?width=0", "width"],
    ["path?widths=3,3&drop-bonds=2", "drop-bonds"],
    ["path?lattice=x&size=4x4", "lattice"],
    ["forecast?widths=3,3&steps=3&mask-per=x", "mask-per"],
  ])("%s is told of the parameter %s", async (form, parameter) => {
    expect(JSON.parse((await get(handler, `/v1/${form}`)).text).parameter).toBe(parameter);
  });
});
