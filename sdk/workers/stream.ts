import { badInput } from "../errors.ts";
import { type Answer, type Prepared, prepare, type Query } from "../queries/ask.ts";
import type { Control } from "./control.ts";
import type { Crew } from "./crew.ts";
import { drive } from "./drive.ts";
import { countField, countOf, Inquiry, withCount } from "./inquiry.ts";
import { relativeErrorOf, requireMeasured } from "./relative-error.ts";

export interface StreamOptions extends Control {
  /**
   * Ends the stream with the first answer that may be off by no more than this share, above 0: half the interval over the
   * rarer of both events (for `critical` the smaller of drop and keep), or the standard error of a threshold over keep. Where the path
   * probability is exact and trials tell of other things, as for `reach` and `inspect`, it ends nothing.
   */
  readonly relativeError?: number | undefined;
}

/** Trials or runs of the first answer. */
const FIRST = { trials: 1024, runs: 32 };
/** How many there are in all where a wanted error ends them, and no number is given. */
const UNTIL_PRECISE = { trials: 2 ** 40, runs: 2 ** 27 };

/** Answers of 1024 trials, or 32 runs, of twice as many, and so on. */
export async function* streamAnswers<Q extends Query>(
  crew: () => Crew | undefined,
  query: Q,
  { relativeError, ...control }: StreamOptions,
): AsyncGenerator<Answer<Q>, void, undefined> {
  crew(); // Throws for a closed pool.
  const asked = prepare(query);
  if (relativeError !== undefined) {
    if (!(typeof relativeError === "number" && relativeError > 0)) {
      throw badInput("relativeError", "a number above 0", relativeError);
    }
    requireMeasured(asked.query);
  }
  const whole = await answerExactly(asked, control);
  if (whole !== undefined) {
    yield whole as Answer<Q>;
    return;
  }
  const field = countField(asked.query);
  const isOpen =
    relativeError !== undefined && (query as unknown as Readonly<Record<string, unknown>>)[field] === undefined;
  const given = countOf(asked.query);
  let total = isOpen ? UNTIL_PRECISE[field] : given;
  const inquiry = new Inquiry(crew, control);
  let yielded = 0;
  for (let count = Math.min(FIRST[field], total); ; count = Math.min(2 * count, total)) {
    const prepared = count === given ? asked : withCount(asked.query, count);
    const answer = await inquiry.answer(prepared);
    if (countOf(answer.query) <= yielded) return; // Stopped before more was done.
    yielded = countOf(answer.query);
    yield answer as Answer<Q>;
    const isStopped = control.stop?.aborted === true;
    const error = relativeErrorOf(answer);
    if (error === undefined) total = given;
    const isPrecise = relativeError !== undefined && error !== undefined && error <= relativeError;
    if (count >= total || isStopped || isPrecise) return;
  }
}

const SAMPLES: unique symbol = Symbol();

/** The answer where nothing is sampled for it; undefined otherwise. */
async function answerExactly(prepared: Prepared, control: Control): Promise<Answer | undefined> {
  try {
    return await drive(prepared.steps(), () => Promise.reject(SAMPLES), control);
  } catch (error) {
    if (error !== SAMPLES) throw error;
    return undefined;
  }
}
