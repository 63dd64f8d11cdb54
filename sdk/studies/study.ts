/** A value that a study is to find, and what it found. */
export interface Target {
  readonly name: string;
  readonly target: number;
  readonly measured: number;
  /** How far apart the two may be. */
  readonly tolerance: number;
  /** Whether the tolerance is a share of the target; else it is in its units. */
  readonly isRelative?: boolean;
  /** Whether the target is the least that will do, and all above it are as good. */
  readonly isLeast?: boolean;
}

/** Rows of numbers or texts, for a CSV file. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

/** A drawing, for an SVG file. */
export interface Picture {
  readonly name: string;
  readonly svg: string;
}

/** What a study found. */
export interface Findings {
  readonly targets: readonly Target[];
  readonly tables: readonly Table[];
  readonly pictures: readonly Picture[];
  /** What could not be looked at here, and what to do about it. */
  readonly leftOut?: readonly string[];
}

/** A part of a study that stands by itself: parts may be run anywhere and in any order. */
export type Part = () => Findings;

/** A study of what a paper says: it can be repeated to the last bit. */
export interface Study {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

/** How far what was found is from its target, in the units of the tolerance. */
export function errorOf({ target, measured, isRelative = false, isLeast = false }: Target): number {
  const distance = isLeast && measured > target ? 0 : Math.abs(measured - target);
  return isRelative ? distance / Math.abs(target) : distance;
}

export function hasPassed(target: Target): boolean {
  return errorOf(target) <= target.tolerance;
}

/** A table as CSV (RFC 4180). */
export function toCsv({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map((value) => quote(String(value))).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What parts found together, in their order. */
export function joinFindings(all: readonly Findings[]): Findings {
  // Several parts may miss the same.
  const leftOut = [...new Set(all.flatMap((each) => each.leftOut ?? []))];
  return {
    targets: all.flatMap(({ targets }) => targets),
    tables: all.flatMap(({ tables }) => tables),
    pictures: all.flatMap(({ pictures }) => pictures),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  };
}
