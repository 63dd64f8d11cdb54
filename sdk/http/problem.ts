import { PercolationError, type PercolationErrorCode } from "../errors.ts";

/** A kind of problem: what its document has in common with others of its kind. */
interface Kind {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
}

/** All kinds of problems, by the code of their errors; those that only a request can have come last. */
export const problems = {
  "invalid-input": {
    status: 400,
    title: "A value is missing or wrong",
    meaning:
      "A value is missing, of the wrong type or out of range. `field` says which, `expectation` what it should have been.",
  },
  "unknown-query": {
    status: 400,
    title: "There is no such question",
    meaning: "`ask` is not the name of a question. /openapi.json lists them all.",
  },
  "method-unavailable": {
    status: 422,
    title: "The method does not apply",
    meaning: "The method asked for does not apply to this network. `auto` always does.",
  },
  "too-large": {
    status: 422,
    title: "The query is too large",
    meaning:
      "The work or the memory needed is beyond the limits of the engine, or the answer beyond those of this server.",
  },
  "invalid-file": {
    status: 422,
    title: "The file cannot be read",
    meaning: "A file of a model or graph is truncated, empty or not what it claims to be.",
  },
  "unsupported-model": {
    status: 422,
    title: "The model cannot be read",
    meaning: "A file of a model holds something that is not read.",
  },
  "engine-unavailable": {
    status: 503,
    title: "The engine cannot run here",
    meaning: "WebAssembly is missing or blocked where this server runs.",
  },
  "too-much-work": {
    status: 422,
    title: "The answer would take too much work",
    meaning:
      "What the answer costs is known before work starts: `estimate` units, of which this server spends `limit` on a request. A unit is about a nanosecond. `reduce` names fields of the query whose values can be lowered.",
  },
  malformed: {
    status: 400,
    title: "The request cannot be read",
    meaning: "The body is not JSON in UTF-8, or broke off, or the query string cannot be read.",
  },
  "not-found": { status: 404, title: "There is nothing here", meaning: "The path is not one of this API: see /." },
  "method-not-allowed": {
    status: 405,
    title: "The method is not allowed here",
    meaning: "The header `Allow` lists the methods that are.",
  },
  "too-long": {
    status: 413,
    title: "The body is too long",
    meaning: "The body has more bytes than this server reads.",
  },
  "uri-too-long": {
    status: 414,
    title: "The query string is too long",
    meaning: "POST /v1/query takes longer queries.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "The body is not JSON",
    meaning: "POST takes bodies of Content-Type application/json, in UTF-8 and not compressed.",
  },
  internal: {
    status: 500,
    title: "Something went wrong here",
    meaning: "The fault is the server's, not the request's.",
  },
} as const satisfies Record<PercolationErrorCode, Kind> & Record<string, Kind>;

/** The code of a problem. */
export type ProblemCode = keyof typeof problems;

/** What a problem's document says besides. */
export type Extras = Readonly<Record<string, unknown>>;

/** What is wrong with a request, rather than with its query. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: Extras;
  /** Headers that the answer needs. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, message: string, extras: Extras = {}, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.extras = extras;
    this.headers = headers;
  }
}

/** The document of RFC 9457 on anything thrown; `extras` are those that only who caught it knows. */
export function documentOf(error: unknown, basePath: string, extras: Extras = {}) {
  const code = codeOf(error);
  const { title, status } = problems[code];
  const known = error instanceof Problem ? error.extras : error instanceof PercolationError ? saysOf(error) : {};
  const detail = code === "internal" ? "The server failed to answer." : (error as Error).message;
  return { type: `${basePath}/problems/${code}`, title, status, detail, code, ...known, ...extras };
}

function codeOf(error: unknown): ProblemCode {
  return error instanceof Problem || error instanceof PercolationError ? error.code : "internal";
}

/** The parts of a message: field, expectation and value. */
function saysOf({ field, message }: PercolationError): Extras {
  if (field === "") return {};
  const start = `${field}: expected `;
  const end = message.indexOf(", got ", start.length);
  if (!message.startsWith(start) || end < 0) return { field };
  return { field, expectation: message.slice(start.length, end), value: message.slice(end + ", got ".length) };
}
