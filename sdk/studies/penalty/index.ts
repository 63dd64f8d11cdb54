import type { Study } from "../study.ts";
import { repeatExperiment } from "./experiment.ts";
import { drawDepths, drawNegative, drawRates } from "./pictures.ts";
import { findPenalties } from "./values.ts";

/** The dropout penalty: values, constructions, and the experiment with regularisers. */
export const penaltyStudy: Study = {
  name: "penalty",
  title: "Surprising properties of dropout (arXiv:1602.04484)",
  parts: [findPenalties, drawDepths, drawRates, drawNegative, repeatExperiment],
};
