import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { compareRegularisers, type RegulariserErrors } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";

// The experiment of section 6: mean training errors over the scale of the inputs.

/** Read off Figure 2 of the paper, to about 0.01. */
const READ: Readonly<Record<string, readonly number[]>> = {
  dropout: [0.71, 0.71, 0.745, 0.73, 0.715],
  "weight-decay": [0.98, 0.915, 0.78, 0.65, 0.575],
};

/**
 * How far means are from what the paper has: both are of ten runs with data of their own, so the standard error of the
 * difference is that of ours times the root of 2.
 */
function distanceFromRead({ regulariser, means, standardErrors }: RegulariserErrors): number {
  const read = READ[regulariser] ?? [];
  return Math.max(
    0,
    ...read.map((y, index) => Math.abs(y - (means[index] ?? 0)) / (Math.SQRT2 * (standardErrors[index] ?? 0))),
  );
}

/** Its values are compared within standard errors, which are several times what the figure can be read to. */
export function repeatExperiment(): Findings {
  const { scales, series } = compareRegularisers({ seed: 1 });
  const drawn = series.flatMap(({ regulariser, means, standardErrors }, colour): ChartSeries[] => {
    const points = scales.map((scale, index) => {
      const [mean = 0, error = 0] = [means[index], standardErrors[index]];
      return { x: scale, y: mean, band: [mean - error, mean + error] as const };
    });
    const read = READ[regulariser] ?? [];
    return [
      { name: regulariser, as: "line", colour, points },
      { name: "", as: "dots", colour, points: read.map((y, index) => ({ x: scales[index] ?? 0, y })) },
    ];
  });
  const spread = (values: Float64Array | undefined) => Math.max(...(values ?? [])) - Math.min(...(values ?? []));
  const find = (name: string) => series.find(({ regulariser }) => regulariser === name)?.means;
  const targets: Target[] = [
    {
      name: "section 6: training error without either, greatest",
      target: 0,
      measured: Math.max(...(find("none") ?? [1])),
      tolerance: 0.1,
    },
    {
      name: "section 6: dropout, spread over the scales of the inputs",
      target: 0,
      measured: spread(find("dropout")),
      tolerance: 0.1,
    },
    {
      name: "section 6: what was read off Figure 2, largest distance in standard errors of both",
      target: 0,
      measured: Math.max(...series.map(distanceFromRead)),
      tolerance: 4,
    },
  ];
  const svg = drawChart({
    heading: "Dropout does not see the scale of the inputs, weight decay does",
    subtitle:
      "training error, K = n = 5, 10 examples, means of 10 runs with standard errors; dots read off Figure 2 of the paper",
    across: { title: "scale of the inputs" },
    up: { title: "mean squared training error", domain: [0, 1.05] },
    series: drawn,
  });
  const rows = series.flatMap(({ regulariser, means, standardErrors }) =>
    scales.map((scale, index) => [
      regulariser,
      scale,
      means[index] ?? 0,
      standardErrors[index] ?? 0,
      READ[regulariser]?.[index] ?? "",
    ]),
  );
  const columns = ["regulariser", "scale", "error", "standard error", "read off the paper"];
  return { targets, tables: [{ name: "regularisers", columns, rows }], pictures: [{ name: "regularisers", svg }] };
}
