import type { Study } from "../study.ts";
import { learnDigits } from "./digits.ts";
import { findNoise } from "./noise.ts";
import { followLosses } from "./paths.ts";
import { findExact, findWeakErrors } from "./values.ts";

/** Stochastic modified equations of dropout: moments of the gradient, weak errors, losses, and what the noise is like. */
export const smeStudy: Study = {
  name: "sme",
  title: "Stochastic modified equations of dropout (arXiv:2305.15850)",
  parts: [findExact, findWeakErrors, followLosses, findNoise, learnDigits],
};
