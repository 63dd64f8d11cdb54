/** An answer that is ready to be sent. */
export interface Ready {
  readonly etag: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Roughly what an entry takes besides its texts. */
const OVERHEAD = 1024;

/** Answers by the text that asked for them; those asked for longest ago go first when there are too many. */
export class AnswerCache {
  readonly #entries = new Map<string, Ready>();
  readonly #limit: number;
  #bytes = 0;

  /** `limit`: bytes of memory that all of it may take, about. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(asked: string): Ready | undefined {
    const found = this.#entries.get(asked);
    if (found) {
      this.#entries.delete(asked);
      this.#entries.set(asked, found);
    }
    return found;
  }

  set(asked: string, ready: Ready): void {
    const bytes = sizeOf(asked, ready);
    // One that would push out most of the others is not worth it.
    if (bytes > this.#limit / 16 || this.#entries.has(asked)) return;
    this.#entries.set(asked, ready);
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#bytes -= sizeOf(oldest, entry);
    }
  }
}

/** Characters count two bytes, as those that are not Latin-1 do. */
function sizeOf(asked: string, { body, headers }: Ready): number {
  const sent = Object.values(headers).reduce((sum, value) => sum + value.length, body.length);
  return 2 * (asked.length + sent) + OVERHEAD;
}
