import type { AnyNetwork } from "../../networks/any.ts";
import type { InspectAnswer, LayerReport } from "../../queries/inspect/answer.ts";
import { countOf, writeCount } from "../count-words.ts";
import { type TrainingRun, trainingSentences } from "../forecast-words.ts";
import { describeShape, isLayered } from "../network-words.ts";
import { ESTIMATE_DIGITS, significant } from "../numbers.ts";
import { plainName } from "../plain-name.ts";
import { survivalSentences } from "../survival-words.ts";

/** Layers that the sentence about the most important ones names. */
const NAMED = 3;

/** The question that a picture or page answers. */
export function questionOf(network: AnyNetwork): string {
  return `Where does the ${isLayered(network) ? "network " : ""}${describeShape(network)} break?`;
}

/** What the answer means, in sentences. */
export function inspectSentences(answer: InspectAnswer): string[] {
  return [
    ...survivalSentences(answer, true),
    ...singleSentences(answer),
    ...rankingSentences(answer),
    ...largestDropSentences(answer),
    ...forecastSentences(answer),
  ];
}

/** What single layers do, where trials saw no cut but averages over them know more. */
export function singleSentences({ layers, method, failure }: InspectAnswer): string[] {
  const sum = layers.reduce((all, { removal }) => all + (removal?.cutProbability ?? 0), 0);
  if (method === "exact" || failure > 0 || sum === 0) return [];
  return [`Single layers alone cut every path with a probability of about ${significant(sum, 3)} in all.`];
}

/** Which layers matter most. */
export function rankingSentences({ ranking, layers }: InspectAnswer): string[] {
  const importance = importanceOf(layers);
  const first = ranking.filter((name) => (importance.get(name) ?? 0) > 0).slice(0, NAMED);
  if (ranking.length < 2) return [];
  if (first.length === 0)
    return ["No layer stands out: raising any one drop rate a little changes nothing that was seen."];
  const names = first.map((name) => plainName(name)).join(", then ");
  return [`Raising its drop rate a little costs most in ${names}.`];
}

function importanceOf(layers: readonly LayerReport[]): Map<string, number> {
  return new Map(layers.flatMap(({ name, removal }) => (removal ? [[name, removal.importance] as const] : [])));
}

/** Places in the ranking of the layers that have any importance. */
export function ranksOf(answer: Pick<InspectAnswer, "ranking" | "layers">): Map<string, number> {
  const importance = importanceOf(answer.layers);
  const ranks = answer.ranking.map((name, index) => [name, index + 1] as const);
  return new Map(ranks.filter(([name]) => (importance.get(name) ?? 0) > 0));
}

/** Trials that see fewer cuts than the bound allows know of those by single layers alone. */
export function failureWords({ resolution, failureBelow }: InspectAnswer): string {
  return resolution !== undefined && resolution > failureBelow ? "failure by single layers" : "failure";
}

/** How far all drop rates may rise together. */
export function largestDropSentences(answer: InspectAnswer): string[] {
  const { layers, largestDrop, failureBelow, resolution } = answer;
  const failure = failureWords(answer);
  const removing = layers.filter(({ removal }) => removal).length;
  if (removing === 0) return [];
  const bound = significant(failureBelow, ESTIMATE_DIGITS);
  const all =
    removing === 1 ? "The layer that removes" : `${removing === 2 ? "Both" : `All ${removing}`} layers that remove`;
  const sentence =
    largestDrop <= 0
      ? `No common drop rate above 0 keeps the ${failure} below ${bound}.`
      : largestDrop >= 1
        ? `Whatever the drop rate, the ${failure} stays below ${bound}.`
        : `${all} may drop up to ${significant(largestDrop, ESTIMATE_DIGITS)} while the ${failure} stays below ${bound}.`;
  if (resolution === undefined) return [sentence];
  const seen = `Cuts by several layers at once that are rarer than ${significant(resolution, 3)}`;
  return [sentence, `${seen} are not seen in so few trials.`];
}

/** What training will see. */
export function forecastSentences(answer: InspectAnswer): string[] {
  return trainingSentences(outlookOf(answer));
}

export function outlookOf({ forecast, trials, interval }: InspectAnswer): TrainingRun {
  return { ...forecast, trials, interval };
}

/** What a layer removes: `channel dropout 0.1 of 64`. */
export function describeRemoval({ removal }: LayerReport): string {
  if (!removal) return "";
  return `${removal.kind} ${significant(removal.drop, ESTIMATE_DIGITS)} of ${writeCount(removal.groups)}`;
}

/** How many layers there are and how many remove. */
export function countLayers(layers: readonly LayerReport[]): string {
  const removing = layers.filter(({ removal }) => removal).length;
  return `${countOf(layers.length, "layer")}, ${removing === 0 ? "none removes" : `${removing} remove${removing === 1 ? "s" : ""}`} at random`;
}
