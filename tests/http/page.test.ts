import { createHash } from "node:crypto";
import { createHandler } from "percolation/http";
import { describe, expect, test } from "vitest";
import { forms } from "../../sdk/flags/forms.ts";
import { parametersOf } from "../../sdk/http/parameters.ts";
import { problems } from "../../sdk/http/problem.ts";
import { get } from "./exchange.ts";

const handler = createHandler({ basePath: "/p" });
const { status, headers, text: page } = await get(handler, "/p");
const policy = headers.get("content-security-policy") ?? "";
const names = Object.keys(forms) as (keyof typeof forms)[];

/** The part of the page on one question. */
function sectionOf(name: string): string {
  const [, section = ""] =
    new RegExp(`<details[^>]*><summary><code>${name}</code>([\\s\\S]*?)</details>`).exec(page) ?? [];
  return section;
}

const unescapeHtml = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

test("it is a page in UTF-8, with a title, for phones too", () => {
  expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<meta name="viewport" content="width=device-width">');
  expect(page).toContain("<title>Does a path survive?</title>");
});

describe("the policy", () => {
  test("allows nothing but what is named", () => {
    expect(policy.split("; ").map((part) => part.split(" ")[0])).toEqual([
      ...["default-src", "style-src", "script-src", "connect-src", "form-action", "base-uri", "frame-ancestors"],
    ]);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|http|\*/);
  });

  test.each(["style", "script"])("names the one %s of the page by its hash", (element) => {
    const all = [...page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, "g"))];
    expect(all.length).toBe(1);
    const hash = createHash("sha256")
      .update(all[0]?.[1] ?? "")
      .digest("base64");
    expect(policy).toContain(`${element}-src 'sha256-${hash}'`);
  });

  test("has nothing to refuse: no attribute of style or script, nothing from elsewhere", () => {
    const markup = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "");
    expect(markup).not.toMatch(/\s(style|on\w+|src)=/);
    expect(markup).not.toMatch(/<(link|img|iframe|object|embed)\b/);
  });
});

describe.each(names)("the form of %s", (name) => {
  const section = sectionOf(name);

  test("leads to it, without a script too", () => {
    expect(section).toContain(`<form action="/p/v1/${name}">`);
    expect(section).toContain("<button>Ask</button>");
  });

  test("has a field for every parameter", () => {
    const fields = [...section.matchAll(/<(?:input|select) name="([\w-]+)"/g)].map(([, field]) => field);
    expect([...fields].sort()).toEqual([...parametersOf(name).keys()].sort());
  });

  test("is answered as it stands, empty fields and all", async () => {
    const inputs = [...section.matchAll(/<input name="([\w-]+)" placeholder="[^"]*" value="([^"]*)">/g)];
    const boxes = [...section.matchAll(/<input name="([\w-]+)" type="checkbox" value="(true)" checked>/g)];
    const choices = [...section.matchAll(/<select name="([\w-]+)">[\s\S]*?<\/select>/g)].map(([all, field = ""]) => {
      return [all, field, /<option selected>([\w-]+)/.exec(all)?.[1] ?? ""] as const;
    });
    const given = [...inputs, ...boxes, ...choices].map(
      ([, field = "", value = ""]) => [field, unescapeHtml(value)] as [string, string],
    );
    const reply = await get(handler, `/p/v1/${name}?${new URLSearchParams(given)}`);
    expect(reply.status).toBe(200);
  });

  test("has examples that are answered", async () => {
    const links = [...section.matchAll(/<a href="([^"]+)"/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect([link, (await get(handler, link)).status]).toEqual([link, 200]);
  });
});

test("it names every kind of problem, the limits, and the description for programs, which are all there", async () => {
  const links = [...page.matchAll(/href="(\/p\/(?:problems\/[\w-]+|openapi\.json))"/g)].map(([, link = ""]) => link);
  expect(links).toEqual(["/p/openapi.json", ...Object.keys(problems).map((code) => `/p/problems/${code}`)]);
  for (const link of links) expect((await get(handler, link)).status).toBe(200);
  expect(page).toContain("spends 1000000000 of them");
  expect(page).toContain("bodies of 1048576 bytes");
});
