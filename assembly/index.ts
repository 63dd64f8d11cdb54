// The ABI of the engine: numbers in, numbers out, arrays by pointers into the arena.

export { advanceSweep, beginSweep } from "./clusters/advance";
export { labelClusters } from "./clusters/label";
export { gate, meet, setLogs, thin } from "./exact/blocks";
export { carriedBytes } from "./exact/carried";
export { solveChain } from "./exact/chain";
export { findDepth } from "./exact/depth";
export { setWork, stepBack, workLength } from "./exact/expectation";
export { solveLaw } from "./exact/law";
export { solveOutlook } from "./exact/outlook";
export { solvePaths } from "./exact/paths";
export { writeMasks } from "./flow/masks";
export { runProgram } from "./flow/program";
export { reserve } from "./memory/arena";
export { listSites, listSlots } from "./network/rows";
export { drawBits } from "./random/bits";
export { shuffle } from "./random/order";
export { fillWords, openGraphWords } from "./random/graphs";
export { fillUniforms, openUniforms } from "./random/uniforms";
export { solveBottleneck } from "./reach/bottleneck";
export { invade } from "./reach/invasion";
export { averageCanonically, sumTails } from "./statistics/canonical";
export { walkBlocks } from "./reach/walk";
export { normalQuantile } from "./statistics/quantile";

export function exp(x: f64): f64 {
  return Math.exp(x);
}

export function log1p(x: f64): f64 {
  return Math.log1p(x);
}

export { log } from "./exact/logs";
