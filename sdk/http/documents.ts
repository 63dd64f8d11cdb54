import { sha256 } from "../queries/sha256.ts";
import type { Ready } from "./answers.ts";
import { type Document, document } from "./document.ts";
import { healthOf } from "./health.ts";
import type { CheckedOptions } from "./options.ts";
import { problems } from "./problem.ts";
import type { Replies } from "./replies.ts";
import { writersOf } from "./written.ts";

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
      ...writersOf(options),
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
