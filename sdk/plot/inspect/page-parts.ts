import type { Finding, InspectAnswer } from "../../queries/inspect/answer.ts";
import { writeFirstCutStep } from "../forecast-words.ts";
import { ESTIMATE_DIGITS, percent, significant } from "../numbers.ts";
import { plainName } from "../plain-name.ts";
import { writeCut, writeOpen } from "../survival-words.ts";
import { escapeText } from "../svg-element.ts";
import { section, tag, textTag } from "./html.ts";
import { bar, NAME, swatch } from "./page-table.ts";
import { POWERS } from "./risk.ts";
import { failureWords, outlookOf } from "./words.ts";

/** The numbers that matter most. */
export function figures(answer: InspectAnswer): string {
  const { layers, largestDrop, failureBelow, forecast } = answer;
  const removes = layers.some(({ removal }) => removal);
  const bound = significant(failureBelow, ESTIMATE_DIGITS);
  return tag("dl", { class: "figures" }, [
    figure("A path survives", writeOpen(answer), howFound(answer)),
    figure("Every path is cut", writeCut(answer), "in a random mask"),
    ...(removes
      ? [
          figure(
            "Largest common drop rate",
            significant(largestDrop, ESTIMATE_DIGITS),
            `keeps the ${failureWords(answer)} below ${bound}`,
          ),
        ]
      : []),
    figure(
      "First step that changes nothing",
      writeFirstCutStep(outlookOf(answer)),
      `expected; a run of ${forecast.steps} steps`,
    ),
  ]);
}

function figure(name: string, value: string, note: string): string {
  return tag("div", {}, [textTag("dt", name), textTag("dd", value), textTag("dd", note)]);
}

function howFound({ method, trials, open, interval }: InspectAnswer): string {
  if (trials === undefined || !interval) return method;
  const [low, high] = [interval.low, interval.high].map((end) => significant(end, ESTIMATE_DIGITS));
  return `${method}: ${open} of ${trials} trials; ${percent(interval.confidence)} interval ${low} to ${high}`;
}

/** What the structure alone shows. */
export function findingsPart(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const items = findings.map(({ kind, message }) =>
    tag("li", {}, `${textTag("strong", `${kind.replaceAll("-", " ")}:`)} ${escapeText(plainName(message, 1000))}`),
  );
  return [section("findings", "Findings", [tag("ul", { class: "findings" }, items)])];
}

/** Layers that the page ranks; the table has all. */
const RANKED = 10;

/** The layers whose drop rates matter most. */
export function rankingPart({ ranking, layers }: InspectAnswer): string[] {
  const removals = new Map(layers.map(({ name, removal }) => [name, removal]));
  const [least] = POWERS;
  const ranked = ranking.filter((name) => (removals.get(name)?.importance ?? 0) > 0);
  if (ranked.length === 0) return [];
  const items = ranked.slice(0, RANKED).map((name) => {
    const { importance: value = 0, cutProbability = 0 } = removals.get(name) ?? {};
    const length = value > 0 ? (Math.log10(value) - least) / -least : 0;
    const words = `${plainName(name, NAME)}: ${significant(value, 3)}`;
    return tag("li", {}, `${swatch(cutProbability)}${escapeText(words)}${bar(length)}`);
  });
  const left = ranked.length - items.length;
  return [
    section("ranking", "Ranking", [
      textTag(
        "p",
        "How fast the probability of a path falls as a layer's drop rate rises (Birnbaum importance); bars on a logarithmic scale from 1e-9 to 1.",
      ),
      tag("ol", { class: "ranking" }, items),
      ...(left > 0 ? [textTag("p", `${left} more are in the table.`, { class: "faint" })] : []),
    ]),
  ];
}
