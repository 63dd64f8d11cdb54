import fc from "fast-check";
import { PercolationError, withRemoval } from "percolation";
import { inspectToSvg } from "percolation/plot";
import { describe, expect, test } from "vitest";
import { boxesOf } from "../../sdk/plot/inspect/boxes.ts";
import { drawNetwork } from "../../sdk/plot/inspect/drawing.ts";
import { geometryOf } from "../../sdk/plot/inspect/geometry.ts";
import { colourOf, inkOn } from "../../sdk/plot/inspect/risk.ts";
import type { InspectAnswer, LayerReport } from "../../sdk/queries/inspect/answer.ts";
import { toJson } from "../../sdk/queries/json.ts";
import { chain, HOSTILE, hostile, madeUp, published, residual } from "./made-up.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const answer = madeUp(residual);

/** The rectangles of boxes, in the order of the drawing. */
function boxesIn(elements: readonly XmlElement[]): Record<"x" | "y" | "width" | "height", number>[] {
  const rectangles = elements.filter(({ name, attributes }) => name === "rect" && attributes.rx === "5");
  return rectangles.map(({ attributes: { x, y, width, height } }) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));
}

function report(name: string, type: string, from: readonly string[], shape = [8]): LayerReport {
  return { name, type, from, shape, method: "exact", reached: 1, reaching: 1, effective: 1 };
}

describe("inspectToSvg", () => {
  test.each(published)("draws %s with its boxes apart, in the picture, and every layer named", (file) => {
    const drawn = madeUp(withRemoval(file.network(), { dropChannels: 0.1 }));
    const svg = inspectToSvg(drawn);
    const elements = parseXml(svg);
    const [root] = elements;
    const boxes = boxesIn(elements);
    expect(boxes.length).toBeGreaterThan(3);
    expect(boxes.length).toBeLessThanOrEqual(drawn.layers.length);
    for (const [index, box] of boxes.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(Number(root?.attributes.width) - 24);
      expect(box.y + box.height).toBeLessThanOrEqual(Number(root?.attributes.height) - 72);
      for (const other of boxes.slice(0, index)) {
        const beside = other.x + other.width <= box.x || box.x + box.width <= other.x;
        expect(beside || other.y + other.height <= box.y || box.y + box.height <= other.y).toBe(true);
      }
    }
    for (const { name } of drawn.layers) expect(svg).toContain(`${name}: `);
  });

  test("says what network it is, what it removes and how likely a cut is", () => {
    const svg = inspectToSvg(answer);
    expect(svg).toContain("<title>Where does the model of 8 layers, 3x8x8 -&gt; 4 break?</title>");
    expect(svg).toContain("channel dropout 0.5 in 1 layer, dropout 0.1 in 1 layer; cut with probability 0.01");
    expect(inspectToSvg(answer, { title: "a < b" })).toContain("<title>a &lt; b</title>");
  });

  test("draws answers that went through JSON, and twice the same", () => {
    const never = { ...answer.forecast, expectedFirstCutStep: Number.POSITIVE_INFINITY };
    const certain: InspectAnswer = { ...answer, log10Failure: Number.NEGATIVE_INFINITY, failure: 0, forecast: never };
    expect(inspectToSvg(JSON.parse(toJson(certain)) as InspectAnswer)).toBe(inspectToSvg(certain));
  });

  test("draws layered networks", () => {
    expect(boxesIn(parseXml(inspectToSvg(chain)))).toHaveLength(3);
  });

  test("writes hostile names as text, and nothing that XML forbids", () => {
    const svg = inspectToSvg(madeUp(hostile));
    expect(parseXml(svg).map(({ name }) => name)).not.toContain("script");
    expect(svg).not.toMatch(/[\u202a-\u202e]/);
    for (const name of HOSTILE) if (name.includes("<")) expect(svg).not.toContain(name);
  });

  test("is folded where there are many rows, within the width that is asked for", () => {
    const [, , , bert] = published;
    const drawn = madeUp(bert?.network() ?? residual);
    const width = (asked: number) => Number(parseXml(inspectToSvg(drawn, { width: asked }))[0]?.attributes.width);
    expect(width(2000)).toBeGreaterThan(1080);
    for (const asked of [1080, 2000]) expect(width(asked)).toBeLessThanOrEqual(asked);
  });

  test.each<[string, unknown, object]>([
    ["options.width: expected an integer in 320..8192, got 3", answer, { width: 3 }],
    ["options.colour: expected no such field, got 1", answer, { colour: 1 }],
    ["answer: expected the answer to inspect, got null", null, {}],
    ["answer.layers: expected at least one layer, got an empty array", { ...answer, layers: [] }, {}],
    ["answer.probability: expected a number in 0..1, got 2", { ...answer, probability: 2 }, {}],
    [
      'answer.layers[0].from[0]: expected the name of a layer before it, got "b"',
      { ...answer, layers: [report("a", "dense", ["b"]), report("b", "input", [])] },
      {},
    ],
    [
      'answer.layers[1].name: expected a name no other layer has, got "a"',
      { ...answer, layers: [report("a", "input", []), report("a", "input", [])] },
      {},
    ],
    ["network: expected a network, got null", { ...answer, query: { ...answer.query, network: null } }, {}],
  ])("refuses bad input: %s", (message, drawn, options) => {
    const draw = () => inspectToSvg(drawn as InspectAnswer, options);
    expect(draw).toThrow(PercolationError);
    expect(draw).toThrow(message);
  });
});

