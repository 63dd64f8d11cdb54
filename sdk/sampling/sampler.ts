import type { Range } from "../engine/range.ts";

// A query that samples says what it wants to have sampled, and is given what came out: it is a generator of samples.
// Who drives it decides where and in which pieces they are drawn. Pieces are joined in their order, so the answer is the
// same for any division.

/** Something that trials or runs are drawn of: its task is plain data, to be sent to wherever they are drawn. */
export interface Sampler<Task, Part> {
  /** What it is known by where the task is sent. */
  readonly name: string;
  /** Gets a task ready for `count` trials or runs in all; throws `too-large` where these are too many. */
  open(task: Task, count: number): Sampling<Part>;
}

/** A task that is ready. */
export interface Sampling<Part> {
  /** Trials or runs that stay together: ranges begin at multiples of it. */
  readonly grain: number;
  /** Trials or runs of about a tenth of a second; a multiple of the grain. */
  readonly perCall: number;
  /** Draws a range; `onProgress` hears how many of it are done. */
  run(range: Range, onProgress?: (done: number) => void): Part;
  /** What two ranges say together, of which `next` begins where `one` ends. */
  join(one: Part, next: Part): Part;
}

/** What a query wants to have sampled. */
export interface Sample {
  readonly kind: "sample";
  readonly name: string;
  readonly task: unknown;
  /** Trials or runs in all. */
  readonly count: number;
  /** Whether the task is the same for other numbers of trials: not so where it follows from earlier samples. */
  readonly isFixed: boolean;
  open(): Sampling<unknown>;
}

/** Between two pieces of exact work: so much of it is done. */
export interface Pause {
  readonly kind: "pause";
  readonly done: number;
  readonly total: number;
}

/** Work that ends in a T, with the samples it wants on the way. */
export type Steps<T> = Generator<Sample | Pause, T, unknown>;

/** Has `count` trials or runs drawn. */
export function* sample<Task, Part>(sampler: Sampler<Task, Part>, task: Task, count: number): Steps<Part> {
  return (yield wish(sampler, task, count, true)) as Part;
}

/** The same for a task that follows from what was sampled before. */
export function* sampleNext<Task, Part>(sampler: Sampler<Task, Part>, task: Task, count: number): Steps<Part> {
  return (yield wish(sampler, task, count, false)) as Part;
}

function wish<Task, Part>(sampler: Sampler<Task, Part>, task: Task, count: number, isFixed: boolean): Sample {
  return { kind: "sample", name: sampler.name, task, count, isFixed, open: () => sampler.open(task, count) };
}

/** Lets others work, and hear what is done. */
export function* pause(done: number, total: number): Steps<void> {
  yield { kind: "pause", done, total };
}
