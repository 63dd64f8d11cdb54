import { costOf } from "../costs/index.ts";
import { PercolationError } from "../errors.ts";
import { flagOfField } from "../flags/flags.ts";
import type { CommandName } from "../flags/forms.ts";
import { type Prepared, prepare } from "../queries/ask.ts";
import { hashOf } from "../queries/hash.ts";
import { toJson } from "../queries/json.ts";
import { solve } from "../sampling/solve.ts";
import type { AnswerCache, Ready } from "./answers.ts";
import { checkLength, checkLimits } from "./limits.ts";
import { locationOf } from "./location.ts";
import type { CheckedOptions } from "./options.ts";
import { readParameters } from "./parameters.ts";
import { Problem } from "./problem.ts";
import type { Replies } from "./replies.ts";

const JSON_TYPE = "application/json";
/** The answer to a question never changes. */
const FOREVER = "public, max-age=31536000, immutable";

/** Answers queries, each within the limit of work. */
export class Asker {
  readonly #options: CheckedOptions;
  readonly #replies: Replies;
  readonly #cache: AnswerCache;

  constructor(options: CheckedOptions, replies: Replies, cache: AnswerCache) {
    this.#options = options;
    this.#replies = replies;
    this.#cache = cache;
  }

  /** Answers a query in the parameters of a request. */
  get(name: CommandName, request: Request): Response {
    const text = queryStringOf(request.url);
    const asked = `GET ${name}?${text}`;
    const known = this.#cache.get(asked);
    if (known) return this.#replies.document(known, request);
    try {
      const prepared = prepare(readParameters(name, text));
      this.#requireAffordable(prepared);
      const etag = etagOf(prepared);
      const headers = this.#replies.headersOf(etag, { "Content-Type": JSON_TYPE, "Cache-Control": FOREVER });
      if (this.#replies.has(request, etag)) return this.#replies.notModified(headers, request);
      return this.#replies.answer(this.#answer(asked, prepared, { etag, headers }), request);
    } catch (error) {
      return this.#replies.problem(error, request, parameterOf(error));
    }
  }

  /** Answers a query in the body of a request. What is kept elsewhere of this place is not an answer to other bodies. */
  post(text: string, request: Request): Response {
    const asked = `POST ${text}`;
    const known = this.#cache.get(asked);
    if (known) return this.#replies.answer(known, request);
    const query = parse(text);
    checkLimits(query);
    const prepared = prepare(query);
    this.#requireAffordable(prepared);
    const location = locationOf(prepared.query);
    const etag = etagOf(prepared);
    const headers = this.#replies.headersOf(etag, {
      "Content-Type": JSON_TYPE,
      "Cache-Control": "no-store",
      ...(location === undefined ? {} : { "Content-Location": this.#options.basePath + location }),
    });
    return this.#replies.answer(this.#answer(asked, prepared, { etag, headers }), request);
  }

  #answer(asked: string, prepared: Prepared, about: Omit<Ready, "body">): Ready {
    const answer = solve(prepared.steps());
    checkLength(answer, this.#options.answerLimit);
    const ready = { ...about, body: toJson(answer) };
    this.#cache.set(asked, ready);
    return ready;
  }

  #requireAffordable(prepared: Prepared): void {
    const { units, reduce } = costOf(prepared);
    const limit = this.#options.workLimit;
    if (units <= limit) return;
    const estimate = Math.min(Math.ceil(units), Number.MAX_VALUE);
    const what = reduce.length === 0 ? "" : `; reduce ${reduce.join(" or ")}`;
    const detail = `query: expected at most ${limit} units of work, got about ${estimate.toPrecision(3)}${what}`;
    throw new Problem("too-much-work", detail, { field: reduce[0] ?? "query", estimate, limit, reduce });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "body: expected JSON, got other text", { field: "body" });
  }
}

function etagOf({ query }: Prepared): string {
  return `"${hashOf(query)}"`;
}

/** What stands behind the question mark. */
function queryStringOf(url: string): string {
  const start = url.indexOf("?");
  if (start < 0) return "";
  const end = url.indexOf("#", start);
  return end < 0 ? url.slice(start + 1) : url.slice(start + 1, end);
}

/** The parameter that an error is about. */
function parameterOf(error: unknown): { readonly parameter: string } | undefined {
  if (!(error instanceof PercolationError)) return undefined;
  const field = error.field.startsWith("network.") ? error.field.slice("network.".length) : error.field;
  const [name = ""] = field.split("[", 1);
  const flag = flagOfField.get(name);
  return flag === undefined ? undefined : { parameter: flag };
}
