import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for the files of a test, removed when its file of tests is done. */
export function newFolder(): { path: (name: string) => string; write: (name: string, content: unknown) => string } {
  const folder = mkdtempSync(join(tmpdir(), "percolation-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    /** Text and bytes as they are, anything else as JSON. */
    write: (name, content) => {
      const asIs = typeof content === "string" || content instanceof Uint8Array;
      writeFileSync(path(name), asIs ? content : JSON.stringify(content));
      return path(name);
    },
  };
}
