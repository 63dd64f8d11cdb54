import { describe, expect, test } from "vitest";
import { buffersOf } from "../../sdk/workers/transfer.ts";

describe("a part that is sent", () => {
  const large = () => new Float64Array(1000);

  test("hands over the memory of its large typed arrays, wherever they are, each once", () => {
    const [one, two, three] = [large(), large(), new Uint8Array(5000)];
    const part = {
      a: [one, [two]],
      b: new Map([[3, { bins: three, again: one }]]),
      c: 5,
      d: null,
      e: undefined,
      f: "text",
    };
    expect(buffersOf(part)).toEqual([one.buffer, two.buffer, three.buffer]);
    expect(() => structuredClone(part, { transfer: buffersOf(part) })).not.toThrow();
    expect(one.length).toBe(0);
  });

  test("copies small arrays, and parts of larger memory, such as the engine's", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(buffersOf([new Float64Array(4), large().subarray(1), new Float64Array(memory.buffer, 0, 1000)])).toEqual([]);
    expect(buffersOf(7)).toEqual([]);
    expect(buffersOf(undefined)).toEqual([]);
  });
});
