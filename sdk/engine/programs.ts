import { allocate } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import type { Rate, Wiring } from "./layers.ts";

/** Words of memory that operations write and read; where they stand is found when the program is laid out. */
export interface Block {
  readonly words: number;
}

/** One axis of an operation: see assembly/flow/op.ts. Strides are in words. */
export interface Axis {
  readonly size: number;
  readonly outStride: number;
  readonly inStride: number;
  /** Where each position's taps start, and the taps: words from the start, and with MIX places in the kernel. */
  readonly taps?: Taps | undefined;
}

export interface Taps {
  readonly offsets: Uint32Array;
  /** Sources, counted along the axis. */
  readonly sources: Uint32Array;
  /** MIX: places along the axis of the kernel, times the volume of the axes behind it. */
  readonly places?: Uint32Array | undefined;
}

export const kinds = {
  fill: 0,
  draw: 1,
  bits: 2,
  reduce: 3,
  gather: 4,
  mix: 5,
  mixBack: 6,
  count: 7,
  histogram: 8,
  open: 9,
  conduct: 10,
  pairs: 11,
} as const;

export const flags = { and: 1, causal: 2, perStep: 4, not: 8, inPlace: 16, copy: 32 } as const;

/** One operation: the fields that its kind uses. Offsets are in words. */
export interface Operation {
  readonly kind: keyof typeof kinds;
  readonly layer?: number;
  readonly out?: Block;
  readonly outOffset?: number;
  readonly input?: Block;
  readonly inputOffset?: number;
  readonly count?: number;
  readonly flags?: number;
  readonly axes?: readonly Axis[];
  mask?: Block;
  readonly rate?: Rate;
  readonly groups?: number;
  readonly inputs?: number;
  readonly outputs?: number;
  readonly kernel?: number;
  readonly inputStride?: number;
  readonly outputStride?: number;
  readonly inputGroup?: number;
  readonly outputGroup?: number;
  readonly wiring?: Wiring | undefined;
  readonly bits?: Uint8Array;
  /** DRAW, per step: samples of a step. */
  batch?: number;
  /** Numbers that are added to. */
  readonly total?: Total;
  readonly weight?: number;
}

/** Where counts go: as many numbers, read when the program has run. */
export interface Total {
  readonly length: number;
}

/** A program in the engine's memory. */
export interface LaidOut {
  readonly ops: number;
  readonly count: number;
  /** Where the numbers of each total stand. */
  readonly totals: ReadonlyMap<Total, number>;
  /** Where the masks of each operation are written, with `masked`. */
  readonly masks: ReadonlyMap<Operation, { pointer: number; length: number }>;
  /** A word for each of `openWords` blocks. */
  readonly open: number;
}

const RECORD = 112;
const AXIS = 16;

export interface LayoutOptions {
  /** Where the blocks stand, in words from the first, and how many words there are. */
  readonly places: ReadonlyMap<Block, number>;
  readonly words: number;
  /** Whether room for masks is needed. */
  readonly masked?: boolean;
  readonly openWords?: number;
}

/** Writes a program to the arena, which holds nothing else afterwards. */
export function layOutProgram(
  engine: EngineExports,
  operations: readonly Operation[],
  { places, words, masked = false, openWords = 0 }: LayoutOptions,
): LaidOut {
  const sizes = operations.map((operation) => sizesOf(operation, masked));
  const rooms = new Map<Total, number>();
  for (const { total } of operations) if (total) rooms.set(total, 8 * total.length);
  const sum = (read: (size: (typeof sizes)[number]) => number) => sizes.reduce((all, size) => all + read(size), 0);
  const scratch = sizes.reduce((most, size) => Math.max(most, size.scratch), 0);
  const [ops, tables, values, masks, room, open, tensors] = allocate(
    engine,
    RECORD * operations.length,
    sum((size) => size.tables),
    [...rooms.values()].reduce((all, bytes) => all + bytes, 0),
    sum((size) => size.masks),
    16 * scratch,
    16 * openWords,
    16 * words,
  );
  const totals = new Map<Total, number>();
  let value = values;
  for (const [total, bytes] of rooms) {
    new Float64Array(engine.memory.buffer, value, total.length).fill(0);
    totals.set(total, value);
    value += bytes;
  }
  const written = { ops, count: operations.length, totals, masks: new Map(), open } satisfies LaidOut;
  const place = (block: Block | undefined, offset = 0) =>
    block ? tensors + 16 * ((places.get(block) ?? 0) + offset) : 0;
  const cursor = { buffer: engine.memory.buffer, at: tables, mask: masks, room };
  operations.forEach((operation, index) => {
    writeOperation(ops + RECORD * index, operation, cursor, place, written, sizes[index]?.masks ?? 0);
  });
  return written;
}

