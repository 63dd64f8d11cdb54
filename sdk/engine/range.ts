/** Trials or runs that follow each other. */
export interface Range {
  /** Number of the first. */
  readonly first: number;
  readonly count: number;
}

/** Hears how many of a range are done, after each kernel call. */
export type RangeProgress = ((done: number) => void) | undefined;

/** Trials in a block: the lanes of a word. */
export const LANES = 128;

/** The blocks of trials that a range touches; it begins with one. */
export interface Blocks {
  readonly first: number;
  readonly count: number;
  /** Trials of the last one. */
  readonly lanes: number;
}

/** Goes through the blocks of a range, `perCall` at a time, and tells of the trials done after each call. */
export function forBlocks(
  { first, count }: Range,
  perCall: number,
  use: (blocks: Blocks) => void,
  onProgress: RangeProgress,
): void {
  const begin = first / LANES;
  const all = Math.ceil(count / LANES);
  for (let block = 0; block < all; block += perCall) {
    const blocks = Math.min(perCall, all - block);
    const done = Math.min(count, (block + blocks) * LANES);
    use({ first: begin + block, count: blocks, lanes: done - (block + blocks - 1) * LANES });
    onProgress?.(done);
  }
}
