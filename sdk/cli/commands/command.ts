import type { FlagValues } from "../../flags/flags.ts";
import type { Answers } from "../../queries/ask.ts";
import type { ReportContext } from "../report/context.ts";
import type { Report } from "../report/layout.ts";

/** What `--svg` or `--html` writes, and what it says it wrote. */
export interface Picture {
  readonly text: string;
  readonly shows: string;
}

/** How the answers to one question are written. */
export interface Command<Name extends keyof Answers> {
  readonly report: (answer: Answers[Name][1], context: ReportContext) => Report;
  /** What `--json` prints; the answer unless given. */
  readonly json?: (answer: Answers[Name][1], values: FlagValues) => unknown;
  readonly csv?: (answer: Answers[Name][1]) => string;
  readonly svg?: (answer: Answers[Name][1]) => Picture;
  /** A page, given the model file if there is one. */
  readonly html?: (answer: Answers[Name][1], file: string | undefined) => Picture;
}
