/** What is read of a Blob: those of browsers, Node, Bun and Deno have it, and so do files. */
export interface BlobLike {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** How many bytes are read at a time. */
const PIECE = 1024 * 1024;

/** A blob's bytes, read in pieces of 1 MiB; only the last piece is kept. */
export class Pieces {
  readonly #blob: BlobLike;
  /** Why reading failed, where it did. */
  failure: unknown;
  #piece = new Uint8Array(0);
  #start = 0;

  constructor(blob: BlobLike) {
    this.#blob = blob;
  }

  /** The bytes from `start` to `end`: a view that holds until the next read, or a copy when they are many. */
  async read(start: number, end: number): Promise<Uint8Array> {
    if (start < this.#start || end > this.#start + this.#piece.length) {
      if (end - start > PIECE) return this.#fetch(start, end);
      this.#piece = await this.#fetch(start, Math.min(start + PIECE, this.#blob.size));
      this.#start = start;
    }
    return this.#piece.subarray(start - this.#start, end - this.#start);
  }

  async #fetch(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#bytes(start, end);
    if (bytes.length !== end - start) throw new RangeError(`the file ends after ${start + bytes.length} bytes`);
    return bytes;
  }

  async #bytes(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.#blob.slice(start, end).arrayBuffer());
    } catch (failure) {
      this.failure = failure;
      throw failure;
    }
  }

  /** The bytes in pieces that end where a number ends: of a fixed size, or of varints. */
  async *pieces(start: number, end: number, unit: number | "varints"): AsyncGenerator<Uint8Array> {
    for (let position = start; position < end; ) {
      const whole = await this.read(position, Math.min(position + PIECE, end));
      const isLast = position + whole.length === end;
      const length = isLast
        ? whole.length
        : unit === "varints"
          ? lastVarint(whole)
          : whole.length - (whole.length % unit);
      yield whole.subarray(0, length);
      position += length;
    }
  }
}

/** Where the last whole varint ends. */
function lastVarint(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && (bytes[length - 1] ?? 0) >= 0x80) length--;
  if (length === 0) throw new RangeError("a varint does not end");
  return length;
}
