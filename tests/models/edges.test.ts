import { input, model, pathProbability, reach, toLayered, withRemoval } from "percolation";
import { describe, expect, test } from "vitest";

describe("sizes at the edges", () => {
  test.each([
    ["causal attention of many tokens", input([8, 20000]).attention({ heads: 2, causal: true })],
    ["a kernel as wide as can be", input([1, 1000000]).conv1d(2, { kernel: 65536, padding: "same" })],
    ["a pool as wide as can be", input([1, 100000]).pool({ kernel: 65536, stride: 1 })],
  ])("%s needs no table where all positions are alike", (_, layer) => {
    const channels = layer.shape[0] as number;
    const { failure, method } = pathProbability(layer.channelDropout(0.5).model());
    expect(method).toBe("exact");
    expect(failure / 0.5 ** channels).toBeCloseTo(1, 9);
  });

  test("windows that would need too large a table are refused", () => {
    const apart = input([1, 100000]).dropout(0.5).pool({ kernel: 65536, stride: 1 }).model();
    expect(() => pathProbability(apart)).toThrow(/^network: expected windows that read at most/);
  });

  test("20000 removals in a row, and a residual block in each of 3000", () => {
    let chain = input([2]).dense(2);
    for (let index = 0; index < 20000; index++) chain = chain.dropout(1e-9);
    expect(pathProbability(chain.model()).failure).toBeCloseTo((1 - (1 - 1e-9) ** 20000) ** 2, 15);
    const first = input([2]).dense(2);
    let nested = first;
    for (let index = 0; index < 3000; index++) nested = nested.dense(2).add(first);
    expect(pathProbability(nested.dropout(0.5).model(), { trials: 128 }).trials).toBe(128);
  });
});

describe("numbers at the edges", () => {
  test("more outputs than a histogram has bins are expected all the same", () => {
    expect(reach(input([8, 1024, 1024]).model(), { method: "monte-carlo", trials: 1 }).expected).toBe(8388608);
  });

  test("of two exact parts that fail hardly ever, the likelier failure counts", () => {
    const network = input([2000])
      .dropout(0.5)
      .dense(1)
      .dense(3000)
      .dropout(0.5)
      .dense(1)
      .reshape([1, 1])
      .conv1d(4, { kernel: 1, dropBonds: 0.01 })
      .model();
    const { method, log10Failure } = pathProbability(network, { trials: 1 });
    expect(method).toBe("mixed");
    expect(log10Failure).toBeCloseTo(2000 * Math.log10(0.5), 6);
  });

  test("what costs too much to solve is sampled, unless it is asked for", () => {
    const wide = input([4096]).dense(4096).dropout(0.1);
    const branch = wide.dense(4096, { dropBonds: 0.5 }).dropout(0.1).dense(4096, { dropBonds: 0.5 });
    const network = branch.add(wide).dropout(0.1).dense(10).model();
    expect(pathProbability(network, { trials: 1 }).method).not.toBe("exact");
    expect(() => pathProbability(network, { method: "exact" })).toThrow(/^network: expected one whose exact recursion/);
  });

  test("rates too small to be seen beside 1 stay in a chain, or it is none", () => {
    const twice = input([2]).dense(2).dropout(1e-20).dropout(1e-20).dense(1).model();
    expect(toLayered(twice)?.dropSites).toEqual([2e-20]);
    const both = model([
      { type: "input", shape: [2] },
      { type: "dense", units: 2 },
      { type: "dropout", drop: 1e-20 },
      { type: "dense", units: 2 },
      { type: "dropout", keep: 1e-20 },
      { type: "dense", units: 1 },
    ]);
    expect(toLayered(both)).toBeUndefined();
  });

  test("misspelled rates are refused", () => {
    const network = input([2]).dense(2).dense(1).model();
    expect(() => withRemoval(network, { dropSite: 0.1 } as never)).toThrow(/^removal\.dropSite: expected only/);
    expect(() => withRemoval(network, null as never)).toThrow("removal: expected an object, got null");
    expect(() => reach(network, { method: "exact" })).toThrow(/^method: expected "monte-carlo" or "auto"/);
  });
});
