import { describe, expect, test } from "vitest";
import { PercolationError } from "../../sdk/errors.ts";
import { type OnField, Wire } from "../../sdk/importers/onnx/wire.ts";

interface Message {
  number?: number;
  bytes?: Uint8Array;
  text?: string;
  integers: number[];
  floats: number[];
  inner?: Message;
}

const onField: OnField<Message> = (field, message, wire) => {
  if (field === 1) message.number = wire.integer();
  else if (field === 2) message.bytes = wire.bytes();
  else if (field === 3) message.text = wire.text();
  else if (field === 4) wire.integers(message.integers);
  else if (field === 5) wire.floats(message.floats);
  else if (field === 6) message.inner = wire.message({ integers: [], floats: [] }, onField);
};

function read(...bytes: number[]): Message {
  return new Wire(Uint8Array.from(bytes)).fields<Message>({ integers: [], floats: [] }, onField);
}

describe("the strict reader", () => {
  test("integers and floats come one by one or packed", () => {
    expect(read(0x20, 1, 0x20, 2, 0x22, 2, 3, 4).integers).toEqual([1, 2, 3, 4]);
    expect(read(0x2d, 0, 0, 0x80, 0x3f, 0x2a, 4, 0, 0, 0, 0x40).floats).toEqual([1, 2]);
  });

  test("negative integers are read as such", () => {
    expect(read(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1).number).toBe(-1);
  });

  test("bytes are a view of the file", () => {
    const file = Uint8Array.of(0x12, 2, 7, 8);
    const message = new Wire(file).fields<Message>({ integers: [], floats: [] }, onField);
    expect(message.bytes?.buffer).toBe(file.buffer);
    expect(message.bytes).toEqual(Uint8Array.of(7, 8));
  });

  test("unknown fields are skipped", () => {
    expect(read(0x7a, 2, 9, 9, 0x08, 5).number).toBe(5);
  });

  test.each([
    ["bytes that run past the end", [0x12, 3, 7, 8]],
    ["text that runs past the end", [0x1a, 3, 65, 66]],
    ["a message that runs past the end", [0x32, 3, 0x08, 5]],
    ["a skipped field that runs past the end", [0x7a, 3, 9]],
    ["a field of number 0", [0x08, 5, 0, 0]],
    ["a field that runs past its message", [0x32, 2, 0x08, 0x80, 0x01]],
    ["packed integers that run past their field", [0x22, 1, 0x80, 0x01]],
    ["packed floats that run past their field", [0x2a, 3, 0, 0, 0x80, 0x3f]],
    ["an integer where bytes belong", [0x10, 2, 0x08, 5]],
    ["bytes where an integer belongs", [0x0a, 1, 5]],
    ["a double where a list of integers belongs", [0x21, 1, 0, 0, 0, 0, 0, 0, 0]],
    ["an integer without an end", [0x08, 0x80]],
    ["a group", [0x7b, 0x7c]],
  ])("%s is an error", (_, bytes) => {
    expect(() => read(...bytes)).toThrow();
  });

  test("a packed run longer than the file is damage, not too many entries", () => {
    expect(() => read(0x22, 0xff, 0xff, 0xff, 0x7f, 1)).toThrow(RangeError);
  });

  test("a million entries are the most", () => {
    const packed = (count: number) => {
      const file = new Uint8Array(count + 4);
      file.set([0x22, (count & 127) | 128, ((count >> 7) & 127) | 128, count >> 14]);
      return new Wire(file).fields<Message>({ integers: [], floats: [] }, onField).integers.length;
    };
    expect(packed(1_000_000)).toBe(1_000_000);
    expect(() => packed(1_000_001)).toThrow(PercolationError);
  });
});
