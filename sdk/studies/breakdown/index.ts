import type { Study } from "../study.ts";
import { findDigits } from "./digits.ts";
import { findTraining } from "./training.ts";
import { findUpdates } from "./updates.ts";

/** Training with removal that cuts the network: how many steps change anything, and what is learned. */
export const breakdownStudy: Study = {
  name: "breakdown",
  title: "Breakdown of training (arXiv:2512.13853)",
  parts: [findUpdates, findTraining, findDigits],
};
