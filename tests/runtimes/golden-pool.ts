// Some of the golden suite through a pool of workers: the same frozen bits, and whether workers had a part in them.
import { createPool } from "percolation/workers";
import { networks, recordSampled, sampling } from "./golden.ts";
import {
  bottlenecks,
  jointSweep,
  recordBottleneck,
  recordSweep,
  recordThresholds,
  recordWalk,
  thresholds,
  walk,
} from "./golden-clusters.ts";
import {
  inspection,
  models,
  pathSampling,
  reachSampling,
  recordInspection,
  recordPath,
  recordReach,
  recordSteps,
  stepOptions,
  steps,
} from "./golden-models.ts";
import type { GoldenResult } from "./golden-values.ts";
import { watchWorkers } from "./watch-workers.mjs";

/** All at once, through a pool of two workers where there are workers. */
export async function runGoldenPool(): Promise<GoldenResult> {
  const result: GoldenResult = {};
  const haveWorked = watchWorkers();
  const pool = createPool({ size: 2 });
  const sampled = Object.entries(networks).map(async ([name, network]) => {
    recordSampled(name, await pool.reach(network, sampling), result);
  });
  const modelled = Object.entries(models).map(async ([name, network]) => {
    recordReach(name, await pool.reach(network, reachSampling), result);
    recordPath(name, await pool.pathProbability(network, pathSampling), result);
    recordInspection(name, await pool.inspect(network, inspection), result);
  });
  const narrow = Object.entries(bottlenecks).map(async ([name, { network, options }]) => {
    recordBottleneck(name, await pool.bottleneck(network, options), result);
  });
  await Promise.all([...sampled, ...modelled, ...narrow]);
  recordSweep(await pool.sweep(jointSweep.network, jointSweep.options), result);
  const found = thresholds.map(({ network, options }) => pool.threshold(network, options));
  recordThresholds(await Promise.all(found), result);
  recordWalk(await pool.reach(walk.network, walk.options), result);
  recordSteps(await Promise.all(stepOptions.map((options) => pool.forecast(steps, options))), result);
  await pool.close();
  result["drawn by"] = haveWorked() ? "workers" : "the calling thread";
  return result;
}
