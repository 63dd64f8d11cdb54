import { readFile, writeFile } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import { usageError } from "../flags/values.ts";
import type { Terminal } from "./terminal.ts";

const STDIN = "standard input";

export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw usageError(`${nameOf(file)}: cannot be read: ${reasonOf(error)}`);
  }
}

export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw usageError(`${nameOf(file)}: cannot be written: ${reasonOf(error)}`);
  }
}

/** The value in a JSON file, or on standard input for `-`. */
export async function readJson(file: string, terminal: Terminal): Promise<unknown> {
  // The decoder drops a byte order mark, which JSON.parse refuses.
  const text = file === "-" ? await readStdin(terminal) : new TextDecoder().decode(await readBytes(file));
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usageError(`${file === "-" ? STDIN : nameOf(file)}: expected JSON: ${reason}`);
  }
}

async function readStdin(terminal: Terminal): Promise<string> {
  try {
    return await terminal.readStdin();
  } catch (error) {
    throw usageError(`${STDIN}: cannot be read: ${reasonOf(error)}`);
  }
}

function nameOf(file: string): string {
  return file === "" ? '""' : file;
}

/** The system's words for an error number, without the path that Node adds. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const number = "errno" in error && typeof error.errno === "number" ? error.errno : undefined;
  return (number !== undefined && getSystemErrorMap().get(number)?.[1]) || error.message;
}
