import type { EngineExports } from "./exports.ts";
import { Holder } from "./holder.ts";
import { startEngine } from "./source.ts";

const engine = new Holder(startEngine);

/** Lets all further calls run on engines that `other` starts. */
export function chooseEngine(other: () => EngineExports): void {
  engine.choose(other);
}

/** Runs `use` on the engine. */
export function withEngine<T>(use: (engine: EngineExports) => T): T {
  return engine.use(use);
}
