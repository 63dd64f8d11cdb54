import { describe, expect, test } from "vitest";
import { describeFailure } from "../../sdk/cli/failure.ts";
import { PercolationError } from "../../sdk/errors.ts";
import { percolation } from "./program.ts";

const MODEL = "node_modules/openwakeword-js/models/hello_deepa.onnx";

describe("bad input is refused by exit code 2 and one line on stderr", () => {
  test.each([
    [
      "what",
      'command: expected one of path, curve, critical, depth, reach, bottleneck, paths, masks, forecast, inspect, sweep, clusters, threshold, convert, ask, serve, reproduce, got "what"',
    ],
    ["--json", /^command: expected one of .*, got "--json"$/],
    ["path", "network: expected one of --widths, --width, --model, --lattice and --graph, got none"],
    [
      "path --widths 2,2 --width 2 --depth 1",
      "network: expected one of --widths, --width, --model, --lattice and --graph, got --widths and --width",
    ],
    ["path --widths 2,2 --depth 3", "--depth: expected only beside --width, got it beside --widths"],
    [`path --model ${MODEL} --inputs 3`, "--inputs: expected only beside --width, got it beside --model"],
    ["path --widths 2,abc", '--widths[1]: expected an integer in 1..1048576, got "abc"'],
    ["path --widths 2,,2", '--widths[1]: expected an integer in 1..1048576, got ""'],
    ["path --widths 2,0", "--widths[1]: expected an integer in 1..1048576, got 0"],
    ["path --widths 2", '--widths: expected an array of 2..65536 widths, got "2"'],
    ["path --width 2.5 --depth 3", "--width: expected an integer in 1..1048576, got 2.5"],
    ["path --width 2", "--depth: expected an integer in 1..1000000000000000, got none"],
    ["path --width 2 --depth 1e16", "--depth: expected an integer in 1..1000000000000000, got 10000000000000000"],
    ["path --width 2 --depth 0x10", '--depth: expected an integer in 1..1000000000000000, got "0x10"'],
    ["path --widths 2,2 --trials abc", '--trials: expected an integer in 1..1099511627776, got "abc"'],
    ["path --widths 2,2 --trials 0", "--trials: expected an integer in 1..1099511627776, got 0"],
    ["path --widths 2,2 --trials", "--trials: expected a value, got none"],
    ["path --widths 2,2 --trials --json", "--trials: expected a value, got none"],
    ["path --widths 2,2 --json=yes", "--json: expected no value, got one"],
    ["path --widths 2,2 --what", "--what: expected a flag of path, see percolation path --help"],
    ["path --widths 2,2 -x", "-x: expected a flag of path, see percolation path --help"],
    ["path --widths 2,2 --steps 3", "--steps: expected a flag of path, see percolation path --help"],
    ["path --widths 2,2 more", 'path: expected flags only, got "more"'],
    ["path --widths 2,2 --seed 1e3", /^--seed: expected an integer in 0\.\.18446744073709551615.*, got "1e3"$/],
    ["path --widths 2,2 --seed 18446744073709551616", /^--seed: expected .*, got "18446744073709551616"$/],
    ["path --widths 2,2 --method guess", '--method: expected one of "auto", "exact", "monte-carlo", got "guess"'],
    ["path --widths 2,2 --confidence 1", "--confidence: expected a number above 0 and below 1, got 1"],
    ["path --widths 2,2,2 --drop-sites 2", /^--drop-sites: expected a number in 0\.\.1.*, got 2$/],
    ["path --widths 2,2,2 --drop-sites -0.1", /^--drop-sites: expected a number in 0\.\.1.*, got -0\.1$/],
    ["path --widths 2,2,2 --drop-sites NaN", /^--drop-sites: expected a number in 0\.\.1.*, got "NaN"$/],
    ["path --widths 2,2,2 --drop-sites 0.1,0.2", '--drop-sites: expected 1 rates, one per hidden layer, got "0.1,0.2"'],
    ["path --widths 2,2,2 --drop-bonds 0.1,2", "--drop-bonds[1]: expected a number in 0..1, got 2"],
    ["path --widths 2,2,2 --drop-inputs 0.1,0.2", '--drop-inputs: expected a number in 0..1, got "0.1,0.2"'],
    [
      "path --widths 2,2,2 --drop-sites 0.1 --keep-sites 0.9",
      "--keep-sites: expected none, since --drop-sites is given, got 0.9",
    ],
    [
      "path --width 2 --depth 1e6 --method monte-carlo",
      /^--depth: expected at most 65534 hidden layers, to go through one by one, got /,
    ],
    ["curve --widths 2,2,2", '--of: expected one of "sites", "bonds", got none'],
    ["curve --widths 2,2,2 --of sites --from 0.6 --to 0.5", /^--to: expected a number in .*0\.6\.\.1, got 0\.5$/],
    ["curve --widths 2,2,2 --of sites --points 1", "--points: expected an integer in 2..100001, got 1"],
    ["curve --widths 2,2,2 --of sites --json --csv", "--csv: expected none beside --json, got one"],
    [
      "curve --widths 2,2,2 --of sites --svg nowhere/x.svg",
      "nowhere/x.svg: cannot be written: no such file or directory",
    ],
    ["critical --widths 2,2,2 --of bonds --level 0", "--level: expected a number above 0 and below 1, got 0"],
    ["depth --drop-sites 0.5", "--width: expected an integer in 1..1048576, got none"],
    ["depth --width 8 --depth 3", "--depth: expected a flag of depth, see percolation depth --help"],
    ["masks --widths 2,2 --trial -3", "--trial: expected an integer in 0..9007199254740991, got -3"],
    ["masks --width 2 --depth 1e9", /^--depth: expected at most 65534 hidden layers, to go through one by one, got /],
    ["forecast --widths 2,2", "--steps: expected an integer in 1..9007199254740991, got none"],
    ["forecast --widths 2,2 --steps 3 --mask-per layer", '--mask-per: expected one of "step", "sample", got "layer"'],
    ["paths --widths 2,2 --trials 3", "--trials: expected a flag of paths, see percolation paths --help"],
    ["path --model nowhere.onnx", "nowhere.onnx: cannot be read: no such file or directory"],
    ["path --model tests", /^tests: cannot be read: /],
    ["path --model package.json", /^package\.json: .*expected an ONNX file/],
    [`path --model ${MODEL} --drop-sites 2`, /^--drop-sites: expected a number in 0\.\.1.*, got 2$/],
    [
      `path --model ${MODEL} --drop-sites 0.1`.replace("0.1", "0.1,0.2,0.3"),
      '--drop-sites: expected 2 rates, one per hidden layer, got "0.1,0.2,0.3"',
    ],
  ])("percolation %s", async (line, message) => {
    const { code, stdout, stderr } = await percolation(line);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    if (typeof message === "string") expect(stderr).toBe(`${message}\n`);
    else expect(stderr.trimEnd()).toMatch(message);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

describe("what is thrown becomes", () => {
  test.each([
    "invalid-input",
    "unknown-query",
    "method-unavailable",
    "too-large",
    "invalid-file",
    "unsupported-model",
  ] as const)("exit code 2 for %s", (code) => {
    expect(describeFailure(new PercolationError(code, "why"))).toEqual({ line: "why", exitCode: 2 });
  });

  test("exit code 1 where WebAssembly is missing", () => {
    expect(describeFailure(new PercolationError("engine-unavailable", "why")).exitCode).toBe(1);
  });

  test("exit code 1 and one line, without a stack, for anything else", () => {
    const failure = describeFailure(new TypeError("a\nb"));
    expect(failure).toEqual({ line: "percolation failed: a b", exitCode: 1 });
    expect(describeFailure("thrown").line).toBe("percolation failed: thrown");
  });

  test("a line that cannot steer the terminal", () => {
    const error = new PercolationError("invalid-file", "node \u001b[2J\r\u009b1m\u2028x");
    expect(describeFailure(error).line).toBe("node [2J 1m x");
  });

  test("a message as it is where its field is no flag", () => {
    const error = new PercolationError("too-large", "network: expected less", { field: "network" });
    expect(describeFailure(error, {}).line).toBe("network: expected less");
  });
});
