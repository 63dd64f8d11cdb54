import { curveToSvg } from "../../plot/index.ts";
import { curveCsv } from "../output.ts";
import { reportCritical } from "../report/critical.ts";
import { reportCurve } from "../report/curve.ts";
import { reportDepth } from "../report/depth.ts";
import { reportForecast } from "../report/forecast.ts";
import { reportPaths } from "../report/paths.ts";
import type { Command } from "./command.ts";

export const curve: Command<"curve"> = {
  report: reportCurve,
  csv: curveCsv,
  svg: (answer) => ({ text: curveToSvg(answer), shows: `the curve of ${answer.points.length} points` }),
};

export const critical: Command<"critical"> = {
  report: reportCritical,
};

export const depth: Command<"depth"> = {
  report: reportDepth,
};

export const paths: Command<"paths"> = {
  report: reportPaths,
};

export const forecast: Command<"forecast"> = {
  report: reportForecast,
};
