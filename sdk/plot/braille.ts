// A braille character is a cell of two by four dots: U+2800 plus one bit a dot.
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** A drawing of dots, two to a column and four to a row of a terminal. Dot 0, 0 is at the top left. */
export class BrailleCanvas {
  readonly width: number;
  readonly height: number;
  readonly #columns: number;
  readonly #cells: Uint8Array;

  constructor(columns: number, rows: number) {
    this.width = 2 * columns;
    this.height = 4 * rows;
    this.#columns = columns;
    this.#cells = new Uint8Array(columns * rows);
  }

  /** Sets the dots of column `x` from `y1` to `y2`, in either order. */
  drawColumn(x: number, y1: number, y2: number): void {
    for (let y = Math.min(y1, y2); y <= Math.max(y1, y2); y++) {
      const cell = (y >> 2) * this.#columns + (x >> 1);
      this.#cells[cell] = (this.#cells[cell] ?? 0) | (DOTS[y & 3]?.[x & 1] ?? 0);
    }
  }

  /** The character of a cell; undefined where no dot is set. */
  character(column: number, row: number): string | undefined {
    const bits = this.#cells[row * this.#columns + column] ?? 0;
    return bits === 0 ? undefined : String.fromCharCode(0x2800 + bits);
  }
}
