import { PercolationError } from "../errors.ts";
import type { EngineExports } from "./exports.ts";
import { startEngine } from "./source.ts";

/** Memory a query may leave behind; an instance that grew beyond it is not kept. */
const KEPT_BYTES = 2 ** 28;

let start = startEngine;
let instance: EngineExports | undefined;

/** Lets all further calls run on engines that `other` starts. They answer alike, so this may be at any time. */
export function chooseEngine(other: () => EngineExports): void {
  start = other;
  instance = undefined;
}

/**
 * Runs `use` on the engine, which is instantiated at the first call and shared from then on. After a trap
 * its state is undefined, so it is thrown away and the next call gets a fresh one.
 */
export function withEngine<T>(use: (engine: EngineExports) => T): T {
  instance ??= start();
  const engine = instance;
  try {
    return use(engine);
  } catch (error) {
    if (!(error instanceof PercolationError)) instance = undefined;
    throw error;
  } finally {
    if (engine.memory.buffer.byteLength > KEPT_BYTES) instance = undefined;
  }
}
