import { edgesOf, randomRegular } from "percolation";
import { expect, test } from "vitest";

/** Whether two of the neighbours of some node are joined. */
function hasTriangle(nodes: number, ends: Uint32Array): boolean {
  const joined = new Set<number>();
  for (let at = 0; at < ends.length; at += 2) {
    const [one = 0, other = 0] = ends.slice(at, at + 2);
    joined.add(one * nodes + other).add(other * nodes + one);
  }
  const all = [...Array(nodes).keys()];
  return [...joined].some((key) => {
    const [one, other] = [Math.floor(key / nodes), key % nodes];
    return all.some((third) => joined.has(one * nodes + third) && joined.has(other * nodes + third));
  });
}

test("of the 70 cubic graphs of 6 labelled nodes, the 10 without triangles come as often as all others", () => {
  const draws = 4000;
  let without = 0;
  for (let seed = 0; seed < draws; seed++) {
    if (!hasTriangle(6, edgesOf(randomRegular({ nodes: 6, degree: 3, seed })))) without++;
  }
  const share = 1 / 7;
  expect(Math.abs(without / draws - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));
});

test.each([
  [10, 7],
  [12, 11],
  [60, 58],
  [100, 90],
  [7, 0],
  [50, 20],
])("with %i nodes of degree %i all have it, by different neighbours", (nodes, degree) => {
  const ends = edgesOf(randomRegular({ nodes, degree, seed: 5 }));
  const neighbours = Array.from({ length: nodes }, () => new Set<number>());
  for (let at = 0; at < ends.length; at += 2) {
    neighbours[ends[at] ?? 0]?.add(ends[at + 1] ?? 0);
    neighbours[ends[at + 1] ?? 0]?.add(ends[at] ?? 0);
  }
  expect(neighbours.every((others, node) => others.size === degree && !others.has(node))).toBe(true);
});
