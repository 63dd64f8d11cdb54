import {
  ask,
  criticalDepth,
  curve,
  forecast,
  layered,
  PercolationError,
  pathProbability,
  type Query,
  rectangular,
  sampleMasks,
} from "percolation";
import { afterEach, describe, expect, test } from "vitest";

/** The error that `use` throws. */
function errorOf(use: () => unknown): PercolationError {
  try {
    use();
  } catch (error) {
    expect(error).toBeInstanceOf(PercolationError);
    return error as PercolationError;
  }
  throw new Error("expected an error, got none");
}

const given = <T>(value: unknown) => value as T;

// Whatever was thrown, the engine answers afterwards.
afterEach(() => {
  expect(pathProbability(layered([2, 2, 2], { dropBonds: 0.5 })).probability).toBe(0.80859375);
});

const WIDTH = "an integer in 1..1048576";
const WIDTHS = "an array of 2..65536 widths";

describe("bad networks", () => {
  test.each([
    [[784, 300, 0], `network.widths[2]: expected ${WIDTH}, got 0`],
    [[-1, 2], `network.widths[0]: expected ${WIDTH}, got -1`],
    [[2, 1.5, 2], `network.widths[1]: expected ${WIDTH}, got 1.5`],
    [[2, Number.NaN], `network.widths[1]: expected ${WIDTH}, got NaN`],
    [[2, Number.POSITIVE_INFINITY], `network.widths[1]: expected ${WIDTH}, got Infinity`],
    [[2, 1e9], `network.widths[1]: expected ${WIDTH}, got 1000000000`],
    [[2, "3"], `network.widths[1]: expected ${WIDTH}, got "3"`],
    [[2, 3n], `network.widths[1]: expected ${WIDTH}, got 3n`],
    [[2, null], `network.widths[1]: expected ${WIDTH}, got null`],
    [[], `network.widths: expected ${WIDTHS}, got an empty array`],
    [[5], `network.widths: expected ${WIDTHS}, got an array of length 1`],
    [undefined, `network.widths: expected ${WIDTHS}, got undefined`],
    [7, `network.widths: expected ${WIDTHS}, got 7`],
  ])("widths %#", (widths, message) => {
    const error = errorOf(() => layered(given(widths)));
    expect(error.message).toBe(message);
    expect(error.code).toBe("invalid-input");
    expect(message.startsWith(error.field)).toBe(true);
  });

  const RATES = "a number in 0..1 or an array of them";
  test.each([
    [{ dropSites: -0.1 }, `network.dropSites: expected ${RATES}, got -0.1`],
    [{ dropSites: 1.1 }, `network.dropSites: expected ${RATES}, got 1.1`],
    [{ keepBonds: Number.NaN }, `network.keepBonds: expected ${RATES}, got NaN`],
    [{ dropBonds: "0.5" }, `network.dropBonds: expected ${RATES}, got "0.5"`],
    [{ dropInputs: 2 }, "network.dropInputs: expected a number in 0..1, got 2"],
    [{ dropInputs: [0.5] }, "network.dropInputs: expected a number in 0..1, got an array of length 1"],
    [{ dropSites: [0.5] }, "network.dropSites: expected 2 rates, one per hidden layer, got an array of length 1"],
    [{ dropSites: [] }, "network.dropSites: expected 2 rates, one per hidden layer, got an empty array"],
    [{ keepBonds: [1, 1] }, "network.keepBonds: expected 3 rates, one per weight layer, got an array of length 2"],
    [{ dropSites: [0.5, 2] }, "network.dropSites[1]: expected a number in 0..1, got 2"],
    [{ dropSites: 0.5, keepSites: 0.5 }, "network.keepSites: expected none, since dropSites is given, got 0.5"],
    [{ dropBonds: 0, keepBonds: 1 }, "network.keepBonds: expected none, since dropBonds is given, got 1"],
    [{ dropInputs: 0, keepInputs: 1 }, "network.keepInputs: expected none, since dropInputs is given, got 1"],
    [{ dropsites: 0.5 }, "network.dropsites: expected no such field, got 0.5"],
    [
      { connections: [null] },
      "network.connections: expected 3 entries, one per weight layer, got an array of length 1",
    ],
    [{ connections: ["?", null, null] }, 'network.connections[0]: expected base64 text, got "?"'],
    [
      { connections: [new Uint8Array(1), null, null] },
      "network.connections[0]: expected 2 bytes, a bit for each of 12 bonds, got 1 bytes",
    ],
  ])("rates %#", (options, message) => {
    expect(errorOf(() => layered([3, 4, 5, 2], given(options))).message).toBe(message);
  });

  test.each([
    [{ width: 0, depth: 1 }, `network.width: expected ${WIDTH}, got 0`],
    [{ width: 3 }, "network.depth: expected an integer in 1..1000000000000000, got undefined"],
    [{ width: 3, depth: 0 }, "network.depth: expected an integer in 1..1000000000000000, got 0"],
    [{ width: 3, depth: 1e16 }, "network.depth: expected an integer in 1..1000000000000000, got 10000000000000000"],
    [{ width: 3, depth: 2, inputs: 0 }, `network.inputs: expected ${WIDTH}, got 0`],
  ])("rectangles %#", (shape, message) => {
    expect(errorOf(() => rectangular(given(shape))).message).toBe(message);
  });

  test.each([
    [null, "network: expected a network, got null"],
    ["net", 'network: expected a network, got "net"'],
    [{}, 'network.kind: expected "layered", "rectangular", "model", "lattice" or "graph", got undefined'],
    [{ kind: "tree" }, 'network.kind: expected "layered", "rectangular", "model", "lattice" or "graph", got "tree"'],
  ])("things that are none: %#", (network, message) => {
    expect(errorOf(() => pathProbability(given(network))).message).toBe(message);
  });
});

