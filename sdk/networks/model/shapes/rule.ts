import { badInput, PercolationError } from "../../../errors.ts";
import type { LayerType, ModelLayer } from "../layer-types.ts";

/** Sizes of the axes of a tensor: channels first, no batch. */
export type Shape = readonly number[];

/** The layer of one type. */
export type LayerOf<Type extends LayerType, Layer = ModelLayer> = Layer extends { readonly type: infer Types }
  ? Type extends Types
    ? Layer
    : never
  : never;

/** What a layer makes of the shapes it reads: the shape of its output, and its fields with defaults filled in. */
export interface Resolved {
  readonly shape: Shape;
  readonly filled?: Readonly<Record<string, unknown>>;
}

/** Checks a layer against the shapes it reads; `field` is how messages call it. */
export type ShapeRule<Type extends LayerType> = (
  layer: LayerOf<Type>,
  inputs: readonly Shape[],
  field: string,
) => Resolved;

/** The shape of the one tensor that a layer reads. */
export function only(inputs: readonly Shape[], field: string): Shape {
  const [input] = inputs;
  if (input === undefined || inputs.length !== 1) throw badInput(`${field}.from`, "one layer", inputs.length);
  return input;
}

export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** An error about the shape that a layer reads. */
export function badShape(field: string, expected: string, shape: Shape): PercolationError {
  const at = `${field}.from`;
  return new PercolationError("invalid-input", `${at}: expected ${expected}, got shape ${shapeText(shape)}`, {
    field: at,
  });
}

export function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

/** A copy of `shape` with one axis changed. */
export function withAxis(shape: Shape, axis: number, size: number): number[] {
  return shape.map((old, index) => (index === axis ? size : old));
}

/** Checks the number of an axis. */
export function checkAxis(axis: number, shape: Shape, field: string): void {
  if (axis >= shape.length) throw badInput(field, `an axis in 0..${shape.length - 1} of ${shapeText(shape)}`, axis);
}

/** Checks that axes are different, and axes of `shape`. */
export function checkAxes(axes: readonly number[], shape: Shape, field: string): void {
  axes.forEach((axis, index) => {
    checkAxis(axis, shape, `${field}[${index}]`);
    if (axes.indexOf(axis) !== index) throw badInput(`${field}[${index}]`, "each axis once", axis);
  });
}