describe("boxes", () => {
  test("hold what passes on or removes, but no removal of one branch of several", () => {
    const layers = [
      report("in", "input", []),
      report("conv", "conv2d", ["in"]),
      report("norm", "normalization", ["conv"]),
      report("drop", "dropout", ["norm"]),
      report("relu", "activation", ["drop"]),
      report("branch", "dropout", ["relu"]),
      report("sum", "add", ["relu", "branch"]),
    ];
    expect(boxesOf(layers).map((box) => box.layers.map(({ name }) => name))).toEqual([
      ["in"],
      ["conv", "norm", "drop", "relu"],
      ["branch"],
      ["sum"],
    ]);
    expect(boxesOf(layers).map(({ from }) => from)).toEqual([[], [0], [1], [1, 2]]);
  });
});

describe("geometry", () => {
  /** Graphs of layers of any form: what each layer reads, as distances back. */
  const graphs = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }), { minLength: 1, maxLength: 80 });
  const layersFrom = (distances: readonly (readonly number[])[]) =>
    distances.map((back, index) => {
      const sources = new Set(back.map((distance) => index - distance).filter((source) => source >= 0));
      return report(
        `layer ${index}`,
        sources.size === 0 ? "input" : "add",
        [...sources].map((source) => `layer ${source}`),
        [2 ** (index % 9)],
      );
    });

  test("keeps boxes of any graph apart and every box below what it reads, or in a later fold", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 320, max: 3000 }), (distances, room) => {
        const { boxes, width, height } = geometryOf(boxesOf(layersFrom(distances)), room);
        for (const [index, box] of boxes.entries()) {
          expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
          expect(box.left + box.width).toBeLessThanOrEqual(width);
          expect(box.top + box.height).toBeLessThanOrEqual(height);
          for (const source of box.from) {
            const above = boxes[source];
            const follows =
              above && (above.fold < box.fold || (above.fold === box.fold && above.top + above.height < box.top));
            expect(follows).toBe(true);
          }
          for (const other of boxes.slice(0, index)) {
            const beside = other.left + other.width <= box.left || box.left + box.width <= other.left;
            expect(beside || other.top + other.height <= box.top || box.top + box.height <= other.top).toBe(true);
          }
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("draws an arrow for each edge, all within the picture", () => {
    fc.assert(
      fc.property(graphs, (distances) => {
        const layers = layersFrom(distances);
        const { width, height, content } = drawNetwork(layers, 1080);
        const elements = parseXml(`<svg>${content.join("")}</svg>`);
        const paths = elements.filter(({ attributes }) => attributes.class === "edge");
        expect(paths).toHaveLength(boxesOf(layers).reduce((sum, { from }) => sum + from.length, 0));
        for (const { attributes } of paths) {
          const numbers = (attributes.d ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
          expect(numbers.every(Number.isFinite)).toBe(true);
          numbers.forEach((value, index) => {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(index % 2 === 0 ? width : height);
          });
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

describe("colours", () => {
  /** Relative luminance as WCAG 2 defines it. */
  function luminance(colour: string): number {
    const hex = /^#(..)(..)(..)$/
      .exec(colour)
      ?.slice(1)
      .map((part) => Number.parseInt(part, 16));
    const channels = hex ?? colour.match(/\d+/g)?.map(Number) ?? [];
    const [red = 0, green = 0, blue = 0] = channels.map((value) =>
      value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  test("grow darker with risk, and their ink has a contrast of at least 4.5", () => {
    let before = 2;
    for (let power = -9; power <= 0; power += 0.1) {
      const [fill, ink] = [luminance(colourOf(power)), luminance(inkOn(colourOf(power)))];
      expect(fill).toBeLessThanOrEqual(before);
      expect((Math.max(fill, ink) + 0.05) / (Math.min(fill, ink) + 0.05)).toBeGreaterThan(4.5);
      before = fill;
    }
  });

  test("stand for probabilities that are 0 and for all below the scale too", () => {
    expect(colourOf(Number.NEGATIVE_INFINITY)).toBe(colourOf(-9));
    expect(colourOf(-300)).toBe(colourOf(-9));
  });
});
