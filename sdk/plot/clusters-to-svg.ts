import * as v from "valibot";
import { badInput } from "../errors.ts";
import { check, integer, name } from "../networks/check.ts";
import { cellOf, type LatticeNetwork } from "../networks/lattice.ts";
import { checkMedium } from "../networks/medium.ts";
import type { ClusterAnswer } from "../queries/clusters.ts";
import { checkAnswer } from "./checked-answer.ts";
import { countOf } from "./count-words.ts";
import { describeShape } from "./network-words.ts";
import { element, rounded } from "./svg-element.ts";
import { drawPage } from "./svg-page.ts";

/** How {@link clustersToSvg} draws. */
export interface ClusterSvgOptions {
  /** Width of the picture in pixels, 320..8192; 560 unless given. The height follows from the lattice. */
  readonly width?: number;
  /** The line above the picture; says what lattice it is unless given. */
  readonly title?: string;
}

const optionsSchema = v.strictObject({
  width: v.optional(integer(320, 8192), 560),
  title: v.optional(v.string("a text")),
});

const WHAT = "the answer to clusters";

const numbers = v.custom<ArrayLike<number>>(
  (value) => Array.isArray(value) || ArrayBuffer.isView(value),
  "an array of numbers",
);

const answerSchema = v.object(
  {
    kind: name("site", "bond"),
    keep: v.number("a number"),
    largest: v.number("a number"),
    seed: v.string("a text"),
    sizes: numbers,
    labels: numbers,
    query: v.object({ network: v.unknown() }, "the query of clusters"),
  },
  WHAT,
);

/** Sites that a picture may have. */
const MOST_SITES = 2 ** 20;
const LARGEST = "#0b62c4";
/** Of all other clusters in turn. */
const COLOURS = [
  ...["#f4a261", "#8ecae6", "#90be6d", "#e5989b", "#cdb4db", "#e9c46a"],
  ...["#7fb7be", "#d4a373", "#b5c99a", "#bc96c9", "#f08a7e"],
];

/**
 * Draws the clusters of a lattice in the plane as an SVG picture: each site a square, each cluster in a colour, the
 * largest in blue, removed sites white. The first axis runs to the right, the second one down. Colours are
 * few, so that some clusters share theirs.
 *
 * The same input gives the same text. Costs O(sites), and some 12 bytes a run of sites of one colour.
 *
 * @param answer - From `clusters` on a lattice of two axes with one site in a cell.
 * @param options - Width in pixels and title.
 * @returns An XML document, white behind dark ink.
 * @throws PercolationError `invalid-input` for an option out of range, an answer that is none, another network,
 *   or more than 1048576 sites.
 *
 * @example
 * import { clusters, lattice } from "percolation";
 * import { clustersToSvg } from "percolation/plot";
 * const svg = clustersToSvg(clusters(lattice("square", { size: [64, 64] }), { keep: 0.6, seed: 7 }));
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="560"'); // => true
 */
export function clustersToSvg(answer: ClusterAnswer, options: ClusterSvgOptions = {}): string {
  const { width, title } = check(optionsSchema, options, "options");
  const { kind, keep, largest, seed, sizes, labels, query } = checkAnswer(answerSchema, answer, WHAT);
  const lattice = checkPlane(query.network, labels.length);
  const [columns = 0, rows = 0] = lattice.size;
  const [left, top] = [24, 66];
  const scale = (width - 2 * left) / columns;
  const blue = Array.from(sizes).indexOf(largest);
  const [count, most] = [countOf(sizes.length, "cluster"), countOf(largest, "site")];
  const heading = title ?? `Clusters in the ${describeShape(lattice)}`;
  const subtitle = `${kind}s kept at ${keep}; seed ${seed}; ${count}, the largest (blue) of ${most}`;
  const transform = `translate(${left} ${top}) scale(${rounded(scale * 1000) / 1000})`;
  const height = Math.ceil(top + rows * scale + left);
  return drawPage({ width, height, left, heading, subtitle }, [
    element("g", { transform, "shape-rendering": "crispEdges" }, drawRuns(labels, columns, blue)),
    element("rect", {
      x: left,
      y: top,
      width: rounded(columns * scale),
      height: rounded(rows * scale),
      fill: "none",
      stroke: "#d0d7de",
    }),
  ]);
}

function checkPlane(value: unknown, sites: number): LatticeNetwork {
  const network = checkMedium(value);
  const drawable = network.kind === "lattice" && network.size.length === 2 && cellOf(network).sites === 1;
  if (!drawable) {
    throw badInput("answer.query.network", "a lattice of two axes with one site in a cell", describeShape(network));
  }
  const expected = network.size.reduce((product, size) => product * size, 1);
  if (expected > MOST_SITES) throw badInput("answer.query.network.size", `at most ${MOST_SITES} sites`, expected);
  if (sites !== expected) throw badInput("answer.labels", `${expected} labels, one per site`, sites);
  return network;
}

/** One path for each colour, of runs of sites that share a cluster. */
function drawRuns(labels: ArrayLike<number>, columns: number, blue: number): string[] {
  const paths = new Map<string, string>();
  for (let start = 0; start < labels.length; ) {
    const label = labels[start] ?? -1;
    const end = Math.min(labels.length, (Math.floor(start / columns) + 1) * columns);
    let next = start + 1;
    while (next < end && labels[next] === label) next++;
    if (label >= 0) {
      const colour = label === blue ? LARGEST : (COLOURS[label % COLOURS.length] ?? LARGEST);
      const run = `M${start % columns} ${Math.floor(start / columns)}h${next - start}v1h-${next - start}z`;
      paths.set(colour, (paths.get(colour) ?? "") + run);
    }
    start = next;
  }
  return [...paths].map(([fill, d]) => element("path", { fill, d }));
}
