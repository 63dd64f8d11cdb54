import type { Study } from "../study.ts";
import { curveParts } from "./curves.ts";
import { findScaling } from "./scaling.ts";
import { findValues } from "./values.ts";

/** The path probability of dropout: values, scaling limits, curves and maps. */
export const percolationStudy: Study = {
  name: "percolation",
  title: "Dropout as percolation (arXiv:2512.13853)",
  parts: [findValues, findScaling, ...curveParts("sites"), ...curveParts("bonds")],
};