describe("bad options", () => {
  const network = layered([3, 4, 2], { dropBonds: 0.5 });
  const SEED = "an integer in 0..18446744073709551615 as number, bigint or decimal text";
  const TRIALS = "an integer in 1..1099511627776";
  test.each([
    [{ trials: 0 }, `trials: expected ${TRIALS}, got 0`],
    [{ trials: 2 ** 53 }, `trials: expected ${TRIALS}, got 9007199254740992`],
    [{ trials: 1.5 }, `trials: expected ${TRIALS}, got 1.5`],
    [{ trials: "many" }, `trials: expected ${TRIALS}, got "many"`],
    [{ seed: 1.5 }, `seed: expected ${SEED}, got 1.5`],
    [{ seed: -1 }, `seed: expected ${SEED}, got -1`],
    [{ seed: 2 ** 53 }, `seed: expected ${SEED}, got 9007199254740992`],
    [{ seed: 2n ** 64n }, `seed: expected ${SEED}, got 18446744073709551616n`],
    [{ seed: "18446744073709551616" }, `seed: expected ${SEED}, got "18446744073709551616"`],
    [{ seed: "0x10" }, `seed: expected ${SEED}, got "0x10"`],
    [{ seed: "" }, `seed: expected ${SEED}, got ""`],
    [{ seed: Number.NaN }, `seed: expected ${SEED}, got NaN`],
    [{ method: "guess" }, 'method: expected one of "auto", "exact", "monte-carlo", got "guess"'],
    [{ confidence: 1 }, "confidence: expected a number above 0 and below 1, got 1"],
    [{ confidence: 0 }, "confidence: expected a number above 0 and below 1, got 0"],
    [{ samples: 10 }, "samples: expected no such field, got 10"],
  ])("options %#", (options, message) => {
    expect(errorOf(() => pathProbability(network, given(options))).message).toBe(message);
  });

  test.each([
    [() => curve(network, given({})), 'of: expected one of "sites", "bonds", got undefined'],
    [() => curve(network, { of: "bonds", points: 1 }), "points: expected an integer in 2..100001, got 1"],
    [
      () => curve(network, { of: "bonds", from: 0.6, to: 0.5 }),
      "to: expected a number in from..1, that is 0.6..1, got 0.5",
    ],
    [
      () => criticalDepth({ width: 3, dropBonds: 0.5, level: 0 }),
      "level: expected a number above 0 and below 1, got 0",
    ],
    [
      () => criticalDepth({ width: 3, dropBonds: 0.5, keepBonds: 0.5 }),
      "keepBonds: expected none, since dropBonds is given, got 0.5",
    ],
    [() => forecast(network, given({})), "steps: expected an integer in 1..9007199254740991, got undefined"],
    [
      () => forecast(network, { steps: 2 ** 53 }),
      "steps: expected an integer in 1..9007199254740991, got 9007199254740992",
    ],
    [() => forecast(network, { steps: 1, batch: 0 }), "batch: expected an integer in 1..1048576, got 0"],
    [() => sampleMasks(network, { trial: -1 }), "trial: expected an integer in 0..9007199254740991, got -1"],
  ])("call %#", (use, message) => {
    expect(errorOf(use).message).toBe(message);
  });
});

