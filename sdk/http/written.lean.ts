import type { Document } from "./document.ts";
import type { CheckedOptions } from "./options.ts";

// In the place of written.ts, where the page and the description for programs are left out to save their size.
export function writersOf(_: CheckedOptions): [path: string, write: () => Document][] {
  return [];
}
