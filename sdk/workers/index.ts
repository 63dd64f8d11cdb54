/**
 * Every query that samples, on all processors at once: asynchronous, with progress, ends on demand, and with the bits of the
 * synchronous functions.
 *
 * @module
 */
export type { Answer, Answers, Query } from "../queries/ask.ts";
export type { Progress } from "../sampling/solve.ts";
export type { Control } from "./control.ts";
export { createPool, type Pool, type PoolOptions } from "./pool.ts";
export type { StreamOptions } from "./stream.ts";
