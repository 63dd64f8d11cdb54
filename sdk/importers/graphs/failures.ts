import { PercolationError, show } from "../../errors.ts";

/** The file is broken or contradicts itself. `where` names the place: `line 17`, `links[3].source`. */
export function invalid(where: string, expected: string, actual: string, cause?: unknown): PercolationError {
  return new PercolationError("invalid-file", `${where}: expected ${expected}, got ${actual}`, { field: where, cause });
}

/** The same of a line of text, with the offending piece of it. */
export function invalidLine(line: number, expected: string, piece: string | undefined): PercolationError {
  return invalid(`line ${line}`, expected, piece === undefined || piece === "" ? "none" : show(piece));
}

/** Reading on would take more memory than the file accounts for. */
export function tooLarge(where: string, expected: string, actual: string): PercolationError {
  return new PercolationError("too-large", `${where}: expected ${expected}, got ${actual}`, { field: where });
}

/** The file is sound, but holds something that is no plain graph. `actual` names it: `a hyperedge`. */
export function unsupported(where: string, expected: string, actual: string): PercolationError {
  return new PercolationError("unsupported-model", `${where}: expected ${expected}, got ${actual}`, { field: where });
}
