import fc from "fast-check";
import { type Flag, flags } from "../../sdk/flags/flags.ts";
import { type CommandName, forms } from "../../sdk/flags/forms.ts";
import { parametersOf } from "../../sdk/http/parameters.ts";
import { type Attempt, conditional, hostileName, hostileNames } from "./arbitrary-attempts.ts";

// Requests by GET forms, right, wrong and absurd.

const LAYERS = ["widths=3,4,3", "widths=3,4,3&drop-bonds=0.5", "width=4&depth=3&drop-sites=0.5", "width=2&depth=1e9"];
const MEDIA = ["lattice=square&size=4x4", "lattice=cubic&size=3x3x3&periodic=true&keep-bonds=0.3"];

/** What makes a question's form right. */
const NEEDS: Readonly<Partial<Record<CommandName, string>>> = {
  curve: "of=sites&points=3",
  critical: "of=sites",
  depth: "width=8&drop-sites=0.5",
  bottleneck: "of=bonds&trials=100",
  forecast: "steps=10",
  inspect: "trials=100",
  sweep: "kind=bond&runs=3&points=3",
  threshold: "kind=site&runs=10",
};

const sites = fc.constantFrom("from=axis0=0&to=axis0=-1", "from=0,1&to=3", "");

const numbers = ["0", "1", "8", "100", "0.5", "0.25", "1e3", "-1", "1e999", "18446744073709551616", "1e-320", "+.5"];

/** Texts of the kind that a flag takes. */
function fitting({ kind, value = "" }: Flag): fc.Arbitrary<string> {
  if (kind === "number") return fc.constantFrom(...numbers);
  if (kind === "numbers" || kind === "rates")
    return fc.array(fc.constantFrom(...numbers), { maxLength: 4 }).map(String);
  if (kind === "sizes") return fc.constantFrom("4x4", "2,2", "3x3x3", "0x4", "99999x99999", "4");
  if (kind === "switch" || kind === "switches") return fc.constantFrom("", "true", "false", "true,false");
  if (kind === "sites") return fc.constantFrom("0", "0,1", "axis0=0", "axis1=-1", "axis9=-9", "a,b", "99999");
  return fc.constantFrom(...value.split("|"), "square", "degree", "auto", "7");
}

const absurd = fc.oneof(
  fc.constantFrom(
    "NaN",
    "x".repeat(3000),
    "1".repeat(3000),
    ",".repeat(500),
    "__proto__",
    "%00",
    "%zz",
    "%ff%fe",
    "\u202e",
  ),
  fc.string(),
);

const anyFlag = fc.constantFrom(...Object.entries<Flag>(flags));

/** Parameters, and whether they are written as they stand. */
const parameter = fc.oneof(
  {
    arbitrary: anyFlag.chain(([name, flag]) =>
      fc.tuple(fc.constant(name), fc.oneof(fitting(flag), absurd), fc.boolean()),
    ),
    weight: 4,
  },
  { arbitrary: fc.tuple(hostileName, absurd, fc.boolean()), weight: 1 },
);

/** A form with parameters of its own, of the kinds they take. */
const rightForm = fc.constantFrom(...(Object.keys(forms) as CommandName[])).chain((name) => {
  const { takes } = forms[name];
  const networks = [...(takes.includes("layers") ? LAYERS : []), ...(takes.includes("media") ? MEDIA : [])];
  const own = fc
    .constantFrom(...parametersOf(name))
    .chain(([flag, form]) => fitting(form).map((text) => `${flag}=${text}`));
  return fc
    .tuple(fc.constantFrom(...networks, ""), sites, fc.array(own, { maxLength: 2 }))
    .map(
      ([network, sites, others]) => [name, [network, NEEDS[name], sites, ...others].filter(Boolean).join("&")] as const,
    );
});

const wrongForm = fc.tuple(
  fc.constantFrom(...Object.keys(forms), ...hostileNames, "query", "%70ath", "path/", "PATH", ""),
  fc.array(parameter, { maxLength: 5 }).map((all) => all.map(write).join("&")),
);

function write([name, value, isRaw]: readonly [string, string, boolean]): string {
  if (isRaw) return `${name}=${value}`.replace(/[#\s]/g, "");
  // Half of a pair of code units has no encoding.
  return [name, value].map((text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "?"))).join("=");
}

/** Any request by a GET form. */
export const anyForm: fc.Arbitrary<Attempt> = fc
  .tuple(
    fc.oneof({ arbitrary: rightForm, weight: 2 }, { arbitrary: wrongForm, weight: 1 }),
    fc.constantFrom("", "", "", "&seed=1", "&json=true", "&model=x"),
    conditional,
    fc.constantFrom("GET", "GET", "GET", "HEAD"),
  )
  .map(([[name, text], more, tag, method]) => {
    const headers: Record<string, string> = tag === undefined ? {} : { "If-None-Match": tag };
    return { place: `/v1/${name}?${text}${more}`, init: { method, headers } };
  });
