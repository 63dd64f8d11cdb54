import { expect, test } from "vitest";
import { percolation } from "./program.ts";

const MISERABLES = "node_modules/vega-datasets/data/miserables.json";
const SQUARE = "--lattice square --size 4x4";
const SIZE = "an integer in 1..2147483647";

test.each<[string, string | RegExp]>([
  ["sweep --kind site", "network: expected one of --lattice and --graph, got none"],
  [
    `sweep ${SQUARE} --graph x --kind site`,
    /^network: expected one of --lattice and --graph, got --lattice and --graph$/,
  ],
  ["sweep --widths 2,2 --kind site", "--widths: expected a flag of sweep, see percolation sweep --help"],
  [`sweep ${SQUARE} --drop-inputs 0.1 --kind site`, /^--drop-inputs: expected a flag of sweep, see /],
  ["sweep --lattice square --kind site", "--size: expected AxB..., 1 to 6 integers, got none"],
  ["sweep --lattice square --size 8x0 --kind site", `--size[1]: expected ${SIZE}, got 0`],
  ["sweep --lattice square --size 8xa --kind site", `--size[1]: expected ${SIZE}, got "a"`],
  ["sweep --lattice square --size 2.5,2 --kind site", `--size[0]: expected ${SIZE}, got 2.5`],
  ["sweep --lattice square --size 8x8x8 --kind site", '--size: expected 2 sizes for "square", got "8,8,8"'],
  ["sweep --lattice square --size 1e5x1e5 --kind site", /^--size: expected at most 2147483647 sites and bonds, got /],
  [
    "sweep --lattice mesh --size 8x8 --kind site",
    /^--lattice: expected one of "square", .*"directed-square", got "mesh"$/,
  ],
  ["sweep --size 8x8 --kind site", "network: expected one of --lattice and --graph, got none"],
  [`sweep ${SQUARE} --periodic=yes --kind site`, /^--periodic: expected true, false, or .*, got "yes"$/],
  [
    `sweep ${SQUARE} --periodic=true --periodic=true,true,true --kind site`,
    /^--periodic: expected 2 values, one per axis, got "true,/,
  ],
  [`sweep ${SQUARE} --periodic true --kind site`, 'sweep: expected flags only, got "true"'],
  [`sweep ${SQUARE} --directed --kind site`, "--directed: expected only beside --graph, got it beside --lattice"],
  [
    `sweep --graph ${MISERABLES} --periodic --kind site`,
    "--periodic: expected only beside --lattice, got it beside --graph",
  ],
  ["sweep --graph nowhere.csv --kind site", "nowhere.csv: cannot be read: no such file or directory"],
  [`sweep ${SQUARE}`, '--kind: expected one of "site", "bond", got none'],
  [`sweep ${SQUARE} --kind sites`, '--kind: expected one of "site", "bond", got "sites"'],
  [`sweep ${SQUARE} --kind site --runs 0`, "--runs: expected an integer in 1..1099511627776, got 0"],
  [`sweep ${SQUARE} --kind site --points 1`, "--points: expected an integer in 2..100001, got 1"],
  [`sweep ${SQUARE} --kind site --points 3 --keep 0.5`, "--points: expected none, since --keep is given, got 3"],
  [`sweep ${SQUARE} --kind site --keep 0.5,2`, "--keep[1]: expected a number in 0..1, got 2"],
  [`sweep ${SQUARE} --kind site --attack degree`, '--attack: expected none for a lattice, got "degree"'],
  [
    `sweep --graph ${MISERABLES} --kind site --attack luck`,
    '--attack: expected one of "degree", "betweenness", "weight", got "luck"',
  ],
  [`sweep ${SQUARE} --kind site --from 0`, "--to: expected sites, since --from is given, got none"],
  [`sweep ${SQUARE} --kind site --from 0 --to 16`, "--to[0]: expected a site in 0..15, got 16"],
  [`sweep ${SQUARE} --kind site --from axis2=0 --to 1`, "--from: expected an axis in 0..1, got 2"],
  [`sweep ${SQUARE} --kind site --from 0 --to axis1=9`, "--to: expected an integer in -4..3, got 9"],
  [`sweep ${SQUARE} --kind site --steps 3`, 'sweep: expected flags only, got "3"'],
  [`sweep ${SQUARE} --kind site --drop-bonds 0.1,0.2`, '--drop-bonds: expected a number in 0..1, got "0.1,0.2"'],
  [
    `sweep ${SQUARE} --kind site --drop-bonds 0.1 --keep-bonds 0.1`,
    /^--keep-bonds: expected none, since --drop-bonds is given/,
  ],
  [`sweep ${SQUARE} --kind site --json --svg x.svg`, "--svg: expected none beside --json, got one"],
  [`clusters ${SQUARE} --keep 2`, "--keep: expected a number in 0..1, got 2"],
  [`clusters ${SQUARE} --keep 0.5 --drop 0.5`, "--keep: expected none, since --drop is given, got 0.5"],
  [`clusters ${SQUARE} --sample -1`, "--sample: expected an integer in 0..9007199254740991, got -1"],
  [`clusters ${SQUARE} --labels`, "--labels: expected only beside --json, got it alone"],
  [`clusters ${SQUARE} --svg nowhere/x.svg`, "nowhere/x.svg: cannot be written: no such file or directory"],
  [`threshold ${SQUARE} --kind site --runs 1`, "--runs: expected an integer in 2..134217728, got 1"],
  [`threshold ${SQUARE} --kind site --axis 2`, "--axis: expected an axis in 0..1, got 2"],
  [
    `threshold ${SQUARE} --kind site --svg t.svg`,
    "--svg: expected a flag of threshold, see percolation threshold --help",
  ],
  [`threshold ${SQUARE} --kind site --method guess`, /^--method: expected one of "auto", .*, got "guess"$/],
  [`threshold ${SQUARE} --kind site --method wrapping-crossing`, /^--method: expected periodic axes/],
  [
    `threshold --graph ${MISERABLES} --kind site --method median-crossing`,
    /^--method: expected --from and --to, or a lattice/,
  ],
  [`path ${SQUARE}`, "--from: expected the sites where paths begin, got none"],
  [`path ${SQUARE} --from 0`, "--to: expected the sites where paths end, got none"],
  [`path ${SQUARE} --from 0 --to 15 --method exact`, /^--method: expected "monte-carlo" or "auto".*, got "exact"$/],
  [`path ${SQUARE} --from 0 --to 15 --spare all`, /^--spare: expected one of "both", .*, got "all"$/],
  [
    `path ${SQUARE} --drop-inputs 0.1`,
    "--drop-inputs: expected only beside --widths or --width or --model, got it beside --lattice",
  ],
  [`path --graph ${MISERABLES} --from 3 --to Valjean`, '--from[0]: expected a label of the graph, got "3"'],
  [`path --graph ${MISERABLES} --from axis0=0 --to Valjean`, '--from: expected sites of the graph, got "axis0=0"'],
  ["path --widths 2,2 --from 0", '--from: expected none for a layered network, got "0"'],
  ["path --widths 2,2 --size 3", "--size: expected only beside --lattice, got it beside --widths"],
  ["curve --lattice square --size 4x4 --of sites", "--lattice: expected a flag of curve, see percolation curve --help"],
  [`bottleneck ${SQUARE} --from 0 --to 15`, '--of: expected one of "sites", "bonds", got none'],
  ["bottleneck --widths 2,2 --of sites --trials 0", "--trials: expected an integer in 1..134217728, got 0"],
])("percolation %s is refused", async (line, message) => {
  const { code, stdout, stderr } = await percolation(line);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  if (typeof message === "string") expect(stderr).toBe(`${message}\n`);
  else expect(stderr.trimEnd()).toMatch(message);
  expect([code, stdout]).toEqual([2, ""]);
});
