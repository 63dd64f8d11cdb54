import { PercolationError } from "percolation";
import { inspectToHtml } from "percolation/plot";
import { describe, expect, test } from "vitest";
import type { InspectAnswer } from "../../sdk/queries/inspect/answer.ts";
import { toJson } from "../../sdk/queries/json.ts";
import { chain, HOSTILE, hostile, madeUp, published, residual } from "./made-up.ts";
import { parseXml, type XmlElement } from "./xml.ts";

const answer = madeUp(residual, {
  findings: [{ kind: "single-removal", layers: ["pool"], message: 'Every path passes "pool".' }],
});
const page = inspectToHtml(answer);

/** The elements of a page: it is XML too, but for its first line. */
function elementsOf(html: string): XmlElement[] {
  const start = "<!doctype html>\n";
  expect(html.startsWith(start)).toBe(true);
  return parseXml(html.slice(start.length).trimEnd());
}

describe("inspectToHtml", () => {
  test.each(published)("writes a well-formed page of %s that needs nothing else", (file) => {
    const html = inspectToHtml(madeUp(file.network()));
    const elements = elementsOf(html);
    expect(elements.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["script", "link", "img", "iframe"]));
    expect(html).not.toMatch(/\s(?:src|href|on\w+)=|url\(|@import/);
    expect(html).toContain("default-src 'none'");
  });

  test("can be read by everyone: language, title, one first heading, named parts, a table with scopes", () => {
    const elements = elementsOf(page);
    const named = (name: string) => elements.filter((element) => element.name === name);
    expect(named("html")[0]?.attributes.lang).toBe("en");
    expect(page).toContain("<title>Where does the model of 8 layers, 3x8x8 -&gt; 4 break?</title>");
    expect(named("h1")).toHaveLength(1);
    const ids = elements.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of elements) {
      const label = attributes["aria-labelledby"];
      if (label !== undefined) expect(ids).toContain(label);
    }
    expect(named("th").map(({ attributes }) => attributes.scope)).toEqual([
      ...Array(13).fill("col"),
      ...Array(8).fill("row"),
    ]);
    expect(named("caption")).toHaveLength(1);
    const [svg] = named("svg");
    expect(svg?.attributes).toMatchObject({ role: "img", "aria-label": expect.stringContaining("8 layers") });
  });

  test("has the numbers, the findings, the ranking, the forecast and the query", () => {
    for (const text of [
      "990 of 1000 trials; 95 % interval 0.9817 to 0.9946",
      "<strong>single removal:</strong> Every path passes &quot;pool&quot;.",
      "unit: ",
      "Both layers that remove may drop up to 0.25 while the failure by single layers stays below 1e-6.",
      "Of 1000 steps about 990 change some weight",
      "Answered by percolation 0.0.0, seed 7.",
      "&quot;kind&quot;: &quot;model&quot;",
    ]) {
      expect(page).toContain(text);
    }
  });

  test("leaves out what there is nothing of", () => {
    const html = inspectToHtml({
      ...madeUp(residual),
      ranking: [],
      layers: madeUp(residual).layers.map(({ removal: _, ...layer }) => layer),
    });
    expect(html).not.toContain('id="findings"');
    expect(html).not.toContain('id="ranking"');
    expect(html).toContain("No layer removes anything at random.");
  });

  test("writes hostile names as text", () => {
    const title = HOSTILE.join(" ");
    const findings = HOSTILE.map((name) => ({ kind: "no-path" as const, layers: [name], message: `At ${name}.` }));
    const html = inspectToHtml(madeUp(hostile, { findings }), { title });
    const names = elementsOf(html).map(({ name }) => name);
    for (const name of ["script", "img", "b"]) expect(names).not.toContain(name);
    expect(html).not.toMatch(/[\u202a-\u202e]|\p{Cc}(?<!\n)/u);
  });

  test("writes answers that went through JSON alike, and those of layered networks", () => {
    expect(inspectToHtml(JSON.parse(toJson(answer)) as InspectAnswer)).toBe(page);
    expect(inspectToHtml(chain)).toContain("Where does the network 6-8-4 break?");
  });

  test("leaves long texts of the query out, and says so", () => {
    const connections = { offsets: [0], columns: [] };
    const big = { ...answer, query: { ...answer.query, padding: "A".repeat(200_000), connections } };
    const html = inspectToHtml(big as InspectAnswer);
    expect(html).toContain("with long texts left out");
    expect(html).toContain("(200000 characters)");
    expect(html.length).toBeLessThan(100_000);
  });

  test.each<[string, unknown, object]>([
    ["options.width: expected no such field, got 3", answer, { width: 3 }],
    ["answer: expected the answer to inspect, got undefined", undefined, {}],
    ["answer.forecast: expected the answer to inspect, got null", { ...answer, forecast: null }, {}],
  ])("refuses bad input: %s", (message, drawn, options) => {
    const write = () => inspectToHtml(drawn as InspectAnswer, options);
    expect(write).toThrow(PercolationError);
    expect(write).toThrow(message);
  });
});
