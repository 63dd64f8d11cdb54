import fc from "fast-check";
import { type Attempt, conditional, hostileName } from "./arbitrary-attempts.ts";
import { anyForm } from "./arbitrary-forms.ts";
import { anyQuery } from "./arbitrary-queries.ts";

/** Values at the edges of what numbers, texts and structures can be. */
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[0, -0, -1, 0.1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 64, 1e15, 1e16, 1048577, 100001],
    ...[null, true, false, "", "NaN", "Infinity", "0x10", "1e5", "__proto__", "a".repeat(5000), "\u0000", "\ud800"],
    ...[[], {}, [[]], [null], [{}], { __proto__: null }, "18446744073709551616", "axis0=0"],
  ),
  fc.double(),
  fc.maxSafeInteger(),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.constantFrom<unknown>(1, 0.5, "1", null, {}), { maxLength: 2000 }),
  fc
    .tuple(hostileName, fc.jsonValue({ maxDepth: 1 }))
    .map(([name, value]) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`)),
);

type Holder = Record<string | number, unknown>;

/** Every place in a value where something stands. */
function placesIn(value: unknown): [holder: Holder, key: string | number][] {
  if (typeof value !== "object" || value === null) return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap(
    (key) => [[value as Holder, key], ...placesIn((value as Holder)[key])] as [Holder, string | number][],
  );
}

/** Values that may well be right. */
const plausibleValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom<unknown>(true, false, [0], [0, 1], [8, 8], "bond", "sites", "auto", 1e6, 1e12),
);

/** A right query with one to three things wrong, or only different. */
const mutatedQuery = fc
  .tuple(
    anyQuery,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("replace", "replace", "delete", "add", "copy"),
        fc.oneof(plausibleValue, hostileValue),
        hostileName,
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([original, changes]) => {
    const query = structuredClone(original);
    for (const [at, change, given, name] of changes) {
      // Of its own: what was put in before may be changed next.
      const value: unknown = JSON.parse(JSON.stringify(given));
      const places = placesIn(query);
      const [holder, key] = places[at % places.length] ?? [query, "ask"];
      const [source, other] = places[(at * 7 + 3) % places.length] ?? [query, "ask"];
      if (change === "delete") Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
      else if (change === "copy") holder[key] = JSON.parse(JSON.stringify(source[other] ?? null));
      else if (change === "add" && Array.isArray(holder)) holder.push(value);
      else
        Object.defineProperty(holder, change === "replace" ? key : name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return JSON.stringify(query);
  });

const encoder = new TextEncoder();

const oddText = fc.oneof(
  fc
    .tuple(fc.constantFrom("[", '{"a":', '{"network":', '[{"layers":'), fc.integer({ min: 1, max: 50000 }))
    .map(([open, depth]) => open.repeat(depth)),
  fc.integer({ min: 1, max: 20000 }).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`),
  fc.constantFrom(
    '{"ask":"depth","ask":"path"}',
    '{"ask":"depth","width":1e999,"dropSites":0.5}',
    '{"__proto__":{"ask":"depth","width":8}}',
  ),
  fc.constantFrom(
    "NaN",
    "undefined",
    "\ufeff{}",
    "{'ask':'depth'}",
    '{"ask":"depth",}',
    "",
    " ",
    "null",
    '"ask"',
    "1e400",
    "-",
  ),
  fc.tuple(anyQuery, fc.nat()).map(([query, at]) => {
    const text = JSON.stringify(query);
    return text.slice(0, at % text.length);
  }),
  fc.tuple(anyQuery, fc.nat(), fc.string()).map(([query, at, noise]) => {
    const text = JSON.stringify(query);
    return text.slice(0, at % text.length) + noise + text.slice(at % text.length);
  }),
  fc
    .integer({ min: 1, max: 200000 })
    .map(
      (length) =>
        `{"ask":"sweep","kind":"bond","order":[${"0,".repeat(length)}0],"network":{"kind":"lattice","cell":"square","size":[8,8]}}`,
    ),
  fc.string(),
);

const type = fc.oneof(
  {
    arbitrary: fc.constantFrom("application/json", "application/json; charset=utf-8", "application/ld+json"),
    weight: 30,
  },
  {
    arbitrary: fc.constantFrom(
      "text/plain",
      "application/json; charset=utf-16",
      "application/json;charset=latin1",
      "application/x-www-form-urlencoded",
      "*/*",
      "json",
      "a;b;c=,",
    ),
    weight: 1,
  },
);

const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  { arbitrary: mutatedQuery.map((text) => encoder.encode(text)), weight: 10 },
  { arbitrary: anyQuery.map((query) => encoder.encode(JSON.stringify(query))), weight: 5 },
  { arbitrary: fc.json().map((text) => encoder.encode(text)), weight: 1 },
  { arbitrary: oddText.map((text) => encoder.encode(text)), weight: 3 },
  { arbitrary: fc.uint8Array({ maxLength: 300 }), weight: 1 },
  {
    arbitrary: fc.tuple(anyQuery, fc.nat(), fc.integer({ min: 128, max: 255 })).map(([query, at, byte]) => {
      const bytes = encoder.encode(JSON.stringify(query));
      bytes[at % bytes.length] = byte;
      return bytes;
    }),
    weight: 1,
  },
);

/** A body in pieces, whose length nobody tells beforehand. */
function inPieces(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(offset, offset + size));
      offset += size;
    },
  });
}

const posted: fc.Arbitrary<Attempt> = fc
  .tuple(
    body,
    type,
    conditional,
    fc.option(fc.integer({ min: 1, max: 999 })),
    fc.nat(20).map((number) => (number === 0 ? "/v1/path" : "/v1/query")),
  )
  .map(([bytes, type, tag, piece, place]) => {
    const headers = { "Content-Type": type, ...(tag === undefined ? {} : { "If-None-Match": tag }) };
    const body = piece === null ? bytes.slice() : inPieces(bytes, Math.max(piece, bytes.length >> 6));
    return { place, init: { method: "POST", headers, body, duplex: "half" } as RequestInit };
  });

const elsewhere: fc.Arbitrary<Attempt> = fc
  .tuple(
    fc.constantFrom(
      "/",
      "/v1",
      "/v1/",
      "/v1/query",
      "/v1/path",
      "/healthz",
      "/openapi.json",
      "/problems/",
      "/problems/x",
      "/problems/__proto__",
      "//",
      "/v1/%ff",
      "/%",
      "/v1/query/x",
      "/constructor",
    ),
    fc.constantFrom("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST", "PROPFIND", "__proto__"),
    fc.option(fc.constantFrom("http://a.example", "null", "*", "x".repeat(200))),
  )
  .map(([place, method, origin]) => ({ place, init: { method, headers: origin === null ? {} : { Origin: origin } } }));

/** Any request. */
export const anyRequest: fc.Arbitrary<Attempt> = fc.oneof(
  { arbitrary: posted, weight: 12 },
  { arbitrary: anyForm, weight: 8 },
  { arbitrary: elsewhere, weight: 1 },
);
