import type { Range } from "../engine/range.ts";
import type { PercolationErrorCode } from "../errors.ts";

// What a pool and its workers say to each other. All of it is plain data.

/** The first message to a worker: the engine, compiled once for all. */
export interface EngineMessage {
  readonly kind: "engine";
  readonly module: WebAssembly.Module;
}

/** A task, before its first range. */
export interface TaskMessage {
  readonly kind: "task";
  readonly id: number;
  readonly name: string;
  readonly task: unknown;
  /** Trials or runs in all. */
  readonly count: number;
}

export interface RangeMessage extends Range {
  readonly kind: "range";
  readonly id: number;
}

/** A task that nothing more will be asked of. */
export interface ForgetMessage {
  readonly kind: "forget";
  readonly id: number;
}

export type ToWorker = EngineMessage | TaskMessage | RangeMessage | ForgetMessage;

/** The first message of a worker: it has started. */
export interface ReadyMessage {
  readonly kind: "ready";
}

/** What a range came to. */
export interface PartMessage extends Range {
  readonly kind: "part";
  readonly id: number;
  readonly part: unknown;
  /** Time that it took, in milliseconds. */
  readonly time: number;
}

/** What was thrown. */
export interface FailureMessage {
  readonly kind: "failure";
  readonly id: number;
  readonly code?: PercolationErrorCode;
  readonly field?: string;
  readonly message: string;
}

export type FromWorker = ReadyMessage | PartMessage | FailureMessage;
