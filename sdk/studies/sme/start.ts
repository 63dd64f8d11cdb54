import type { Network } from "../../networks/network.ts";
import { createTrainer } from "../../training/index.ts";

/** Weights by seed, as the modified equations take them: of each unit the one to the output, then those from the inputs. */
export function drawStart(network: Network, seed: number): Float64Array {
  const widths = network.kind === "layered" ? network.widths : [];
  const [inputs = 1, units = 1] = widths;
  const data = { inputs: new Float64Array(inputs), targets: [[0]] };
  const { weights } = createTrainer(network, data, { biases: false, seed }).parameters;
  const [first = new Float64Array(0), second = new Float64Array(0)] = weights;
  const start = new Float64Array(units * (inputs + 1));
  for (let unit = 0; unit < units; unit++) {
    start.set([second[unit] ?? 0, ...first.subarray(unit * inputs, (unit + 1) * inputs)], unit * (inputs + 1));
  }
  return start;
}
