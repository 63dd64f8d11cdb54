import type { Ready } from "./answers.ts";
import { healthOf } from "./health.ts";
import type { CheckedOptions } from "./options.ts";
import type { Replies } from "./replies.ts";

// In the place of documents.ts, where the page and the description for programs are left out to save their size.
export class Documents {
  readonly #health: Ready;

  constructor(_: CheckedOptions, replies: Replies) {
    this.#health = healthOf(replies);
  }

  at(path: string): Ready | undefined {
    return path === "/healthz" ? this.#health : undefined;
  }
}
