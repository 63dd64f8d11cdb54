import { type ClusterAnswer, clusters, lattice, PercolationError } from "percolation";
import { clustersToSvg } from "percolation/plot";
import { describe, expect, test } from "vitest";
import { toJson } from "../../sdk/queries/json.ts";
import { parseXml } from "./xml.ts";

const square = lattice("square", { size: [12, 7] });
const answer = clusters(square, { keep: 0.6, seed: 3 });

/** Colour of every site: the squares that the runs of the paths cover. */
function painted(svg: string, columns: number): Map<number, string> {
  const colours = new Map<number, string>();
  for (const { name, attributes } of parseXml(svg)) {
    if (name !== "path") continue;
    for (const [, x, y, length] of (attributes.d ?? "").matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
      for (let at = 0; at < Number(length); at++) {
        colours.set(Number(y) * columns + Number(x) + at, attributes.fill ?? "");
      }
    }
  }
  return colours;
}

describe("clustersToSvg", () => {
  test("paints every site that survives, and no other, those of a cluster alike and the largest blue", () => {
    const colours = painted(clustersToSvg(answer), 12);
    const { labels, sizes, largest } = answer;
    const blue = sizes.indexOf(largest);
    const byLabel = new Map<number, string | undefined>();
    labels.forEach((label, site) => {
      if (label < 0) {
        expect(colours.has(site)).toBe(false);
        return;
      }
      if (!byLabel.has(label)) byLabel.set(label, colours.get(site));
      expect(colours.get(site)).toBe(byLabel.get(label));
      expect(colours.get(site) === "#0b62c4").toBe(label === blue);
    });
  });

  test("says what it shows", () => {
    const svg = clustersToSvg(answer, { width: 320 });
    expect(svg).toContain("Clusters in the 12x7 square lattice");
    expect(svg).toContain(`sites kept at 0.6; seed 3; ${answer.count} clusters, the largest (blue) of`);
    expect(clustersToSvg(answer, { title: "a < b" })).toContain("<title>a &lt; b</title>");
  });

  test("draws lattices without a site left, and answers that went through JSON", () => {
    expect(painted(clustersToSvg(clusters(square, { keep: 0 })), 12).size).toBe(0);
    expect(clustersToSvg(JSON.parse(toJson(answer)) as ClusterAnswer)).toBe(clustersToSvg(answer));
  });

  test.each<[string, unknown, object]>([
    ["options.width: expected an integer in 320..8192, got 3", answer, { width: 3 }],
    ["answer: expected the answer to clusters, got null", null, {}],
    [
      'answer.query.network: expected a lattice of two axes with one site in a cell, got "4x4 honeycomb lattice"',
      clusters(lattice("honeycomb", { size: [4, 4] })),
      {},
    ],
    ["answer.labels: expected 84 labels, one per site, got 2", { ...answer, labels: [0, 0] }, {}],
  ])("refuses bad input: %s", (message, drawn, options) => {
    const draw = () => clustersToSvg(drawn as ClusterAnswer, options);
    expect(draw).toThrow(PercolationError);
    expect(draw).toThrow(message);
  });
});
