import type { Taps } from "../engine/programs.ts";

// Tables of what the positions along an axis read, made smaller.

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
export function ofOne({ offsets, sources, places }: Taps): Taps {
  return { offsets, sources: new Uint32Array(sources.length), places };
}

/** The table of the positions that read anything, of an input whose positions are all the same one. */
export function onceWhere(presence: Uint8Array): Taps {
  const offsets = new Uint32Array(presence.length + 1);
  presence.forEach((reads, position) => {
    offsets[position + 1] = (offsets[position] ?? 0) + reads;
  });
  return { offsets, sources: new Uint32Array(offsets[presence.length] ?? 0) };
}
