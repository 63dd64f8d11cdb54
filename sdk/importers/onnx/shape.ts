/** A tensor's dimensions, batch first; `undefined` for one that the file leaves open, or for all of them. */
export type Shape = readonly (number | undefined)[] | undefined;

/** The most dimensions, axes or entries of a target shape that are read; real models have a handful. */
export const MOST_AXES = 64;

/** The number of elements, if every dimension is known. */
export function sizeOf(dims: readonly (number | undefined)[]): number | undefined {
  return dims.reduce<number | undefined>(
    (product, size) => (product === undefined || size === undefined ? undefined : product * size),
    1,
  );
}

/** Whether a tensor is one row of neurons per sample: nothing but ones between the batch and the last dimension. */
export function isFlat(shape: Shape): boolean {
  return shape === undefined || shape.slice(1, -1).every((size) => size === 1);
}

/** Whether an operand can be broadcast to `shape` without changing it. Open dimensions are taken to fit. */
export function broadcastsTo(operand: Shape, shape: Shape): boolean {
  if (operand === undefined || shape === undefined) return true;
  const missing = shape.length - operand.length;
  return (
    missing >= 0 &&
    operand.every((size, axis) => {
      const goal = shape[axis + missing];
      return size === 1 || size === undefined || goal === undefined || size === goal;
    })
  );
}

/** The shape after flattening from `axis` on; `null` when dimensions of neurons would join the batch. */
export function flatten(shape: Shape, axis: number): Shape | null {
  if (shape === undefined) return axis === 1 ? [undefined, undefined] : null;
  const start = axis < 0 ? axis + shape.length : axis;
  if (start === 0) return [1, sizeOf(shape)];
  const keepsBatch = start > 0 && start <= shape.length && shape.slice(1, start).every((size) => size === 1);
  return keepsBatch ? [shape[0], sizeOf(shape.slice(start))] : null;
}

/**
 * The shape after a reshape to two dimensions (0: copied, -1: inferred) that leaves each sample's neurons
 * in one row; `null` for any other reshape.
 */
export function reshape(shape: Shape, target: readonly number[]): Shape | null {
  const [rows = -1, columns = -1] = target;
  if (target.length !== 2 || rows < -1 || columns < -1 || (rows === -1 && columns === -1)) return null;
  const batch = shape?.[0];
  const neurons = shape === undefined ? undefined : sizeOf(shape.slice(1));
  const all = shape === undefined ? undefined : sizeOf(shape);
  const width = columns === 0 ? shape?.[1] : columns === -1 ? undefined : columns;
  if (mayEqual(width, neurons) && (rows <= 0 || mayEqual(rows, batch))) {
    return [rows > 0 ? rows : batch, width ?? neurons];
  }
  return rows === 1 && mayEqual(width, all) ? [1, width ?? all] : null;
}

function mayEqual(left: number | undefined, right: number | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

/** Whether `axes` are the last axes of a tensor, in any order, leaving at least the batch. */
export function areLastAxes(axes: readonly number[], shape: Shape): boolean {
  const rank = shape?.length;
  const fromEnd = axes.map((axis) => (axis < 0 || rank === undefined ? axis : axis - rank)).sort((a, b) => b - a);
  return axes.length > 0 && (rank === undefined || axes.length < rank) && fromEnd.every((axis, i) => axis === -1 - i);
}
