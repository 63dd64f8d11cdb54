import type { Rate } from "../determinism/from-words.ts";

/** A fully connected network with a rate for each layer's sites (inputs first) and each weight layer's bonds. */
export interface Enumerable {
  widths: number[];
  sites: Rate[];
  bonds: Rate[];
}

/** What enumeration of every mask gives, each weighted with its probability. */
export interface Enumerated {
  open: number;
  cut: number;
  /** P(j outputs reached). */
  outputs: number[];
  /** Expected number of reached neurons per layer. */
  reached: number[];
  /** P(the first bond of the weight layer is open and on an open path). */
  firstBond: number[];
  /** E N and E N^2 of the number N of open paths. */
  paths: [number, number];
}

/** Walks through all masks, removing only what has a rate strictly between 0 and 1. 2^elements masks. */
export function enumerate({ widths, sites, bonds }: Enumerable): Enumerated {
  const rates: Rate[] = [];
  const site = widths.map((width, l) => Array.from({ length: width }, () => rates.push(sites[l] as Rate) - 1));
  const bond = bonds.map((rate, l) =>
    Array.from({ length: (widths[l] as number) * (widths[l + 1] as number) }, () => rates.push(rate) - 1),
  );
  const state = rates.map((rate) => rate.drop === 0);
  const free = rates.flatMap((rate, element) => (rate.drop > 0 && rate.keep > 0 ? [element] : []));
  const result: Enumerated = {
    open: 0,
    cut: 0,
    outputs: Array<number>((widths[widths.length - 1] as number) + 1).fill(0),
    reached: widths.map(() => 0),
    firstBond: bonds.map(() => 0),
    paths: [0, 0],
  };
  for (let mask = 0; mask < 2 ** free.length; mask++) {
    let weight = 1;
    free.forEach((element, i) => {
      state[element] = ((mask >> i) & 1) === 1;
      weight *= state[element] ? (rates[element] as Rate).keep : (rates[element] as Rate).drop;
    });
    const alive = (l: number, i: number) => state[site[l]?.[i] as number] as boolean;
    const open = (l: number, i: number, j: number) =>
      state[bond[l]?.[j * (widths[l] as number) + i] as number] as boolean;
    // Number of open paths from the inputs to each neuron, and from each neuron to the outputs.
    const into = widths.map((width) => Array<number>(width).fill(0));
    widths.forEach((width, l) => {
      for (let j = 0; j < width; j++) {
        if (!alive(l, j)) continue;
        let count = l === 0 ? 1 : 0;
        if (l > 0)
          into[l - 1]?.forEach((paths, i) => {
            if (open(l - 1, i, j)) count += paths;
          });
        (into[l] as number[])[j] = count;
      }
    });
    const from = widths.map((width) => Array<number>(width).fill(0));
    for (let l = widths.length - 1; l >= 0; l--) {
      for (let i = 0; i < (widths[l] as number); i++) {
        if (!alive(l, i)) continue;
        let count = l === widths.length - 1 ? 1 : 0;
        if (l < widths.length - 1)
          from[l + 1]?.forEach((paths, j) => {
            if (open(l, i, j)) count += paths;
          });
        (from[l] as number[])[i] = count;
      }
    }
    const last = into[into.length - 1] as number[];
    const paths = last.reduce((sum, count) => sum + count, 0);
    const reachedOutputs = last.filter((count) => count > 0).length;
    if (paths > 0) result.open += weight;
    else result.cut += weight;
    result.outputs[reachedOutputs] = (result.outputs[reachedOutputs] as number) + weight;
    into.forEach((layer, l) => {
      result.reached[l] = (result.reached[l] as number) + weight * layer.filter((count) => count > 0).length;
    });
    bonds.forEach((_, l) => {
      if (open(l, 0, 0) && (into[l]?.[0] as number) > 0 && (from[l + 1]?.[0] as number) > 0) {
        result.firstBond[l] = (result.firstBond[l] as number) + weight;
      }
    });
    result.paths[0] += weight * paths;
    result.paths[1] += weight * paths * paths;
  }
  return result;
}
