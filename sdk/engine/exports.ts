/** A module with an arena: see assembly/memory/arena.ts. */
export interface Arena {
  /** Another buffer after every growth, in the JavaScript build too. */
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(bytes: number): number;
}

/** What the engine exports: the ABI of assembly/index.ts. Pointers are byte offsets. */
export interface EngineExports extends Arena {
  runProgram(
    ops: number,
    count: number,
    seedLow: number,
    seedHigh: number,
    blockLow: number,
    blockHigh: number,
    blocks: number,
    lanes: number,
    open: number,
  ): number;
  writeMasks(
    ops: number,
    count: number,
    seedLow: number,
    seedHigh: number,
    blockLow: number,
    blockHigh: number,
    lane: number,
  ): void;
  setWork(work: number, widest: number): void;
  setLogs(memory: number, widest: number): void;
  workLength(widest: number): number;
  stepBack(layer: number, f: number, g: number, first: number, last: number): void;
  thin(f: number, g: number, first: number, last: number, keep: number, drop: number): void;
  gate(f: number, g: number, first: number, last: number, keep: number, drop: number): void;
  meet(
    f: number,
    g: number,
    layer: number,
    skip: number,
    k: number,
    first: number,
    last: number,
    keep: number,
    drop: number,
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
  listSites(structure: number, list: number): void;
  listSlots(structure: number, slots: number): number;
  shuffle(seedLow: number, seedHigh: number, runLow: number, runHigh: number, order: number, count: number): void;
  drawBits(
    seedLow: number,
    seedHigh: number,
    runLow: number,
    runHigh: number,
    layer: number,
    count: number,
    keep: number,
    drop: number,
    bits: number,
  ): void;
  beginSweep(sweep: number): void;
  advanceSweep(sweep: number, steps: number): number;
  labelClusters(
    structure: number,
    siteBits: number,
    bondBits: number,
    labels: number,
    sizes: number,
    list: number,
    bonds: number,
  ): number;
  averageCanonically(
    steps: number,
    rates: number,
    count: number,
    largest: number,
    second: number,
    clusters: number,
    squares: number,
    firsts: number,
    events: number,
    weights: number,
    room: number,
    result: number,
  ): void;
  sumTails(
    steps: number,
    keep: number,
    drop: number,
    firsts: number,
    count: number,
    weights: number,
    room: number,
    result: number,
  ): void;
  walkBlocks(
    walk: number,
    seedLow: number,
    seedHigh: number,
    blockLow: number,
    blockHigh: number,
    blocks: number,
    lanes: number,
  ): number;
  openUniforms(seedLow: number, seedHigh: number, trialLow: number, trialHigh: number, layer: number): void;
  fillUniforms(numbers: number, count: number): void;
  invade(invasion: number): number;
  solveBottleneck(
    layers: number,
    layerCount: number,
    widest: number,
    ofBonds: number,
    seedLow: number,
    seedHigh: number,
    trialLow: number,
    trialHigh: number,
    work: number,
  ): number;
  openGraphWords(seedLow: number, seedHigh: number, part: number): void;
  fillWords(words: number, count: number): void;
  normalQuantile(p: number): number;
  log(x: number): number;
  log1p(x: number): number;
  exp(x: number): number;
}
