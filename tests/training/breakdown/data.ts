/** Rows of which row i has 1 + i % width numbers that are not 0, at places of its own; the same in every run. */
export function sparseRows(rows: number, width: number): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const numbers = Array<number>(width).fill(0);
    for (let index = 0; index <= row % width; index++) {
      // Steps of 3 do not meet in rows of 2^n numbers.
      numbers[(row + 3 * index) % width] = 0.5 + ((row * 7 + index * 5) % 11) / 11;
    }
    return numbers;
  });
}
