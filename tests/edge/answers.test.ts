import { readFileSync, writeFileSync } from "node:fs";
import type { Answer } from "percolation";
import { describe, expect, test } from "vitest";
import { questions as allQuestions, answer } from "../../sdk/queries/ask.ts";
import { bits, hash } from "../runtimes/golden-values.ts";
import { questions } from "./questions.mjs";

const file = new URL("../data/http.json", import.meta.url);

/** An answer as JSON carries it, without the version: a release that changes no bit changes none of these. */
function portable(found: Answer): Record<string, unknown> {
  const text = JSON.stringify(found, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value));
  const { version, ...rest } = JSON.parse(text);
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  return rest;
}

const actual = Object.fromEntries(questions.map(({ name, query }) => [name, portable(answer(query))]));

// As with the golden bits: frozen anew on purpose only, by GOLDEN=write.
if (process.env.GOLDEN === "write") {
  const source = "Answers as JSON, without their version, to the questions of tests/edge/questions.mjs.";
  writeFileSync(file, `${JSON.stringify({ source, answers: actual }, null, 1)}\n`);
}
const { answers } = JSON.parse(readFileSync(file, "utf8")) as { answers: typeof actual };
const golden = JSON.parse(readFileSync(new URL("../data/golden.json", import.meta.url), "utf8")).values;

/** The bits of numbers in a frozen answer, as the golden suite writes them. */
function bitsOf(name: string, ...fields: string[]): string[] {
  return fields.map((field) => bits(Number(answers[name]?.[field])));
}

/** A frozen array. */
function list<Element = number>(name: string, field: string): Element[] {
  return answers[name]?.[field] as Element[];
}

/** The hash of numbers in the form that the answer itself holds them. */
function hashOf({ buffer }: ArrayBufferView): string {
  return hash(new Uint8Array(buffer as ArrayBuffer));
}

const survival = ["probability", "failure", "log10Failure"];

/** What the golden suite holds of the same questions, beside what stands in the frozen answers. */
const shared: [golden: string, found: () => unknown, wanted?: (value: never) => unknown][] = [
  ["exact images", () => bitsOf("path", ...survival, "log10Probability"), (all: string[]) => all.slice(0, 4)],
  ["exact depth 1e12", () => bitsOf("path, 1e12 layers", ...survival)],
  ["sampled tiny open", () => answers["path, sampled"]?.open],
  ["curve bonds few", () => list<{ probability: number }>("curve", "points").map((point) => bits(point.probability))],
  ["critical sites few", () => bitsOf("critical", "drop")[0]],
  ["critical depths", () => bitsOf("depth", "log10Depth"), (all: string[]) => all.slice(0, 1)],
  ["exact few", () => bitsOf("reach", ...survival, "log10Probability", "expected")],
  ["exact few outputs", () => list("reach", "distribution").map(bits)],
  ["exact few layers", () => list("reach", "layers").map(bits)],
  ["exact few bonds", () => list("reach", "bondsOnPath").map(bits)],
  ["paths few", () => bitsOf("paths", "expected", "log10Expected", "relativeSecondMoment")],
  [
    "masks tiny 128",
    () =>
      [list("masks", "inputs"), ...list<number[]>("masks", "sites"), ...list<number[]>("masks", "bonds")].map((mask) =>
        hashOf(Uint8Array.from(mask)),
      ),
  ],
  [
    "forecast tiny",
    () =>
      bitsOf(
        ...(["forecast", "expectedUpdates", "noUpdateProbability", "log10NoUpdateProbability"] as const),
        "expectedFirstCutStep",
      ),
  ],
  [
    "bottleneck hidden",
    () => [
      answers.bottleneck?.always,
      answers.bottleneck?.never,
      hashOf(Float64Array.from(list("bottleneck", "drops"))),
    ],
  ],
  ["sweep joint", () => sweepBits()],
  [
    "clusters site square",
    () => [answers.clusters?.count, answers.clusters?.largest, hashOf(Int32Array.from(list("clusters", "labels")))],
  ],
  ["thresholds", () => bitsOf("threshold", "keep", "standardError"), (all: string[]) => all.slice(2, 4)],
  [
    "inspect mixed",
    () => [
      answers.inspect?.method,
      ...bitsOf("inspect", "largestDrop"),
      ...list<string>("inspect", "ranking"),
      ...findings(),
    ],
  ],
];

/** The numbers of a sweep's curve that the golden suite freezes. */
function sweepBits(): string[] {
  type Point = {
    largest: { mean: number; standardError: number | null };
    clusters: { mean: number };
    wrapping: { probability: number; low: number } | null;
  };
  return list<Point>("sweep", "curve").flatMap(({ largest, clusters, wrapping }) =>
    [largest.mean, largest.standardError ?? -1, clusters.mean, wrapping?.probability ?? -1, wrapping?.low ?? -1].map(
      bits,
    ),
  );
}

function findings(): string[] {
  return list<{ kind: string; layers: string[] }>("inspect", "findings").map(({ kind, layers }) =>
    [kind, ...layers].join(" "),
  );
}

describe("the answers that deployed examples are held against", () => {
  test.each(questions)("$name: the SDK gives the frozen answer", ({ name }) => {
    expect(actual[name]).toEqual(answers[name]);
  });

  test.each(shared)("hold the bits of the golden suite: %s", (name, found, wanted = (all: never) => all) => {
    expect(found()).toEqual(wanted(golden[name] as never));
  });

  test("there is one for every kind of question", () => {
    const kinds = questions.map(({ query }) => query.ask);
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(allQuestions).sort());
    expect(Object.keys(answers)).toEqual(questions.map(({ name }) => name));
  });
});