describe("bad queries", () => {
  test.each([
    [null, "query: expected an object, got null"],
    ["path", 'query: expected an object, got "path"'],
    [
      [],
      'ask: expected one of "path", "curve", "critical", "depth", "reach", "masks", "forecast", "paths", "sweep", "clusters", "threshold", "bottleneck", "inspect", got undefined',
    ],
    [
      { ask: "toString" },
      'ask: expected one of "path", "curve", "critical", "depth", "reach", "masks", "forecast", "paths", "sweep", "clusters", "threshold", "bottleneck", "inspect", got "toString"',
    ],
    [{ ask: "path" }, "network: expected a network, got undefined"],
    [{ ask: "path", network: layered([1, 1]), extra: 1 }, "extra: expected no such field, got 1"],
    [{ ask: "depth", width: 3, depth: 4 }, "depth: expected no such field, got 4"],
  ])("query %#", (query, message) => {
    expect(errorOf(() => ask(given<Query>(query))).message).toBe(message);
  });

  test("an unknown query has a code of its own", () => {
    expect(errorOf(() => ask(given<Query>({ ask: "meaning" }))).code).toBe("unknown-query");
  });
});

describe("what is too much", () => {
  test("an exact answer on missing connections is refused, not sampled", () => {
    const pruned = layered([2, 2, 2], { connections: [new Uint8Array([7]), null] });
    const error = errorOf(() => pathProbability(pruned, { method: "exact" }));
    expect(error.code).toBe("method-unavailable");
    expect(error.message).toBe(
      'method: expected "monte-carlo" or "auto" for a network with missing connections, got "exact"',
    );
  });

  test("a network whose exact chain would take minutes is refused", () => {
    const error = errorOf(() => pathProbability(layered([1048576, 1048576, 1048576], { dropBonds: 0.5 })));
    expect(error.code).toBe("too-large");
    expect(error.field).toBe("network");
  });

  test("masks that do not fit in memory are refused before they are drawn", () => {
    const error = errorOf(() => sampleMasks(layered([1048576, 1048576], { dropBonds: 0.5 })));
    expect(error.code).toBe("too-large");
    expect(error.message).toMatch(/^network: expected one that fits in 2 GiB of memory, got one that needs .* GiB$/);
  });

  test("trials of a network too deep to walk are refused", () => {
    const deep = rectangular({ width: 2, depth: 1e12 }, { dropBonds: 0.5 });
    expect(errorOf(() => pathProbability(deep, { method: "monte-carlo" })).code).toBe("too-large");
    expect(errorOf(() => sampleMasks(deep)).code).toBe("too-large");
  });

  test("trials that would draw for hours are refused", () => {
    const network = layered([1048576, 1048576], { dropBonds: 0.999999 });
    const error = errorOf(() => pathProbability(network, { method: "monte-carlo", trials: 10 }));
    expect([error.code, error.field]).toEqual(["too-large", "trials"]);
  });

  test("65536 equal layers are a run, and as quick as one", () => {
    const deep = pathProbability(layered(Array<number>(65536).fill(2), { dropSites: 0.5 }));
    const run = pathProbability(rectangular({ width: 2, depth: 65534 }, { dropSites: 0.5 }));
    expect(deep.log10Probability).toBe(run.log10Probability);
    const wide = pathProbability(layered(Array<number>(65536).fill(1048576), { dropSites: 0.5 }));
    expect(Math.abs(wide.log10Failure - (Math.log10(65534) + 1048576 * Math.log10(0.5)))).toBeLessThan(1e-6);
  });

  test("a very wide network of removed neurons only is answered", () => {
    const { log10Failure } = pathProbability(layered([1048576, 1048576, 1048576], { dropSites: 0.5 }));
    expect(Math.abs(log10Failure / (1048576 * Math.log10(0.5)) - 1)).toBeLessThan(1e-12);
  });
});

test("a field called constructor does not decide what a message says", () => {
  for (const name of ["Trap", { toString: 1 }, null]) {
    const query = JSON.parse(JSON.stringify({ ask: { constructor: { name } } }));
    expect(errorOf(() => ask(query)).message).toMatch(/^ask: expected one of .*, got an object$/);
  }
});
