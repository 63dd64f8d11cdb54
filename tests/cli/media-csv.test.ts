import { describe, expect, test } from "vitest";
import { json, percolation } from "./program.ts";

describe("answers as comma-separated values", () => {
  test("of a threshold are one row", async () => {
    const words = "threshold --lattice square --size 8x8 --kind bond --runs 30 --seed 2";
    const { keep, standardError } = await json(`${words} --json`);
    const { stdout } = await percolation(`${words} --csv`);
    expect(stdout).toBe(`keep,standardError,method\n${keep},${standardError},median-crossing\n`);
  });

  test("of reach are the distribution", async () => {
    const { stdout } = await percolation("reach --widths 1,2 --drop-bonds 0.5 --csv");
    expect(stdout).toBe("reached,probability\n0,0.25\n1,0.5\n2,0.25\n");
  });

  test("are refused where there are too many rows for a text", async () => {
    const { code, stderr } = await percolation(
      "sweep --lattice square --size 1500x1500 --kind site --runs 1 --steps --csv",
    );
    expect([code, stderr]).toEqual([2, "--csv: expected at most 2097152 rows, got 2250002\n"]);
  });
});

test("sizes of clusters are counted where asked for", async () => {
  const answer = await json("sweep --lattice square --size 3x1 --kind bond --runs 4 --points 2 --sizes-at 0,2 --json");
  expect(answer).toMatchObject({
    sizes: [
      [0, 3, 0, 0],
      [0, 0, 0, 1],
    ],
  });
});
