// The ABI of the engine: numbers in, numbers out, arrays by pointers into the arena.

export { carriedBytes } from "./exact/carried";
export { solveChain } from "./exact/chain";
export { findDepth } from "./exact/depth";
export { solveLaw } from "./exact/law";
export { solveOutlook } from "./exact/outlook";
export { solvePaths } from "./exact/paths";
export { reserve } from "./memory/arena";
export { runBlocks } from "./reach/layered";
export { writeMasks } from "./reach/masks";
export { normalQuantile } from "./statistics/quantile";

export function exp(x: f64): f64 {
  return Math.exp(x);
}

export function log1p(x: f64): f64 {
  return Math.log1p(x);
}

export { log } from "./exact/logs";
