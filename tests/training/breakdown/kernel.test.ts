import { layered, type Network, pathProbability, rectangular, sampleMasks } from "percolation";
import { createTrainer, type TrainingOptions } from "percolation/training";
import { describe, expect, test } from "vitest";

// The trainer tells of open paths by a walk of its own through the masks it trains with. Two that know nothing of it: the
// percolation kernel, which counts them in blocks of trials, and a walk through the masks that sampleMasks draws. All three
// have the same masks, step t being trial t.

const STEPS = 700;
const SEED = 2026;

const networks: readonly [string, Network][] = [
  ["sites", layered([5, 4, 4, 3], { dropSites: 0.6 })],
  ["bonds", layered([3, 3, 3, 2], { dropBonds: 0.7 })],
  ["inputs", layered([3, 4, 2], { dropInputs: 0.6 })],
  ["all of them", layered([6, 5, 7, 3], { dropInputs: 0.5, dropSites: [0.4, 0.7], dropBonds: 0.6 })],
  ["a layer of bonds alone", layered([4, 3, 2], { dropBonds: [0, 0.8] })],
  ["a deep one of sites", rectangular({ width: 3, depth: 30 }, { dropSites: 0.3 })],
  ["a deep one of bonds", rectangular({ width: 4, depth: 20, inputs: 2, outputs: 5 }, { dropBonds: 0.6 })],
  ["more neurons than a word has bits", layered([150, 140, 3], { dropInputs: 0.98, dropSites: 0.985 })],
  ["nothing that is kept", layered([3, 3, 2], { dropSites: 1 })],
  ["everything kept", layered([3, 3, 2], {})],
];

const widthsOf = (network: Network) =>
  network.kind === "layered"
    ? network.widths
    : [
        network.inputs ?? network.width,
        ...Array<number>(network.depth).fill(network.width),
        network.outputs ?? network.width,
      ];

/** Which steps the trainer reports to be open, all inputs being other than 0. */
function reported(network: Network, options: TrainingOptions = {}): Uint8Array {
  const widths = widthsOf(network);
  const [inputs = 0, outputs = 0] = [widths[0], widths.at(-1)];
  const rows = [0, 1, 2].map((row) => Array.from({ length: inputs }, (_, input) => 0.1 + ((row + input) % 3) / 9));
  const data = { inputs: rows, labels: rows.map((_, row) => row % outputs) };
  const slow = { learningRate: 1e-6, activation: "tanh", seed: SEED } as const;
  return createTrainer(network, data, { ...slow, ...options }).advance(STEPS).open;
}

/** Whether a path is open in the masks of a trial. */
function walk(network: Network, trial: number): boolean {
  const widths = widthsOf(network);
  const { inputs, sites, bonds } = sampleMasks(network, { seed: SEED, trial });
  const isKept = (mask: Uint8Array | undefined, at: number) => mask?.[at] === 1;
  let reached = Array.from({ length: widths[0] ?? 0 }, (_, input) => isKept(inputs, input));
  widths.slice(1).forEach((width, layer) => {
    const before = reached;
    reached = Array.from({ length: width }, (_, target) => {
      if (layer < widths.length - 2 && !isKept(sites[layer], target)) return false;
      return before.some((is, source) => is && isKept(bonds[layer], target * before.length + source));
    });
  });
  return reached.some((is) => is);
}

describe.each(networks)("of %s", (_, network) => {
  const trials = { method: "monte-carlo", trials: STEPS, seed: SEED } as const;

  test("as many steps are open as trials of the percolation kernel", () => {
    const open = reported(network).reduce((sum, is) => sum + is, 0);
    expect(open).toBe(pathProbability(network, trials).open);
  });

  test("the same steps are open as by a walk through the masks of sampleMasks", () => {
    const open = Array.from({ length: STEPS }, (_, trial) => Number(walk(network, trial)));
    expect([...reported(network)]).toEqual(open);
    // By way of gradients that are stored too.
    expect([...reported(network, { optimiser: "momentum", batch: "full" })]).toEqual(open);
  });
});

test("with a mask for each sample a step is open where one of its trials is", () => {
  const [, network] = networks[3] as [string, Network];
  const open = reported(network, { maskPer: "sample", batch: 3 });
  const walked = Array.from({ length: STEPS }, (_, step) =>
    Number([0, 1, 2].some((of) => walk(network, 3 * step + of))),
  );
  expect([...open]).toEqual(walked);
});

test("the settings have steps of both kinds", () => {
  const shares = networks.slice(0, -2).map(([, network]) => reported(network).reduce((sum, is) => sum + is, 0) / STEPS);
  expect(
    shares.every((share) => share > 0.03 && share < 0.97),
    shares.join(" "),
  ).toBe(true);
});
