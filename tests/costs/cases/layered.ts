import { type LayeredOptions, layered, type Network, rectangular, type UniformRemoval } from "percolation";
import { about, type Case, someBits } from "./case.ts";

type Make = (rates: UniformRemoval) => Network;

const equal =
  (layers: number, width: number): Make =>
  (rates) =>
    layered(Array<number>(layers).fill(width), rates);

const sparse =
  (widths: readonly number[], share: number): Make =>
  (rates: LayeredOptions) =>
    layered(widths, {
      ...rates,
      connections: widths.slice(1).map((width, index) => someBits(width * (widths[index] ?? 0), share, index + 1)),
    });

const SITES: UniformRemoval = { dropSites: 0.5 };
const BONDS: UniformRemoval = { dropBonds: 0.3 };
const RARE_BONDS: UniformRemoval = { dropBonds: 0.998 };
const BOTH: UniformRemoval = { dropSites: 0.2, dropBonds: 0.9, dropInputs: 0.1 };

/** Networks that are solved exactly. */
const solved: readonly (readonly [string, Make, readonly UniformRemoval[]])[] = [
  ["2-2-2", (rates) => layered([2, 2, 2], rates), [SITES, BONDS]],
  ["784-300-100-10", (rates) => layered([784, 300, 100, 10], rates), [SITES, RARE_BONDS]],
  ["5 layers of 1000", equal(5, 1000), [SITES, BOTH, RARE_BONDS]],
  [
    "400 layers of 3 to 7",
    (rates) =>
      layered(
        Array.from({ length: 400 }, (_, i) => 3 + (i % 5)),
        rates,
      ),
    [SITES, BOTH],
  ],
  ["8 wide and 1e15 deep", (rates) => rectangular({ width: 8, depth: 1e15 }, rates), [SITES, { dropBonds: 0.8 }]],
  ["64 wide and 40 deep", (rates) => rectangular({ width: 64, depth: 40 }, rates), [SITES, BOTH]],
  ["200 wide and 1e6 deep", (rates) => rectangular({ width: 200, depth: 1e6 }, rates), [BONDS, { dropBonds: 0.995 }]],
];

/** Networks that trials are run of, with how many. */
const sampled: readonly (readonly [string, Make, readonly UniformRemoval[], readonly number[]])[] = [
  ["2-2-2", (rates) => layered([2, 2, 2], rates), [BONDS], [100, 1_000_000]],
  ["784-300-100-10", (rates) => layered([784, 300, 100, 10], rates), [SITES, RARE_BONDS], [1000, 50_000]],
  ["4 layers of 64", equal(4, 64), [BONDS, BOTH], [100, 20_000]],
  ["16 wide and 300 deep", (rates) => rectangular({ width: 16, depth: 300 }, rates), [SITES, BOTH], [100, 5000]],
  ["pruned 30-30-30", sparse([30, 30, 30], 0.3), [SITES, BOTH], [100, 20_000]],
  ["pruned 300-300-300", sparse([300, 300, 300], 0.1), [SITES, BONDS], [100, 20_000]],
];

const rateText = (rates: object) => JSON.stringify(rates).replaceAll('"', "");

/** Questions about layered and rectangular networks, exact and sampled. */
export const layeredCases: readonly Case[] = [
  ...solved.flatMap(([name, make, removals]) =>
    removals.flatMap((rates): Case[] => {
      const network = make(rates);
      const title = `${name} ${rateText(rates)}`;
      const method = "exact";
      return [
        about(title, { ask: "path", network, method }),
        about(title, { ask: "reach", network, method }),
        about(title, { ask: "forecast", network, steps: 1000, method }),
        about(title, { ask: "paths", network }),
        about(title, { ask: "critical", network, of: "bonds", method }),
        about(title, { ask: "curve", network, of: "sites", points: 11, method }),
      ];
    }),
  ),
  ...sampled.flatMap(([name, make, removals, counts]) =>
    removals.flatMap((rates) => {
      const network = make(rates);
      const method = "monte-carlo";
      return [
        about(`${name} ${rateText(rates)}`, { ask: "masks", network }),
        ...counts.flatMap((trials): Case[] => {
          const title = `${name} ${rateText(rates)}, ${trials} trials`;
          const few = Math.ceil(trials / 20);
          return [
            about(title, { ask: "path", network, method, trials }),
            about(title, { ask: "reach", network, method, trials }),
            about(title, { ask: "forecast", network, steps: 1000, method, trials }),
            about(title, { ask: "critical", network, of: "sites", method, trials: few }),
            about(title, { ask: "curve", network, of: "bonds", points: 5, method, trials: few }),
            about(title, { ask: "bottleneck", network, of: "sites", trials: few }),
            about(title, { ask: "bottleneck", network, of: "bonds", trials: few, points: 11 }),
          ];
        }),
      ];
    }),
  ),
  ...[4, 32, 256].flatMap((width) =>
    [SITES, { dropBonds: 0.9 }, { dropBonds: 0.99 }, BOTH].map((rates) =>
      about(`${width} wide ${rateText(rates)}`, { ask: "depth", width, ...rates }),
    ),
  ),
  about("20001 points", { ask: "curve", network: layered([2, 2, 2]), of: "sites", points: 20_001 }),
  about("20001 points", { ask: "bottleneck", network: layered([2, 2, 2]), of: "sites", trials: 10, points: 20_001 }),
];
