import fc from "fast-check";

/** A request that means no good, or does. */
export interface Attempt {
  readonly place: string;
  readonly init: RequestInit;
}

export const hostileNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "valueOf",
  "toJSON",
  "then",
];
export const hostileName = fc.oneof(
  fc.constantFrom(...hostileNames, "ask", "network", "kind", "widths", ""),
  fc.string(),
);

/** What may stand in If-None-Match. */
export const conditional = fc.option(
  fc.oneof(fc.constantFrom("*", '"abc"', 'W/"abc", "def"', ",,", '"', "W/"), fc.stringMatching(/^[!-~ ]{0,40}$/)),
  { nil: undefined, freq: 3 },
);
