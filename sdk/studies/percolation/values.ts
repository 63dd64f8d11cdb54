import { countPaths, criticalDepth, criticalDrop, layered, pathProbability, rectangular } from "../../index.ts";
import type { Findings, Target } from "../study.ts";

// Exact values of the path probability, from enumeration by hand and by independent programs. Tolerances are half a unit of
// the last digit that is known, 1e-9 at most.

/** Networks of L hidden layers of width W, and the path probability: with bonds removed, and with sites. */
const SMALL: readonly (readonly [drop: number, width: number, depth: number, bonds: number, sites: number])[] = [
  [1 / 2, 1, 1, 1 / 4, 1 / 2],
  [1 / 2, 2, 1, 207 / 256, 3 / 4],
  [1 / 2, 2, 2, 2799 / 4096, 9 / 16],
  [1 / 2, 2, 3, 37647 / 65536, 27 / 64],
  [1 / 3, 2, 2, 488960 / 531441, 64 / 81],
  [1 / 2, 3, 1, 258769 / 262144, 7 / 8],
  [1 / 2, 3, 3, 65390078257 / 68719476736, 343 / 512],
];

const DEPTHS = [1, 5, 10, 20, 50, 100];
const DEEP: readonly (readonly [of: "bonds" | "sites", drop: number, width: number, values: readonly number[]])[] = [
  ["bonds", 0.7, 5, [0.9972330878, 0.952853913, 0.881557851, 0.7520415099, 0.466774944, 0.2108063143]],
  ["sites", 0.7, 5, [0.83193, 0.3985051404, 0.1588063469, 0.02521945581, 1.010041638e-4, 1.020184111e-8]],
  ["bonds", 0.9, 10, [0.9959953234, 0.761890003, 0.4084601399, 0.1071621448, 1.907066723e-3, 2.313175755e-6]],
  ["sites", 0.9, 10, [0.6513215599, 0.1172134022, 0.01373898164, 1.887596166e-4, 4.895225658e-10, 2.396323424e-19]],
];

const HALF_DEPTHS = [1, 5, 20, 100];
const HALF = {
  sites: [0.917004, 0.774484, 0.655445, 0.536927],
  bonds: [0.958414, 0.891576, 0.843329, 0.811505],
} as const;

const FIRST_DEPTHS: readonly (readonly [of: "bonds" | "sites", drop: number, width: number, depth: number])[] = [
  ["sites", 0.5, 4, 11],
  ["sites", 0.5, 8, 178],
  ["sites", 0.8, 12, 10],
  ["sites", 0.9, 16, 4],
  ["bonds", 0.5, 4, 1142],
  ["bonds", 0.7, 4, 10],
  ["bonds", 0.8, 8, 214],
  ["bonds", 0.9, 12, 23],
];

const ratesOf = (of: "bonds" | "sites", drop: number) => (of === "bonds" ? { dropBonds: drop } : { dropSites: drop });

function theta(of: "bonds" | "sites", drop: number, width: number, depth: number, ends: object = {}): number {
  return pathProbability(rectangular({ width, depth, ...ends }, ratesOf(of, drop)), { method: "exact" }).probability;
}

function valuesOfTheta(): Target[] {
  const small = SMALL.flatMap(([drop, width, depth, bonds, sites]): Target[] => {
    const name = `drop ${Number(drop.toFixed(4))}, W ${width}, L ${depth}`;
    return [
      { name: `theta, bonds, ${name}`, target: bonds, measured: theta("bonds", drop, width, depth), tolerance: 1e-12 },
      { name: `theta, sites, ${name}`, target: sites, measured: theta("sites", drop, width, depth), tolerance: 1e-12 },
    ];
  });
  const ends: Target[] = [
    ["drop 0.5, W 2, L 1, one input, one output", 7 / 16, theta("bonds", 0.5, 2, 1, { inputs: 1, outputs: 1 }), 1e-12],
    [
      "drop 0.8, W 3, L 4, 5 inputs, 2 outputs",
      0.106600683844,
      theta("bonds", 0.8, 3, 4, { inputs: 5, outputs: 2 }),
      1e-11,
    ],
    [
      "drop 0.9, W 10, L 5, 784 inputs, 10 outputs",
      0.843860867406,
      theta("bonds", 0.9, 10, 5, { inputs: 784, outputs: 10 }),
      1e-11,
    ],
    [
      "drop 0.8, W 5, L 5, 784 inputs, 10 outputs",
      0.726037999141,
      theta("bonds", 0.8, 5, 5, { inputs: 784, outputs: 10 }),
      1e-11,
    ],
  ].map(
    ([name, target, measured, tolerance]) => ({ name: `theta, bonds, ${name}`, target, measured, tolerance }) as Target,
  );
  const deep = DEEP.flatMap(([of, drop, width, values]) =>
    values.map((target, index): Target => {
      const depth = DEPTHS[index] ?? 0;
      const name = `theta, ${of}, drop ${drop}, W ${width}, L ${depth}`;
      return { name, target, measured: theta(of, drop, width, depth), tolerance: 1e-9, isRelative: true };
    }),
  );
  return [...small, ...ends, ...deep];
}

function valuesOfThresholds(): Target[] {
  const halves = (["sites", "bonds"] as const).flatMap((of) =>
    HALF[of].map((target, index): Target => {
      const depth = HALF_DEPTHS[index] ?? 0;
      const measured = criticalDrop(rectangular({ width: 8, depth }), { of }).drop;
      return { name: `drop rate of theta = 1/2, ${of}, W 8, L ${depth}`, target, measured, tolerance: 1e-6 };
    }),
  );
  const depths = FIRST_DEPTHS.map(([of, drop, width, target]): Target => {
    const measured = criticalDepth({ width, ...ratesOf(of, drop) }).depth ?? Number.NaN;
    return { name: `first L with theta < 1/2, ${of}, drop ${drop}, W ${width}`, target, measured, tolerance: 0 };
  });
  return [...halves, ...depths];
}

function valuesOfPaths(): Target[] {
  const paths = countPaths(layered([2, 2, 2], { dropBonds: 0.5 }));
  const cuts = (
    [
      [2, 5, 16],
      [3, 2, 15],
      [4, 5, 76],
    ] as const
  ).map(([width, depth, target]): Target => {
    const { failure } = pathProbability(rectangular({ width, depth }, { dropBonds: 1e-4 }), { method: "exact" });
    let cut = 1;
    for (let factor = 0; factor < width * width; factor++) cut *= 1e-4;
    return {
      name: `minimum cuts, W ${width}, L ${depth}: (1 - theta) / drop^(W W) at 1e-4`,
      target,
      measured: failure / cut,
      tolerance: 1e-3,
      isRelative: true,
    };
  });
  return [
    {
      name: "mean number of open paths, bonds, drop 0.5, W 2, L 1",
      target: 2,
      measured: paths.expected,
      tolerance: 1e-12,
    },
    { name: "E N^2 / (E N)^2 of the same", target: 13 / 8, measured: paths.relativeSecondMoment, tolerance: 1e-12 },
    ...cuts,
  ];
}

/** All of them. */
export function findValues(): Findings {
  return { targets: [...valuesOfTheta(), ...valuesOfThresholds(), ...valuesOfPaths()], tables: [], pictures: [] };
}
