import fc from "fast-check";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const VALUES = [
  ...[null, true, -1, 0, 1, 2, 3, 0.5, 1e9, 1e300, "", "x", "same", "channels_first", "__proto__", "constructor"],
  ...[[], {}, [[]], [1, 2], [null, null], ["x", 0, 0], ["y", 1, 1, {}], { class_name: "Dense" }],
];

/** A JSON value with one to four of its parts replaced, removed or doubled. */
export function mutated(json: Json): fc.Arbitrary<Json> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    kind: fc.constantFrom("replace", "remove", "double", "rename"),
    value: fc.constantFrom(...(VALUES as Json[])),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(json);
    for (const { at, kind, value } of changes) {
      const places = placesIn(copy);
      const place = places[Math.floor(at * places.length)];
      if (place !== undefined) apply(place.holder, place.key, kind, value);
    }
    return copy;
  });
}

interface Place {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string;
}

function placesIn(json: Json): Place[] {
  const places: Place[] = [];
  const pending: Json[] = [json];
  for (const each of pending) {
    if (typeof each !== "object" || each === null) continue;
    for (const [key, value] of Object.entries(each)) {
      places.push({ holder: each, key });
      pending.push(value);
    }
  }
  return places;
}

function apply(holder: Record<string, Json> | Json[], key: string, kind: string, value: Json): void {
  if (Array.isArray(holder)) {
    const index = Number(key);
    if (kind === "remove") holder.splice(index, 1);
    else if (kind === "double") holder.splice(index, 0, structuredClone(holder[index] ?? null));
    else holder[index] = structuredClone(value);
  } else if (kind === "remove") delete holder[key];
  else if (kind === "rename") holder[`${key}_`] = holder[key] ?? null;
  else holder[key] = structuredClone(value);
}
