// A model as an explicit list of edges between elements: a second formulation, against which the first is checked.

import { linkOf, WEIGHTLESS } from "./plain-links.ts";
import { fixedMasks, type Masks } from "./plain-masks.ts";
import { coordinatesOf, namesOf, outputsOf, type PlainModel, type Shape, shapesOf } from "./plain-shapes.ts";

/** An entry of a layer's mask. */
export interface Entry {
  readonly layer: string;
  readonly kind: "sites" | "bonds";
  readonly entry: number;
}

/** An element of a layer. */
export interface Vertex {
  readonly layer: string;
  readonly element: number;
  readonly isInput: boolean;
  readonly isOutput: boolean;
  /** Whether it needs all of its edges (a product) rather than any. */
  readonly needsAll: boolean;
  /** What removes it. */
  readonly site: Entry | undefined;
}

/** From a vertex to one of a later layer; a weight may remove it. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly bond: Entry | undefined;
}

export interface EdgeList {
  readonly vertices: readonly Vertex[];
  readonly edges: readonly Edge[];
}

const REMOVALS = ["dropout", "channel-dropout", "drop-block", "stochastic-depth", "mask"];

/** Every connection between elements, by asking of every pair of them: sizes of neighbouring layers multiply. */
export function edgesOfModel(model: PlainModel): EdgeList {
  const shapes = shapesOf(model);
  const outputs = outputsOf(model);
  const fixed = fixedMasks(model);
  const first = new Map<string, number>();
  const vertices: Vertex[] = [];
  const edges: Edge[] = [];
  for (const layer of namesOf(model)) {
    const { name, type } = layer;
    const shape = shapes.get(name) as Shape;
    const start = vertices.length;
    first.set(name, start);
    const coordinates = coordinatesOf(shape);
    for (const element of coordinates.keys()) {
      const site = REMOVALS.includes(type) ? { layer: name, kind: "sites" as const, entry: element } : undefined;
      const ends = { isInput: type === "input", isOutput: outputs.includes(name) };
      vertices.push({ layer: name, element, ...ends, needsAll: type === "multiply", site });
    }
    const sources = layer.from.map((source) => shapes.get(source) as Shape);
    for (const [operand, source] of layer.from.entries()) {
      const link = linkOf(layer, sources, operand, shape);
      for (const [from, i] of coordinatesOf(shapes.get(source) as Shape).entries()) {
        for (const [to, o] of coordinates.entries()) {
          const weight = link(i, o);
          if (weight === undefined) continue;
          const bond = { layer: name, kind: "bonds" as const, entry: weight };
          if (weight !== WEIGHTLESS && fixed.get(name)?.bonds?.[weight] !== 1) continue;
          const ends = { from: (first.get(source) as number) + from, to: start + to };
          edges.push({ ...ends, bond: weight === WEIGHTLESS ? undefined : bond });
        }
      }
    }
  }
  return { vertices, edges };
}

const survives = (masks: Masks, entry: Entry | undefined): boolean =>
  entry === undefined || masks.get(entry.layer)?.[entry.kind]?.[entry.entry] !== 0;

/** As `reached` of plain-model.ts, along the edges. */
export function reachedByEdges(model: PlainModel, masks: Masks): Map<string, Uint8Array> {
  const { vertices, edges } = edgesOfModel(model);
  const into = groupBy(edges, vertices.length, "to");
  const on: boolean[] = [];
  vertices.forEach(({ isInput, needsAll, site }, vertex) => {
    const arrives = ({ from, bond }: Edge) => on[from] === true && survives(masks, bond);
    const given = into[vertex] as Edge[];
    on.push(survives(masks, site) && (isInput || (needsAll ? given.every(arrives) : given.some(arrives))));
  });
  return byLayer(vertices, on);
}

/** As `reaching` of plain-model.ts, along reversed edges. */
export function reachingByEdges(model: PlainModel, masks: Masks): Map<string, Uint8Array> {
  const { vertices, edges } = edgesOfModel(model);
  const outOf = groupBy(edges, vertices.length, "from");
  const on: boolean[] = vertices.map(() => false);
  for (let vertex = vertices.length - 1; vertex >= 0; vertex--) {
    const goesOn = ({ to, bond }: Edge) =>
      on[to] === true && survives(masks, bond) && survives(masks, vertices[to]?.site);
    on[vertex] = vertices[vertex]?.isOutput === true || (outOf[vertex] as Edge[]).some(goesOn);
  }
  return byLayer(vertices, on);
}

/** The edges of each vertex. */
export function groupBy(edges: readonly Edge[], vertices: number, end: "from" | "to"): Edge[][] {
  const groups = Array.from({ length: vertices }, (): Edge[] => []);
  for (const edge of edges) groups[edge[end]]?.push(edge);
  return groups;
}

function byLayer(vertices: readonly Vertex[], on: readonly boolean[]): Map<string, Uint8Array> {
  const lists = new Map<string, number[]>();
  vertices.forEach(({ layer, element }, vertex) => {
    const list = lists.get(layer) ?? [];
    list[element] = Number(on[vertex]);
    lists.set(layer, list);
  });
  return new Map([...lists].map(([layer, list]) => [layer, Uint8Array.from(list)]));
}
