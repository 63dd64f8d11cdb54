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
  readonly #stride: number;
  #drawn = 0;

  /** Of the dots that are drawn, one in `stride` is set. */
  constructor(columns: number, rows: number, stride = 1) {
    this.width = 2 * columns;
    this.height = 4 * rows;
    this.#columns = columns;
    this.#stride = stride;
    this.#cells = new Uint8Array(columns * rows);
  }

  /** Sets the dots of column `x` from `y1` to `y2`. */
  drawColumn(x: number, y1: number, y2: number): void {
    const step = y1 <= y2 ? 1 : -1;
    for (let y = y1; y !== y2 + step; y += step) {
      if (this.#drawn++ % this.#stride !== 0) continue;
      const cell = (y >> 2) * this.#columns + (x >> 1);
      this.#cells[cell] = (this.#cells[cell] ?? 0) | (DOTS[y & 3]?.[x & 1] ?? 0);
    }
  }

  /** The dots of a cell, as a braille character has them: 0 where none is set. */
  bits(column: number, row: number): number {
    return this.#cells[row * this.#columns + column] ?? 0;
  }
}
