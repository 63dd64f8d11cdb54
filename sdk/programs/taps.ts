import type { Taps } from "../engine/programs.ts";
import type { Window } from "../networks/model/axes.ts";

// Which positions of one axis an output position reads. Tables, not loops in the kernels: convolutions, their
// transposes, pools, paddings and resizings differ in nothing else.

/** The table of positions 0..size - 1, each with the sources that `list` names, with places in a kernel if any. */
function tabulate(size: number, list: (position: number, add: (source: number, place: number) => void) => void): Taps {
  const offsets = new Uint32Array(size + 1);
  const sources: number[] = [];
  const places: number[] = [];
  for (let position = 0; position < size; position++) {
    list(position, (source, place) => {
      sources.push(source);
      places.push(place);
    });
    offsets[position + 1] = sources.length;
  }
  return { offsets, sources: Uint32Array.from(sources), places: Uint32Array.from(places) };
}

/** Output o reads o * stride + k * dilation - before. */
export function windowTaps(window: Window, from: number, to: number): Taps {
  return tabulate(to, (position, add) => {
    for (let k = 0; k < window.kernel; k++) {
      const source = position * window.stride + k * window.dilation - window.before;
      if (source >= 0 && source < from) add(source, k);
    }
  });
}

/** Output o reads i where o = i * stride + k * dilation - before. */
export function transposedTaps(window: Window, from: number, to: number): Taps {
  return tabulate(to, (position, add) => {
    for (let k = 0; k < window.kernel; k++) {
      const times = position + window.before - k * window.dilation;
      const source = times / window.stride;
      if (Number.isInteger(source) && source >= 0 && source < from) add(source, k);
    }
  });
}

/** Every position reads all of them. */
export function allTaps(from: number, to: number): Taps {
  return tabulate(to, (_, add) => {
    for (let source = 0; source < from; source++) add(source, 0);
  });
}

/** Position q reads the positions up to its own, the last one all. */
export function causalTaps(from: number, to: number): Taps {
  return tabulate(to, (position, add) => {
    for (let source = 0; source <= position + from - to; source++) add(source, 0);
  });
}

/** Every position reads one, or none where that is outside. */
export function mapTaps(from: number, to: number, sourceOf: (position: number) => number): Taps {
  return tabulate(to, (position, add) => {
    const source = sourceOf(position);
    if (source >= 0 && source < from) add(source, 0);
  });
}

/** Resizing: the nearest position, or both neighbours of the half-pixel coordinate. */
export function resizeTaps(from: number, to: number, mode: "nearest" | "linear"): Taps {
  if (mode === "nearest") return mapTaps(from, to, (position) => Math.floor((position * from) / to));
  return tabulate(to, (position, add) => {
    const at = Math.min(from - 1, Math.max(0, ((position + 0.5) * from) / to - 0.5));
    const low = Math.floor(at);
    add(low, 0);
    if (at > low) add(low + 1, 0);
  });
}

/** Position y is covered by the blocks that begin at y - size + 1 .. y. */
export function blockTaps(size: number, from: number, to: number): Taps {
  return tabulate(to, (position, add) => {
    for (let start = Math.max(0, position - size + 1); start <= Math.min(position, from - 1); start++) add(start, 0);
  });
}

/** The same connections from the other side: `from` positions, each with those that read it. */
export function transposeTaps({ offsets, sources, places }: Taps, from: number): Taps {
  const lists: [number, number][][] = Array.from({ length: from }, () => []);
  for (let position = 0; position + 1 < offsets.length; position++) {
    for (let at = offsets[position] ?? 0; at < (offsets[position + 1] ?? 0); at++) {
      lists[sources[at] ?? 0]?.push([position, places?.[at] ?? 0]);
    }
  }
  return tabulate(from, (position, add) => {
    for (const [reader, place] of lists[position] ?? []) add(reader, place);
  });
}

/** Whether every position has a source. */
export function readsEverywhere({ offsets }: Taps): boolean {
  return offsets.every((end, index) => index === 0 || end > (offsets[index - 1] ?? 0));
}

/** Whether all positions have the same list: of sources, or of places. */
export function isEqualEverywhere({ offsets }: Taps, values: Uint32Array | undefined): boolean {
  const count = offsets[1] ?? 0;
  return offsets.every((start, index) => {
    if (index + 1 === offsets.length) return true;
    if ((offsets[index + 1] ?? 0) - start !== count) return false;
    for (let at = 0; at < count; at++) if (values?.[start + at] !== values?.[at]) return false;
    return true;
  });
}

/** The table of the first position alone. */
export function firstOf({ offsets, sources, places }: Taps): Taps {
  const count = offsets[1] ?? 0;
  return { offsets: Uint32Array.of(0, count), sources: sources.slice(0, count), places: places?.slice(0, count) };
}

/** The table for an input whose positions are all the same one. */
export function ofOne({ offsets, sources, places }: Taps, once: boolean): Taps {
  if (!once) return { offsets, sources: new Uint32Array(sources.length), places };
  return tabulate(offsets.length - 1, (position, add) => {
    if ((offsets[position + 1] ?? 0) > (offsets[position] ?? 0)) add(0, 0);
  });
}
