import { breakdownStudy } from "./breakdown/index.ts";
import { penaltyStudy } from "./penalty/index.ts";
import { percolationStudy } from "./percolation/index.ts";
import { smeStudy } from "./sme/index.ts";
import type { Study } from "./study.ts";

/** All studies, in the order in which they are run. */
export const studies: readonly Study[] = [percolationStudy, breakdownStudy, smeStudy, penaltyStudy];
