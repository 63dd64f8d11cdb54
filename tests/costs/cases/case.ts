import type { Query } from "percolation";

/** A query whose estimate is compared with the time that its answer takes. */
export interface Case {
  readonly title: string;
  readonly query: Query;
}

/** A case, titled by what it asks of what. */
export function about(title: string, query: Query): Case {
  const { method } = query as { method?: string };
  return { title: `${query.ask}${method ? `, ${method}` : ""}: ${title}`, query };
}

/** Bits of a bitset, of which about a share is set: the same in every run. */
export function someBits(count: number, share: number, seed: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8));
  let state = seed;
  for (let bit = 0; bit < count; bit++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    if (state / 2 ** 32 < share) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return bits;
}
