import { PercolationError } from "../errors.ts";
import type { Arena } from "./exports.ts";

/** Memory a query may leave behind; an instance that grew beyond it is not kept. */
const KEPT_BYTES = 2 ** 28;

/** The one instance of a module that a process has, started when it is first used. */
export class Holder<Exports extends Arena> {
  #start: () => Exports;
  #instance: Exports | undefined;

  constructor(start: () => Exports) {
    this.#start = start;
  }

  /** Lets all further calls run on instances that `start` starts. They answer alike, so this may be at any time. */
  choose(start: () => Exports): void {
    this.#start = start;
    this.#instance = undefined;
  }

  /**
   * Runs `use` on the instance, which is shared by all calls. After a trap its state is undefined, so it is thrown
   * away and the next call gets a fresh one.
   */
  use<T>(use: (instance: Exports) => T): T {
    this.#instance ??= this.#start();
    const instance = this.#instance;
    try {
      return use(instance);
    } catch (error) {
      if (!(error instanceof PercolationError)) this.#instance = undefined;
      throw error;
    } finally {
      if (instance.memory.buffer.byteLength > KEPT_BYTES) this.#instance = undefined;
    }
  }
}
