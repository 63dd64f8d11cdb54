import * as fs from "node:fs";
import { open, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { type BlobLike, type ReadModelOptions, readModel, readOnnxBlob } from "../importers/index.ts";
import type { AnyNetwork } from "../networks/any.ts";
import { readBytes } from "./files.ts";

/** Files above this size are read in pieces. */
const LARGE = 64 * 2 ** 20;
/** Files of weights above this size are not looked at: all of their weights count as there. */
const TOO_LARGE = 2 ** 30;

/** The network in a model file; `options` are unchecked. */
export async function readContent(file: string, options: Readonly<Record<string, unknown>>): Promise<AnyNetwork> {
  const blob = await largeOnnx(file);
  const outside = { ...options, externalData: (location: string) => readBeside(file, location) };
  if (blob) return readOnnxBlob(blob, outside);
  const bytes = await readBytes(file);
  return readModel(bytes, { ...(isJson(bytes) ? options : outside), name: file } as ReadModelOptions);
}

/** A large file that begins as exporters begin ONNX files, to be read in pieces; undefined for any other file. */
async function largeOnnx(file: string): Promise<BlobLike | undefined> {
  // Deno and Bun may not have it.
  const openAsBlob: typeof fs.openAsBlob | undefined = fs.openAsBlob;
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
  if (openAsBlob === undefined || size <= LARGE) return undefined;
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(new Uint8Array(1), 0, 1, 0);
    return buffer[0] === 0x08 ? await openAsBlob(file) : undefined;
  } finally {
    await handle.close();
  }
}

function isJson(bytes: Uint8Array): boolean {
  return /^[\s\ufeff\0]*[[{]/.test(new TextDecoder("utf-8").decode(bytes.subarray(0, 1000)));
}

/** The content of a file of weights in the model's folder or below; the format allows no other place. */
function readBeside(file: string, location: string): Uint8Array | undefined {
  const folder = dirname(file);
  const path = join(folder, location);
  const inside = relative(folder, path);
  if (isAbsolute(location) || inside === "" || inside.startsWith("..") || isAbsolute(inside)) return undefined;
  try {
    const found = fs.statSync(path);
    return found.isFile() && found.size <= TOO_LARGE ? fs.readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
