// Winding numbers far beyond those of chance: counted right, or refused, but never told of another axis.

import { lattice, PercolationError, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";

type Bond = [number, number, number[]];

/**
 * Sites in a chain, each wound `turns` times around the first axis from the one before, and each the centre
 * of a star larger than all before together, so that it becomes the root; the last bond closes the chain.
 */
function chain(axes: number, turns: number, links: number) {
  const along = (cells: number) => [cells, ...Array<number>(axes - 1).fill(0)];
  const bonds: Bond[] = [];
  let next = 1;
  let size = 1;
  let last = 0;
  for (let link = 0; link < links; link++) {
    const root = next++;
    for (let leaf = 0; leaf < size; leaf++) bonds.push([root, next++, along(0)]);
    bonds.push([root, last, along(turns)]);
    last = root;
    size = 2 * size + 1;
  }
  bonds.push([last, 0, along(-turns)]);
  return { bonds, sites: next };
}

function windingOf(axes: number, turns: number, links: number): (number | null)[] | "refused" {
  const { bonds, sites } = chain(axes, turns, links);
  const network = lattice({ sites, bonds }, { size: Array<number>(axes).fill(1), periodic: true });
  try {
    return [...sweepRun(network, { kind: "bond", order: bonds.map((_, bond) => bond) }).wrapping];
  } catch (error) {
    expect(error).toBeInstanceOf(PercolationError);
    expect((error as PercolationError).code).toBe("too-large");
    return "refused";
  }
}

describe("chains wound around the torus", () => {
  for (const axes of [1, 2, 3, 4, 5, 6]) {
    test.each([1, 2, 7, 30, 50, 75, 100])(`on ${axes} axes, %d turns a link`, (turns) => {
      for (const links of [1, 2, 3, 4, 5]) {
        const winding = windingOf(axes, turns, links);
        if (turns * (links + 1) <= 12) expect(winding).not.toBe("refused");
        if (winding === "refused") continue;
        const closed = chain(axes, turns, links).bonds.length;
        expect(winding).toEqual([closed, ...Array<null>(axes - 1).fill(null)]);
      }
    });
  }

  test("a long spiral winds as often as it has rows", () => {
    // One path along the first axis, shifted by a row each time around: closed after all rows.
    const rows = 3000;
    const spiral = lattice({ sites: 1, bonds: [[0, 0, [1, 0]]] }, { size: [4, rows], periodic: true });
    const { wrapping, clusters } = sweepRun(spiral, { kind: "bond" });
    expect([clusters.at(-1), wrapping[1]]).toEqual([rows, null]);
    const slanted = lattice({ sites: 1, bonds: [[0, 0, [1, 1]]] }, { size: [7, 10], periodic: true });
    const answer = sweepRun(slanted, { kind: "bond" });
    expect([answer.clusters.at(-1), answer.wrapping]).toEqual([1, [70, 70]]);
  });
});
