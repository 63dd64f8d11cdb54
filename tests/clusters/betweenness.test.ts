import { graph } from "percolation";
import { expect, test } from "vitest";
import { betweenness } from "../../sdk/networks/betweenness.ts";

/** Joints 0 to `count`, each joined to the next by two ways over a node of its own. */
function diamonds(count: number) {
  const edges = [];
  for (let joint = 0; joint < count; joint++) {
    const [upper, lower] = [count + 1 + 2 * joint, count + 2 + 2 * joint];
    edges.push(joint, upper, upper, joint + 1, joint, lower, lower, joint + 1);
  }
  return graph({ edges });
}

test.each([1, 2, 7, 700])("the joints of %i diamonds lie between all on their left and all on their right", (count) => {
  // From end to end of 700 there are 2^700 shortest ways.
  const { nodes, edges } = betweenness(diamonds(count));
  for (let joint = 0; joint <= count; joint++) {
    const ownDiamonds = Number(joint > 0) + Number(joint < count); // the two sides of each meet over it half the time
    expect(nodes[joint]).toBeCloseTo(9 * joint * (count - joint) + ownDiamonds / 2, 4);
  }
  expect(edges.every(Number.isFinite)).toBe(true);
});

test("counts beyond any double do not matter", () => {
  const { nodes } = betweenness(diamonds(1200));
  expect(nodes[600]).toBeCloseTo(9 * 600 * 600 + 1, 3);
  expect(nodes.every(Number.isFinite)).toBe(true);
});

test("a thin arm counts beside one with more ways than any double", () => {
  const edges = [];
  for (let step = 0; step < 2000; step++) {
    const [thick, thin] = [step, step === 0 ? 0 : 2000 + step];
    edges.push(thick, thick + 1, thick, thick + 1, thin, 2001 + step);
  }
  const { nodes } = betweenness(graph({ edges }));
  expect(nodes.every(Number.isFinite)).toBe(true);
  expect(nodes[0]).toBe(2000 * 2000);
  expect([nodes[1], nodes[2001]]).toEqual([1999 * 2001, 1999 * 2001]);
});
