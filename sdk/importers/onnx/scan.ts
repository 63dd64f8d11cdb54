import { PbfReader, PbfWriter } from "pbf";
import { PercolationError } from "../../errors.ts";
import { storageOfType } from "./data-types.ts";
import { invalidFile } from "./failures.ts";
import { headOf, NOTE_FIELD, type Note, type Tensor } from "./model.ts";
import { type BlobLike, Pieces } from "./pieces.ts";
import { checkVarintCount, countVarints, elementCount, putVarint, takeNote, takeNotes, wrongLength } from "./tensor.ts";
import { forEachVarint, MOST_ENTRIES } from "./wire.ts";

/** A file without its large data: the structure as protobuf again, and what stood in the place of the data. */
interface Stripped {
  readonly bytes: Uint8Array;
  readonly notes: readonly Note[];
}

/** Fields up to this length are copied as they are; all that are longer are looked into. */
const COPIED = 65536;

/** The messages that hold large data, by the numbers of their fields; what is not named here is copied or left out. */
type Schema = "model" | "graph" | "node" | "attribute" | "tensor" | "subgraph";

const INNER: Readonly<Record<Schema, ReadonlyMap<number, Schema>>> = {
  model: new Map([[7, "graph"]]),
  graph: new Map<number, Schema>([
    [1, "node"],
    [5, "tensor"],
  ]),
  node: new Map([[5, "attribute"]]),
  attribute: new Map<number, Schema>([
    [5, "tensor"],
    [6, "subgraph"],
    [11, "subgraph"],
  ]),
  tensor: new Map(),
  subgraph: new Map(),
};

/** The fields that are read of each message; others, such as comments, are passed over. */
const KEPT: Readonly<Record<Schema, readonly number[]>> = {
  model: [7, 8],
  graph: [1, 5, 11, 12, 13, 15],
  node: [1, 2, 3, 4, 5, 7],
  attribute: [1, 2, 3, 4, 5, 6, 7, 8, 11],
  tensor: [1, 2, 4, 5, 7, 8, 9, 10, 11, 13, 14],
  subgraph: [1],
};

/** The fields of a tensor that hold its numbers. */
const DATA: readonly number[] = [4, 5, 7, 9, 10, 11];

interface Field {
  readonly number: number;
  readonly type: number;
  /** Where the field begins, where its content begins and where it ends. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Reads a file in pieces and copies all of it but large data, of which it notes the zeros. */
export async function strip(blob: BlobLike): Promise<Stripped> {
  const pieces = new Pieces(blob);
  const scan = new Scan(pieces);
  try {
    return { bytes: await scan.copy("model", 0, blob.size), notes: scan.notes };
  } catch (cause) {
    if (cause instanceof PercolationError || cause === pieces.failure) throw cause;
    throw invalidFile("model", "an ONNX file", `${blob.size} bytes that cannot be decoded`, cause);
  }
}

class Scan {
  readonly notes: Note[] = [];
  readonly #pieces: Pieces;
  #entries = 0;

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
  }

  /** A message without its large data. */
  async copy(schema: Schema, start: number, end: number): Promise<Uint8Array> {
    const writer = new PbfWriter();
    const large: Field[] = [];
    for (let position = start; position < end; ) {
      const field = await this.#fieldAt(position, end);
      position = field.end;
      if (!KEPT[schema].includes(field.number)) continue;
      const inner = INNER[schema].get(field.number);
      if (schema === "subgraph") writer.writeBytesField(field.number, new Uint8Array(0));
      else if (field.end - field.content <= COPIED && schema !== "model") await this.#copyWhole(field, writer);
      else if (inner !== undefined && field.type === 2) {
        writer.writeBytesField(field.number, await this.copy(inner, field.content, field.end));
      } else if (schema === "tensor" && DATA.includes(field.number)) large.push(field);
      else await this.#copyWhole(field, writer);
    }
    if (large.length > 0) await this.#noteData(writer, large);
    return writer.finish();
  }

  async #fieldAt(position: number, end: number): Promise<Field> {
    this.#entries++;
    if (this.#entries > MOST_ENTRIES) {
      const message = `model: expected at most ${MOST_ENTRIES} nodes, names, tensors and other entries, got more`;
      throw new PercolationError("too-large", message, { field: "model" });
    }
    const bytes = await this.#pieces.read(position, Math.min(position + 20, end));
    const reader = new PbfReader(bytes);
    const tag = reader.readVarint();
    const type = tag & 7;
    const number = Math.floor(tag / 8);
    if (number === 0) throw new RangeError("a field has number 0");
    if (type === 2) {
      const length = reader.readVarint();
      return checked(
        { number, type, start: position, content: position + reader.pos, end: position + reader.pos + length },
        end,
      );
    }
    const content = position + reader.pos;
    reader.type = type;
    reader.skip(tag);
    return checked({ number, type, start: position, content, end: position + reader.pos }, end);
  }

  async #copyWhole(field: Field, writer: PbfWriter): Promise<void> {
    const bytes = await this.#pieces.read(field.start, field.end);
    writer.realloc(bytes.length);
    writer.buf.set(bytes, writer.pos);
    writer.pos += bytes.length;
  }

  /** Puts a note in the place of a tensor's data. The type and dims may stand behind the data, so they are read first. */
  async #noteData(writer: PbfWriter, large: readonly Field[]): Promise<void> {
    const [field] = large;
    if (field === undefined || large.length > 1) throw new RangeError("a tensor's numbers come in several runs");
    writer.writeVarintField(NOTE_FIELD, this.notes.length);
    const tensor = headOf(writer.buf.subarray(0, writer.pos));
    this.notes.push(await this.#note(tensor, field));
  }

  async #note(tensor: Tensor, field: Field): Promise<Note> {
    const note: Note = { zeros: null, masked: null };
    const storage = storageOfType(tensor.dataType);
    if (storage === undefined) return note;
    const count = elementCount(tensor);
    const varints = field.number !== 9 && storage.varints;
    const length = field.end - field.content;
    if (!varints && length !== count * storage.size) throw wrongLength(tensor, storage.size, length);
    const scratch = new DataView(new ArrayBuffer(8));
    let index = 0;
    for await (const bytes of this.#pieces.pieces(field.content, field.end, varints ? "varints" : storage.size)) {
      if (!varints) {
        takeNotes(note, storage, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), index, count);
        index += bytes.length / storage.size;
        continue;
      }
      if (index + countVarints(bytes) > count) checkVarintCount(tensor, index + countVarints(bytes));
      forEachVarint(bytes, "tensor", (value) => {
        putVarint(scratch, storage, value);
        takeNote(note, storage, scratch, 0, index++, count);
      });
    }
    if (varints) checkVarintCount(tensor, index);
    return note;
  }
}

function checked(field: Field, end: number): Field {
  if (field.end > end) throw new RangeError(`a field of ${field.end - field.content} bytes runs past its message`);
  return field;
}
