import { basename } from "node:path";
import { countOf } from "../../plot/count-words.ts";
import { inspectToHtml, inspectToSvg } from "../../plot/index.ts";
import { plainName } from "../../plot/plain-name.ts";
import { reportInspect } from "../report/inspect.ts";
import type { Command } from "./command.ts";

export const inspect: Command<"inspect"> = {
  report: reportInspect,
  svg: (answer) => ({ text: inspectToSvg(answer), shows: `the drawing of ${countOf(answer.layers.length, "layer")}` }),
  html: (answer, file) => {
    const title = file === undefined ? {} : { title: `Where does ${plainName(basename(file))} break?` };
    return { text: inspectToHtml(answer, title), shows: `the report of ${countOf(answer.layers.length, "layer")}` };
  },
};
