import type { Ready } from "./answers.ts";
import { originHeaders, sharedHeaders } from "./cors.ts";
import { matches } from "./etag.ts";
import type { CheckedOptions } from "./options.ts";
import { documentOf, type Extras, Problem } from "./problem.ts";

type HeaderFields = Readonly<Record<string, string>>;

/** The responses of a handler: what they have in common is said here. */
export class Replies {
  readonly #options: CheckedOptions;
  /** Headers of every response. */
  readonly #shared: HeaderFields;

  constructor(options: CheckedOptions) {
    this.#options = options;
    this.#shared = { "X-Content-Type-Options": "nosniff", ...sharedHeaders(options.cors) };
  }

  /** All headers of what has a tag, but those that depend on who asks. */
  headersOf(etag: string, headers: HeaderFields): HeaderFields {
    return { ...headers, ETag: etag, ...this.#shared };
  }

  /** Sends what is ready, unless the request says that it has it. */
  document(ready: Ready, request: Request): Response {
    if (this.has(request, ready.etag)) return this.notModified(ready.headers, request);
    return this.#send(ready.body, 200, ready.headers, request);
  }

  /** Sends what is ready, whether the request says that it has it or not. */
  answer(ready: Ready, request: Request): Response {
    return this.#send(ready.body, 200, ready.headers, request);
  }

  has(request: Request, etag: string): boolean {
    const header = request.headers.get("if-none-match");
    return header !== null && matches(header, etag);
  }

  notModified(headers: HeaderFields, request: Request): Response {
    const { "Content-Type": _type, ...rest } = headers;
    return this.#send(null, 304, rest, request);
  }

  empty(status: number, headers: HeaderFields, request: Request): Response {
    return this.#send(null, status, { ...headers, ...this.#shared }, request);
  }

  problem(error: unknown, request: Request, extras?: Extras): Response {
    const document = documentOf(error, this.#options.basePath, extras);
    if (document.code === "internal") this.#options.onError(error);
    const headers = {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(error instanceof Problem ? error.headers : {}),
      ...this.#shared,
    };
    return this.#send(`${JSON.stringify(document)}\n`, document.status, headers, request);
  }

  #send(body: string | null, status: number, headers: HeaderFields, request: Request): Response {
    const more = originHeaders(this.#options.cors, request.headers);
    return new Response(body, { status, headers: more ? { ...headers, ...more } : headers });
  }
}
