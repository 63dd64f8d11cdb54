import { clustersToSvg, curveToSvg } from "../../plot/index.ts";
import { clustersCsv, thresholdCsv } from "../output.ts";
import { reportClusters } from "../report/clusters.ts";
import { reportSweep } from "../report/sweep.ts";
import { reportThreshold } from "../report/threshold.ts";
import { sweepCsv } from "../sweep-csv.ts";
import type { Command } from "./command.ts";

export const sweep: Command<"sweep"> = {
  report: reportSweep,
  csv: sweepCsv,
  svg: (answer) => {
    const shows = answer.curve ? `the curve of ${answer.curve.length} points` : "the record of all steps";
    return { text: curveToSvg(answer), shows };
  },
};

export const clusters: Command<"clusters"> = {
  report: reportClusters,
  json: ({ labels, ...answer }, values) => (values.labels ? { ...answer, labels } : answer),
  csv: clustersCsv,
  svg: (answer) => ({ text: clustersToSvg(answer), shows: `the picture of ${answer.count} clusters` }),
};

export const threshold: Command<"threshold"> = {
  report: reportThreshold,
  csv: thresholdCsv,
};
