import { describe, expect, test } from "vitest";
import { percolation } from "./program.ts";

/** The report of a command, its runs of spaces made one. */
async function report(line: string): Promise<string> {
  const { code, stdout, stderr } = await percolation(line);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout.replace(/ {2,}/g, "  ");
}

describe("path says", () => {
  test("what a usual probability means", async () => {
    const { stdout } = await percolation("path --widths 784,300,100,10 --drop-bonds 0.998");
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      "network        784-300-100-10, dropconnect 0.998",
      "method         exact",
      expect.stringMatching(/^path survives {2}0\.528929142063$/),
      expect.stringMatching(/^cut {12}0\.471070857937$/),
      "",
      "About 53 of 100 masks leave an open path; the other 47 cut every path.",
    ]);
  });

  test("how rare a rare cut is", async () => {
    const text = await report("path --width 8 --depth 1e12 --drop-sites 0.01");
    expect(text).toContain("10^12 hidden layers of 8");
    expect(text).toMatch(/cut {2}9\.999\d+e-5\n/);
    expect(text).toContain("About one mask in 10000 cuts every path.");
  });

  test("the exponent of a cut that no double holds", async () => {
    const text = await report("path --width 1000 --depth 1 --drop-sites 0.01");
    expect(text).toContain("path survives  1 - 1e-2000\ncut  1e-2000\n");
    expect(text).toContain("About one mask in 10^2000 cuts every path, more than any training run draws.");
  });

  test("that nothing can cut a network without removal", async () => {
    const text = await report("path --widths 2,2,2");
    expect(text).toContain("2-2-2, nothing removed");
    expect(text).toContain("path survives  1\ncut  0\n");
    expect(text).toContain("Every mask leaves an open path: nothing can cut this network.");
    expect(text).not.toContain("biases");
  });

  test("that every mask cuts a network without weights", async () => {
    const text = await report("path --widths 2,2,2 --drop-bonds 1");
    expect(text).toContain("path survives  0\ncut  1\n");
    expect(text).toContain("Every mask cuts every path");
  });

  test("how rare an open path is", async () => {
    expect(await report("path --widths 1,1,1 --keep-bonds 0.001")).toContain(
      "Only about one mask in 10^6 leaves an open path",
    );
  });

  test("counts, interval and seed of a sample", async () => {
    const text = await report(
      "path --widths 2,2,2 --drop-bonds 0.5 --method monte-carlo --trials 1000 --seed 7 --confidence 0.9",
    );
    expect(text).toMatch(/trials {2}\d+ of 1000 left an open path, seed 7\n90 % interval {2}0\.\d+ to 0\.\d+\n/);
    expect(text).toContain("This is an estimate from 1000 sampled masks.");
  });

  test("what follows from a sample without any cut, and from one without an open path", async () => {
    const open = await report("path --widths 2,2,2 --method monte-carlo --trials 1000");
    expect(open).toContain(
      "All 1000 sampled masks left an open path; with 95 % confidence the probability of a cut is at most 0.00383.",
    );
    const cut = await report("path --widths 2,2,2 --drop-bonds 1 --method monte-carlo --trials 1");
    expect(cut).toContain(
      "The one sampled mask cut every path; with 95 % confidence the probability of an open path is at most 0.793.",
    );
  });
});

