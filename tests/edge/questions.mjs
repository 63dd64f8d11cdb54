/**
 * The questions that every deployed example is asked. They are those of the golden suite (tests/runtimes/golden.ts and
 * its neighbours), one of every kind; their answers are frozen in tests/data/http.json.
 */

const SEED = "12345678901234567890";
const few = { kind: "layered", widths: [5, 7, 3], dropSites: 0.375, dropBonds: 0.25, dropInputs: 0.125 };
const fewFlags = "widths=5,7,3&drop-sites=0.375&drop-bonds=0.25&drop-inputs=0.125";
const images = { kind: "layered", widths: [784, 300, 100, 10], dropBonds: 0.998 };
const imagesFlags = "widths=784,300,100,10&drop-bonds=0.998";
const tiny = { kind: "layered", widths: [2, 2, 2], dropBonds: 0.5 };

/**
 * @typedef {object} AskedQuestion
 * @property {string} name
 * @property {Record<string, unknown> & { ask: string }} query for POST /v1/query
 * @property {string} [parameters] the same for GET /v1/<ask>; models go by POST alone
 */

/** @type {AskedQuestion[]} */
export const questions = [
  { name: "path", query: { ask: "path", network: images }, parameters: imagesFlags },
  {
    name: "path, 1e12 layers",
    query: { ask: "path", network: { kind: "rectangular", width: 8, depth: 1e12, dropBonds: 0.5 } },
    parameters: "width=8&depth=1e12&drop-bonds=0.5",
  },
  {
    name: "path, sampled",
    query: { ask: "path", network: tiny, method: "monte-carlo", trials: 3000, seed: SEED },
    parameters: `widths=2,2,2&drop-bonds=0.5&method=monte-carlo&trials=3000&seed=${SEED}`,
  },
  {
    name: "curve",
    query: { ask: "curve", network: few, of: "bonds", points: 9 },
    parameters: `${fewFlags}&of=bonds&points=9`,
  },
  { name: "critical", query: { ask: "critical", network: few, of: "sites" }, parameters: `${fewFlags}&of=sites` },
  { name: "depth", query: { ask: "depth", width: 8, dropSites: 0.5 }, parameters: "width=8&drop-sites=0.5" },
  { name: "reach", query: { ask: "reach", network: few }, parameters: fewFlags },
  { name: "paths", query: { ask: "paths", network: few }, parameters: fewFlags },
  {
    name: "masks",
    query: { ask: "masks", network: tiny, seed: 99, trial: 128 },
    parameters: "widths=2,2,2&drop-bonds=0.5&seed=99&trial=128",
  },
  {
    name: "forecast",
    query: { ask: "forecast", network: tiny, steps: 1000, batch: 32, maskPer: "sample" },
    parameters: "widths=2,2,2&drop-bonds=0.5&steps=1000&batch=32&mask-per=sample",
  },
  {
    name: "bottleneck",
    query: {
      ask: "bottleneck",
      network: { kind: "layered", widths: [9, 8, 7], dropBonds: 0.6 },
      of: "sites",
      trials: 200,
      seed: SEED,
    },
    parameters: `widths=9,8,7&drop-bonds=0.6&of=sites&trials=200&seed=${SEED}`,
  },
  {
    name: "sweep",
    query: {
      ask: "sweep",
      network: { kind: "lattice", cell: "square", size: [16, 16], periodic: true, keepBonds: 0.9 },
      kind: "site",
      runs: 50,
      points: 5,
      seed: SEED,
    },
    parameters: `lattice=square&size=16x16&periodic=true&keep-bonds=0.9&kind=site&runs=50&points=5&seed=${SEED}`,
  },
  {
    name: "clusters",
    query: {
      ask: "clusters",
      network: { kind: "lattice", cell: "square", size: [24, 17], periodic: [true, false] },
      kind: "site",
      keep: 0.43,
      seed: SEED,
      sample: 3,
    },
    parameters: `lattice=square&size=24x17&periodic=true,false&kind=site&keep=0.43&seed=${SEED}&sample=3`,
  },
  {
    name: "threshold",
    query: {
      ask: "threshold",
      network: { kind: "lattice", cell: "cubic", size: [6, 6, 6] },
      kind: "site",
      runs: 60,
      seed: SEED,
    },
    parameters: `lattice=cubic&size=6x6x6&kind=site&runs=60&seed=${SEED}`,
  },
  {
    name: "inspect",
    query: {
      ask: "inspect",
      network: {
        kind: "model",
        layers: [
          { type: "input", shape: [3, 6, 5], name: "in" },
          { type: "dropout", drop: 0.7, name: "dropped" },
          { type: "conv2d", channels: 3, kernel: 3, dropBonds: 0.8 },
          { type: "flatten" },
          { type: "dense", units: 6 },
          { type: "dropout", drop: 0.7 },
          { type: "dense", units: 4, dropBonds: 0.6 },
        ],
      },
      trials: 500,
      seed: SEED,
      failureBelow: 0.2,
    },
  },
];

/** Questions that `percolation/http/layered` does not answer, whatever the network. */
const leftOutQuestions = ["sweep", "clusters", "threshold", "inspect"];

/**
 * How `percolation/http/layered` refuses a query; undefined when it answers it.
 * @param {{ ask: string, network?: { kind: string } }} query
 * @returns {string | undefined}
 */
export function refusalWhenLayered({ ask, network }) {
  if (leftOutQuestions.includes(ask)) return "400 unknown-query";
  return ["model", "lattice", "graph"].includes(network?.kind ?? "") ? "422 unsupported-model" : undefined;
}
