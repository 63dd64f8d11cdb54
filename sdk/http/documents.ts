import { sha256 } from "../queries/sha256.ts";
import type { Ready } from "./answers.ts";
import { healthOf } from "./health.ts";
import { describeApi } from "./openapi/document.ts";
import type { CheckedOptions } from "./options.ts";
import { pagePolicy, writePage } from "./page/page.ts";
import { problems } from "./problem.ts";
import type { Replies } from "./replies.ts";

const HTML = { "Content-Type": "text/html; charset=utf-8", "Referrer-Policy": "no-referrer" };
const JSON_TYPE = { "Content-Type": "application/json" };
const PLAIN = { "Content-Type": "text/plain; charset=utf-8" };

/** What is there to be read, each document written when it is first asked for. */
export class Documents {
  readonly #written = new Map<string, Ready>();
  readonly #replies: Replies;
  readonly #writers: ReadonlyMap<string, () => Document>;

  constructor(options: CheckedOptions, replies: Replies) {
    this.#replies = replies;
    this.#written.set("/healthz", healthOf(replies));
    this.#writers = new Map([
      ["/", () => document(writePage(options), { ...HTML, "Content-Security-Policy": pagePolicy(base64Hash) })],
      ["/openapi.json", () => document(`${JSON.stringify(describeApi(options.basePath))}\n`, JSON_TYPE)],
      ...Object.entries(problems).map(([code, { title, status, meaning }]): [string, () => Document] => [
        `/problems/${code}`,
        () => document(`${title} (${code}, status ${status})\n\n${meaning}\n`, PLAIN),
      ]),
    ]);
  }

  /** The document at a path. */
  at(path: string): Ready | undefined {
    const known = this.#written.get(path);
    const write = this.#writers.get(path);
    if (known || !write) return known;
    const { body, headers } = write();
    const etag = `"${sha256(body).slice(0, 32)}"`;
    const ready = { body, etag, headers: this.#replies.headersOf(etag, headers) };
    this.#written.set(path, ready);
    return ready;
  }
}

interface Document {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function document(body: string, headers: Document["headers"]): Document {
  return { body, headers: { ...headers, "Cache-Control": "public, max-age=3600" } };
}

/** The hash of a text, as policies name scripts by it. */
function base64Hash(text: string): string {
  const digits = sha256(text).match(/../g) ?? [];
  return btoa(String.fromCharCode(...digits.map((pair) => Number.parseInt(pair, 16))));
}
