import { curveToSvg } from "../../plot/index.ts";
import { bottleneckCsv, reachCsv } from "../output.ts";
import { reportBottleneck } from "../report/bottleneck.ts";
import { reportMasks } from "../report/masks.ts";
import { reportPath } from "../report/path.ts";
import { reportReach } from "../report/reach.ts";
import type { Command } from "./command.ts";

export const path: Command<"path"> = {
  report: reportPath,
};

export const reach: Command<"reach"> = {
  report: reportReach,
  csv: reachCsv,
};

export const bottleneck: Command<"bottleneck"> = {
  report: reportBottleneck,
  csv: bottleneckCsv,
  svg: (answer) => ({ text: curveToSvg(answer), shows: `the curve of ${answer.curve.length} points` }),
};

export const masks: Command<"masks"> = {
  report: reportMasks,
};
