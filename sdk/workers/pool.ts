import { compileEngine } from "../engine/module.ts";
import { badInput } from "../errors.ts";
import type { AnyNetwork } from "../networks/any.ts";
import { asObject } from "../networks/check.ts";
import type { Medium } from "../networks/medium.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import type { Network } from "../networks/network.ts";
import { type Answer, type Answers, prepare, type Query } from "../queries/ask.ts";
import type { BottleneckOptions } from "../queries/bottleneck.ts";
import type { CriticalOptions } from "../queries/critical.ts";
import type { CurveOptions } from "../queries/curve.ts";
import type { ForecastOptions } from "../queries/forecast.ts";
import type { InspectOptions } from "../queries/inspect/answer.ts";
import type { MethodOptions } from "../queries/sampling-options.ts";
import type { SweepOptions } from "../queries/sweep-query.ts";
import type { TerminalOptions } from "../queries/terminals.ts";
import type { ThresholdOptions } from "../queries/threshold-options.ts";
import { type Control, checkControl } from "./control.ts";
import { Crew } from "./crew.ts";
import { countProcessors, findHost, type StartHost } from "./host.ts";
import { Inquiry } from "./inquiry.ts";
import { type StreamOptions, streamAnswers } from "./stream.ts";

export interface PoolOptions {
  /** Number of workers, 1..1024; as many as there are processors unless given. */
  readonly size?: number;
}

/**
 * Workers that draw samples side by side, from {@link createPool}. Every method answers as the function of its name does,
 * to the last bit, however many workers there are and however the work was divided.
 *
 * Trials and runs are drawn by the workers; what is exact is solved in the calling thread. Where there are no workers, as
 * in edge functions, samples are drawn in the calling thread too, in pieces between which other work goes on.
 * A worker that dies is replaced, and what it was at is done again.
 */
export class Pool {
  /** Number of workers; 0 where there are none and the calling thread does the work. */
  readonly size: number;
  #crew: Crew | undefined;
  #isClosed = false;

  /** Pools are made by {@link createPool}. */
  constructor(size: number, start: StartHost | undefined, engine: WebAssembly.Module | undefined) {
    const crew = start && engine && new Crew(size, start, engine);
    this.#crew = crew?.isStaffed ? crew : undefined;
    this.size = this.#crew ? size : 0;
  }

  /** As `ask`. */
  async ask<Q extends Query>(query: Q, control: Control = {}): Promise<Answer<Q>> {
    const checked = checkControl(control, "control");
    this.#working(); // Throws for a closed pool.
    return (await new Inquiry(() => this.#working(), checked).answer(prepare(query))) as Answer<Q>;
  }

  /**
   * Answers to a query that get more and more precise: of 1024 trials (or 32 runs), of twice as many, and so on, each
   * building on the trials of the one before. Each is the answer to the same query with so many `trials` or `runs`, and
   * says so in its `query`. The last one has as many as the query asks for, or is the first that is as precise as
   * wanted; with `relativeError` and no number in the query there is no other end. One exact answer where nothing is sampled.
   *
   * @throws PercolationError `invalid-input` for a `relativeError` that is not above 0, or of a question whose answer is about
   *   more than one number; otherwise as the function of the question.
   *
   * @example
   * import { layered } from "percolation";
   * import { createPool } from "percolation/workers";
   * const network = layered([64, 8, 8, 8, 4], { dropBonds: 0.8 });
   * const pool = createPool({ size: 2 });
   * let last;
   * for await (const answer of pool.stream({ ask: "path", network, method: "monte-carlo" }, { relativeError: 0.01 })) last = answer;
   * await pool.close();
   * (last.interval.high - last.interval.low) / 2 <= 0.01 * Math.min(last.probability, last.failure); // => true
   */
  stream<Q extends Query>(query: Q, options: StreamOptions = {}): AsyncGenerator<Answer<Q>, void, undefined> {
    return streamAnswers(() => this.#working(), query, checkControl(options, "options"));
  }

  /** As `pathProbability`. */
  pathProbability(
    network: AnyNetwork,
    options: MethodOptions & TerminalOptions = {},
    control?: Control,
  ): Promise<Answers["path"][1]> {
    return this.ask({ ...options, ask: "path", network }, control);
  }

  /** As `curve`. */
  curve(network: Network, options: CurveOptions, control?: Control): Promise<Answers["curve"][1]> {
    return this.ask({ ...options, ask: "curve", network }, control);
  }

  /** As `criticalDrop`. */
  criticalDrop(network: Network, options: CriticalOptions, control?: Control): Promise<Answers["critical"][1]> {
    return this.ask({ ...options, ask: "critical", network }, control);
  }

  /** As `reach`. */
  reach(
    network: AnyNetwork,
    options: MethodOptions & TerminalOptions = {},
    control?: Control,
  ): Promise<Answers["reach"][1]> {
    return this.ask({ ...options, ask: "reach", network }, control);
  }

  /** As `forecast`. */
  forecast(
    network: Network | ModelNetwork,
    options: ForecastOptions,
    control?: Control,
  ): Promise<Answers["forecast"][1]> {
    return this.ask({ ...options, ask: "forecast", network }, control);
  }

  /** As `inspect`. */
  inspect(
    network: Network | ModelNetwork,
    options: InspectOptions = {},
    control?: Control,
  ): Promise<Answers["inspect"][1]> {
    return this.ask({ ...options, ask: "inspect", network }, control);
  }

  /** As `bottleneck`. */
  bottleneck(network: AnyNetwork, options: BottleneckOptions, control?: Control): Promise<Answers["bottleneck"][1]> {
    return this.ask({ ...options, ask: "bottleneck", network }, control);
  }

  /** As `sweep`. */
  sweep(network: Medium, options: SweepOptions, control?: Control): Promise<Answers["sweep"][1]> {
    return this.ask({ ...options, ask: "sweep", network }, control);
  }

  /** As `threshold`. */
  threshold(network: Medium, options: ThresholdOptions, control?: Control): Promise<Answers["threshold"][1]> {
    return this.ask({ ...options, ask: "threshold", network }, control);
  }

  /** Ends all workers. What is under way is rejected. A pool that nothing is asked of does not keep a process alive. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const crew = this.#crew;
    this.#crew = undefined;
    await crew?.end(closed());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #working(): Crew | undefined {
    if (this.#isClosed) throw closed();
    return this.#crew;
  }
}

function closed(): Error {
  return badInput("pool", "one that is open", "one that is closed");
}

/**
 * Starts workers: worker threads in Node, Deno and Bun, Web Workers in browsers, from one source that is part of this
 * module. Takes some 40 ms for each, in the background: the first query may come at once.
 *
 * @param options - How many.
 * @throws PercolationError `invalid-input` for a size out of range.
 *
 * @example
 * import { layered, pathProbability } from "percolation";
 * import { createPool } from "percolation/workers";
 * const network = layered([784, 300, 100, 10], { dropBonds: 0.998 });
 * const options = { method: "monte-carlo", trials: 20000, seed: 7 } as const;
 * const pool = createPool({ size: 2 });
 * const { open } = await pool.pathProbability(network, options);
 * await pool.close();
 * open === pathProbability(network, options).open; // => true
 */
export function createPool(options: PoolOptions = {}): Pool {
  const { size = Math.min(1024, Math.max(1, countProcessors())) } = asObject(options, "options");
  if (!(Number.isInteger(size) && size >= 1 && size <= 1024)) throw badInput("size", "an integer in 1..1024", size);
  const start = findHost();
  return new Pool(size, start, start && compileEngine());
}
