/** What the WebAssembly module exports: the ABI of assembly/index.ts. Pointers are byte offsets. */
export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  reserve(bytes: number): number;
  runBlocks(
    layers: number,
    layerCount: number,
    widest: number,
    seedLow: number,
    seedHigh: number,
    blockLow: number,
    blockHigh: number,
    blocks: number,
    lanes: number,
    work: number,
    histogram: number,
  ): number;
  writeMasks(
    layers: number,
    layerCount: number,
    seedLow: number,
    seedHigh: number,
    blockLow: number,
    blockHigh: number,
    lane: number,
    work: number,
  ): void;
  carriedBytes(widest: number): number;
  solveChain(layers: number, count: number, widest: number, budget: number, result: number, work: number): number;
  findDepth(layers: number, widest: number, level: number, budget: number, result: number, work: number): number;
  solveLaw(
    layers: number,
    count: number,
    widest: number,
    budget: number,
    distribution: number,
    shares: number,
    shareCount: number,
    work: number,
  ): number;
  solvePaths(layers: number, count: number, result: number): void;
  solveOutlook(logOpen: number, logCut: number, steps: number, masks: number, result: number): void;
  normalQuantile(p: number): number;
  log(x: number): number;
  log1p(x: number): number;
  exp(x: number): number;
}