/** Bytes of tables and masks, and words of scratch. */
function sizesOf(operation: Operation, masked: boolean) {
  const {
    axes = [],
    wiring,
    bits,
    kind,
    kernel = 1,
    inputs = 0,
    outputs = 0,
    groups = 1,
    count = 0,
    batch = 1,
  } = operation;
  const isMix = hasBonds(operation);
  let tables = AXIS * axes.length;
  for (const { taps } of axes) if (taps) tables += 4 * (taps.offsets.length + taps.sources.length * (isMix ? 2 : 1));
  if (wiring) tables += wiring.offsets.byteLength + wiring.columns.byteLength;
  if (bits) tables += Math.ceil(bits.length / 4) * 4;
  const bonds = wiring ? wiring.columns.length : inputs * kernel * outputs * groups;
  const masks = masked && isMix ? bonds : masked && kind === "draw" ? count : 0;
  return {
    tables,
    masks,
    scratch: isMix ? inputs * kernel * (kind === "conduct" ? 3 : wiring ? 2 : 1) : batch > 1 ? count : 0,
  };
}

/** Whether the taps of an operation have places in a kernel. */
function hasBonds({ kind }: Operation): boolean {
  return kind === "mix" || kind === "mixBack" || kind === "conduct";
}

interface Cursor {
  readonly buffer: ArrayBuffer;
  at: number;
  mask: number;
  readonly room: number;
}

function writeOperation(
  pointer: number,
  operation: Operation,
  cursor: Cursor,
  place: (block: Block | undefined, offset?: number) => number,
  written: { totals: Map<Total, number>; masks: Map<Operation, { pointer: number; length: number }> },
  maskBytes: number,
): void {
  const { rate = { keep: 1, drop: 0 }, wiring, bits } = operation;
  const numbers = new Float64Array(cursor.buffer, pointer, RECORD / 8);
  const words = new Uint32Array(cursor.buffer, pointer, RECORD / 4);
  const axes = operation.axes ? writeAxes(operation.axes, hasBonds(operation), cursor) : 0;
  const offsets = wiring ? writeWords(wiring.offsets, cursor) : 0;
  const columns = wiring ? writeWords(wiring.columns, cursor) : 0;
  const input = bits ? writeBytes(bits, cursor) : place(operation.input, operation.inputOffset);
  const bytes = maskBytes > 0 ? cursor.mask : 0;
  if (maskBytes > 0) written.masks.set(operation, { pointer: bytes, length: maskBytes });
  cursor.mask += maskBytes;
  const total = operation.total ? (written.totals.get(operation.total) ?? 0) : 0;
  words.set([kinds[operation.kind], operation.layer ?? 0, place(operation.out, operation.outOffset), input], 0);
  words.set([operation.count ?? 0, operation.flags ?? 0, axes, place(operation.mask)], 4);
  numbers.set([rate.keep, rate.drop], 4);
  words.set([operation.groups ?? 1, operation.inputs ?? 0, operation.outputs ?? 0, operation.kernel ?? 1], 12);
  words.set([16 * (operation.inputStride ?? 0), 16 * (operation.outputStride ?? 0)], 16);
  words.set([16 * (operation.inputGroup ?? 0), 16 * (operation.outputGroup ?? 0)], 18);
  words.set([offsets, columns, cursor.room, bytes, total, operation.batch ?? 1], 20);
  numbers.set([operation.weight ?? 1], 13);
}

function writeWords(values: Uint32Array, cursor: Cursor): number {
  const at = cursor.at;
  new Uint32Array(cursor.buffer, at, values.length).set(values);
  cursor.at += values.byteLength;
  return at;
}

function writeBytes(values: Uint8Array, cursor: Cursor): number {
  const at = cursor.at;
  new Uint8Array(cursor.buffer, at, values.length).set(values);
  cursor.at += Math.ceil(values.length / 4) * 4;
  return at;
}

function writeAxes(axes: readonly Axis[], placed: boolean, cursor: Cursor): number {
  const at = cursor.at;
  cursor.at += AXIS * axes.length;
  axes.forEach(({ size, outStride, inStride, taps }, index) => {
    const table = taps ? writeTaps(taps, inStride, placed, cursor) : 0;
    new Uint32Array(cursor.buffer, at + AXIS * index, 4).set([size, 16 * outStride, 16 * inStride, table]);
  });
  return at;
}

function writeTaps({ offsets, sources, places }: Taps, inStride: number, placed: boolean, cursor: Cursor): number {
  const at = writeWords(offsets, cursor);
  const entries = new Uint32Array(sources.length * (placed ? 2 : 1));
  sources.forEach((source, index) => {
    if (placed) entries.set([16 * inStride * source, places?.[index] ?? 0], 2 * index);
    else entries[index] = 16 * inStride * source;
  });
  writeWords(entries, cursor);
  return at;
}