describe("curve", () => {
  test("draws a plot in a pipe of 72 columns and says where it crosses 1/2", async () => {
    const { stdout } = await percolation("curve --width 8 --depth 10 --of sites");
    const lines = stdout.split("\n");
    expect(Math.max(...lines.slice(4, 20).map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(stdout).toContain("drop rate of hidden neurons (dropout)");
    expect(stdout).toContain("falls below 1/2 between drop rates 0.71 and 0.72; percolation critical --of sites finds");
  });

  test("says when it does not cross 1/2", async () => {
    expect(await report("curve --width 8 --depth 10 --of sites --to 0.5")).toContain("stays at 1/2 or above");
    expect(await report("curve --width 8 --depth 10 --of sites --from 0.8")).toContain("stays below 1/2");
  });

  test("--csv prints a row a point", async () => {
    const { stdout } = await percolation("curve --widths 2,2,2 --of bonds --points 3 --csv");
    const [header, first, second, third, end] = stdout.split("\n");
    expect([header, first, third, end]).toEqual([
      "drop,keep,probability,failure,log10Failure",
      "0,1,1,0,-Infinity",
      "1,0,0,1,0",
      "",
    ]);
    expect(second?.split(",").slice(0, 3)).toEqual(["0.5", "0.5", "0.80859375"]);
  });

  test("--csv of a sampled curve also prints counts and interval", async () => {
    const { stdout } = await percolation(
      "curve --widths 2,2 --of bonds --points 2 --csv --method monte-carlo --trials 100",
    );
    const [header, first] = stdout.split("\n");
    expect(header).toBe("drop,keep,probability,failure,log10Failure,trials,open,low,high");
    expect(first).toMatch(/^0,1,1,0,-Infinity,100,100,0\.96\d+,1$/);
  });
});

test("critical names the drop rate beyond which a cut is the rule", async () => {
  const text = await report("critical --width 8 --depth 10 --of sites");
  expect(text).toMatch(/critical drop {2}0\.713234943384\d* of sites\n/);
  expect(text).toContain("Beyond a drop rate of 0.713235 of hidden neurons, a mask is more likely to cut every path");
  expect(await report("critical --width 8 --depth 10 --of bonds --drop-sites 1")).toContain(
    "even when no weights are removed",
  );
  expect(await report("critical --widths 2,2 --of sites --drop-bonds 0.1")).toContain("never falls below 0.5");
  const sampled = await report("critical --width 4 --depth 3 --of sites --level 0.9 --method monte-carlo --trials 500");
  expect(sampled).toMatch(/trials {2}500 at each rate tried, seed 0\n95 % interval {2}0\.\d+ to 0\.\d+\n/);
  expect(sampled).toContain("an open path exists with probability below 0.9");
});

test("depth names the number of layers from which on a cut is the rule", async () => {
  expect(await report("depth --width 8 --drop-sites 0.5")).toContain(
    "From 178 hidden layers on, a mask is more likely to cut every path than to leave one open.",
  );
  expect(await report("depth --width 8 --drop-sites 0.5 --level 0.9")).toContain(
    "From 27 hidden layers on, an open path exists with probability below 0.9.",
  );
  expect(await report("depth --width 1 --drop-bonds 0.9")).toContain("Already with one hidden layer");
  expect(await report("depth --width 8")).toContain(
    "No number of hidden layers brings the path probability below 0.5.",
  );
  expect(await report("depth --width 8 --drop-bonds 0.0001")).toMatch(/From 2\.7181559693\d*e\+253 hidden layers on/);
});

test("reach tells outputs and layers", async () => {
  const text = await report("reach --widths 784,300,100,10 --drop-bonds 0.998");
  expect(text).toContain("outputs reached  0.729166 of 10 expected\n");
  expect(text).toMatch(/hidden 1 {2}0\.791865 {2}7\.91285e-6\n/);
  expect(text).toContain("Most often no output is reached: with probability 0.471.");
  expect(await report("reach --widths 3,3,3")).toContain("Most often all 3 outputs are reached: with probability 1.");
});

test("paths tells the moments and the bounds", async () => {
  const text = await report("paths --widths 784,300,100,10 --drop-bonds 0.998");
  expect(text).toContain("open paths  1.8816 expected\n");
  expect(text).toMatch(/at least 0\.3462982908\d*, at most 1\.\n/);
  expect(await report("paths --width 1000 --depth 1000")).toContain("open paths  1e+3006 expected\n");
  expect(await report("paths --widths 2,2 --drop-bonds 1")).toContain("No path can be open.");
});

test("masks tells how much of each layer is kept", async () => {
  const text = await report("masks --widths 40,30,10 --drop-sites 0.5 --seed 7 --trial 12");
  expect(text).toContain(`inputs  40 of 40  ${"1".repeat(32)}...\n`);
  expect(text).toMatch(/hidden 1 {2}\d+ of 30 {2}[01]{30}\n/);
  expect(text).toContain("into outputs  300 of 300");
  expect(await report("masks --width 3 --depth 60")).toContain("(45 more)");
});

describe("forecast says", () => {
  test("how many steps change something, and when the first does not", async () => {
    const text = await report("forecast --width 4 --depth 20 --drop-sites 0.5 --steps 4000");
    expect(text).toContain("Of 4000 steps about 1100 change some weight; about 2900 change nothing");
    expect(text).toContain("is to be expected about step 1.");
    expect(text).toContain("The whole run changes nothing with probability 1e-558.8.");
    expect(text).toContain("networks without biases");
  });

  test("that a mask for each sample makes idle steps rare", async () => {
    const text = await report(
      "forecast --width 4 --depth 20 --drop-sites 0.5 --steps 4e3 --mask-per sample --batch 32",
    );
    expect(text).toContain("steps  4000, batches of 32, a mask for each sample\n");
    expect(text).toContain("All of 4000 steps are expected to change some weight.");
    expect(text).toContain("about step 29500, after the end of this run");
  });

  test("that training is certain to go on, or never starts", async () => {
    expect(await report("forecast --widths 2,2 --steps 5")).toContain("Each of 5 steps changes some weight.");
    expect(await report("forecast --widths 2,2 --steps 5 --drop-bonds 1")).toContain(
      "None of 5 steps changes any weight",
    );
    expect(await report("forecast --widths 1,1,1 --steps 5 --drop-bonds 0.9999")).toContain(
      "Most likely the whole run changes nothing.",
    );
  });
});
