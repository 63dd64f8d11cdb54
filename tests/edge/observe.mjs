/**
 * What a client sees of a deployed example over HTTP, and what it must see: two records with the same names. Nothing
 * here knows the runtime that answers, nor anything of Node but its file system.
 */
import { readFileSync } from "node:fs";
import { questions, refusalWhenLayered } from "./questions.mjs";

/** @typedef {Record<string, string>} Observations */

/** Which of the package's two handlers it is. @typedef {"full" | "layered"} Build */

const { answers } = JSON.parse(readFileSync(new URL("../data/http.json", import.meta.url), "utf8"));
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** Requests that are one too many for a leak, a lock or a memory that grows to stay hidden. */
const SEQUENTIAL = 200;

const JSON_TYPE = { "Content-Type": "application/json" };

/** The media type of a response, without its parameters. @param {Response} response */
const typeOf = (response) => response.headers.get("content-type")?.split(";")[0] ?? "none";

/** @param {Response} response */
const statusOf = (response) => `${response.status} ${typeOf(response)}`;

/** A value as JSON with its fields in the order of their names: that of objects means nothing. @param {unknown} value */
const sorted = (value) =>
  JSON.stringify(value, (_, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** An answer with its version in its place. @param {string} name */
const expectedText = (name) => sorted({ ...answers[name], version });

/** @param {string} text */
function normalised(text) {
  try {
    return sorted(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Requests that are refused, each with the whole of what it gets back. */
const refused = {
  "a value out of range": {
    path: "v1/query",
    body: { ask: "path", network: { kind: "layered", widths: [784, 0, 10] } },
    expected:
      "400 invalid-input network.widths[1]: expected an integer in 1..1048576, got 0 (network.widths[1]; an integer in 1..1048576; 0)",
  },
  "an unknown question": {
    path: "v1/query",
    body: { ask: "why" },
    expected: /^400 unknown-query ask: expected one of "path", .*, got "why" \(ask; .*; "why"\)$/,
  },
  "too much work": {
    path: "v1/query",
    body: {
      ask: "path",
      network: { kind: "layered", widths: [784, 300, 100, 10], dropBonds: 0.99 },
      method: "monte-carlo",
      trials: 1e12,
    },
    expected:
      /^422 too-much-work query: expected at most \d+ units of work, got about [\d.e+]+; reduce .*\btrials\b.*\([\w.]+\)$/,
  },
  "no JSON": { path: "v1/query", text: "{", expected: /^400 malformed body: / },
  "another media type": { path: "v1/query", text: "{}", type: "text/plain", expected: /^415 unsupported-media-type / },
  "a body that is too long": { path: "v1/query", text: " ".repeat(2 ** 20 + 1), expected: /^413 too-long / },
  "an unknown path": { path: "v1/nothing", expected: /^404 not-found / },
  "an unknown parameter": { path: "v1/depth?width=8&why=1", expected: /^400 invalid-input / },
};

/** @param {string} url @param {{ path: string, body?: unknown, text?: string, type?: string }} request */
async function observeRefusal(url, { path, body, text = body && JSON.stringify(body), type = "application/json" }) {
  const response = await fetch(new URL(path, url), {
    ...(text === undefined ? {} : { method: "POST", headers: { "Content-Type": type }, body: text }),
  });
  const found = await response.text();
  if (typeOf(response) !== "application/problem+json") return `${statusOf(response)}: ${found}`;
  const { status, code, detail, field, expectation, value } = JSON.parse(found);
  if (status !== response.status) return `${response.status}, in the document ${status}`;
  const parts = [field, expectation, value].filter((part) => part !== undefined);
  return `${status} ${code} ${detail}${field === undefined ? "" : ` (${parts.join("; ")})`}`;
}

/** @param {string} url @param {import("./questions.mjs").AskedQuestion} question @param {Observations} seen */
async function observeQuestion(url, { name, query, parameters }, seen) {
  const posted = await fetch(new URL("v1/query", url), {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify(query),
  });
  const body = await posted.text();
  const etag = posted.headers.get("etag") ?? "none";
  seen[`${name}: POST`] = statusOf(posted);
  seen[`${name}: answer`] = normalised(body);
  seen[`${name}: ETag`] = /^"[\w+/=-]{11,}"$/.test(etag) ? "strong" : etag;
  if (parameters === undefined) return;

  const address = new URL(`v1/${query.ask}?${parameters}`, url);
  const got = await fetch(address);
  seen[`${name}: GET`] = statusOf(got);
  const text = await got.text();
  seen[`${name}: GET and POST`] = text === body ? "same bytes" : text;
  seen[`${name}: GET and POST, ETag`] = got.headers.get("etag") === etag ? "same" : String(got.headers.get("etag"));
  seen[`${name}: caching`] = got.headers.get("cache-control") ?? "none";

  const again = await fetch(address, { headers: { "If-None-Match": `"another", ${etag}` } });
  seen[`${name}: asked again`] = `${again.status}, ${(await again.text()).length} bytes, ETag ${
    again.headers.get("etag") === etag ? "same" : again.headers.get("etag")
  }`;
  const head = await fetch(address, { method: "HEAD" });
  seen[`${name}: HEAD`] = `${statusOf(head)}, ${(await head.text()).length} bytes`;
}

/** @param {Build} build */
const answeredBy = (build) =>
  questions.filter(({ query }) => build === "full" || refusalWhenLayered(query) === undefined);

/** Asks one question after the other, each in both ways. @param {string} url @param {Build} build */
async function observeSequence(url, build) {
  const asked = answeredBy(build);
  for (let count = 0; count < SEQUENTIAL; count++) {
    const { name, query, parameters } = asked[count % asked.length] ?? {};
    const byGet = parameters !== undefined && count % 2 === 0;
    const response = byGet
      ? await fetch(new URL(`v1/${query?.ask}?${parameters}`, url))
      : await fetch(new URL("v1/query", url), { method: "POST", headers: JSON_TYPE, body: JSON.stringify(query) });
    const text = normalised(await response.text());
    if (text !== expectedText(name ?? "")) return `${count}: ${name}: ${response.status} ${text}`;
  }
  return "all right";
}

/** @param {string} url @param {string} path @param {RequestInit} [options] */
async function observePlace(url, path, options) {
  const response = await fetch(new URL(path, url), options);
  return { status: statusOf(response), headers: response.headers, text: await response.text() };
}

/**
 * Asks a service everything.
 * @param {string} url of its root, with a slash at the end
 * @param {Build} [build]
 * @returns {Promise<Observations>}
 */
export async function observe(url, build = "full") {
  /** @type {Observations} */
  const seen = {};
  for (const question of answeredBy(build)) await observeQuestion(url, question, seen);
  for (const { name, query } of build === "layered" ? questions : []) {
    if (refusalWhenLayered(query) === undefined) continue;
    seen[`${name}: left out`] = (await observeRefusal(url, { path: "v1/query", body: query })).replace(/ \S+: .*/, "");
  }
  for (const [name, request] of Object.entries(refused)) {
    const found = await observeRefusal(url, request);
    const { expected } = request;
    // What a pattern allows counts as what is expected; anything else shows itself.
    seen[name] = expected instanceof RegExp && expected.test(found) ? String(expected) : found;
  }
  const wrong = await observePlace(url, "v1/query", { method: "PUT", body: "{}" });
  seen["a method that is not allowed"] = `${wrong.status}, Allow: ${wrong.headers.get("allow")}`;
  const description = await observePlace(url, "openapi.json");
  seen["/openapi.json"] = `${description.status} ${/"openapi":\s*"3\.1\.\d+"/.test(description.text)}`;
  const page = await observePlace(url, "");
  seen["/"] = `${page.status} ${page.text.includes("<form")}`;
  seen["/healthz"] = (await observePlace(url, "healthz")).status.slice(0, 3);
  seen[`${SEQUENTIAL} requests in a row`] = await observeSequence(url, build);
  return seen;
}

/** What {@link observe} must find. @param {Build} [build] @returns {Observations} */
export function expectations(build = "full") {
  /** @type {Observations} */
  const wanted = {};
  for (const { name, query } of build === "layered" ? questions : []) {
    const refusal = refusalWhenLayered(query);
    if (refusal !== undefined) wanted[`${name}: left out`] = refusal;
  }
  for (const { name, parameters } of answeredBy(build)) {
    wanted[`${name}: POST`] = "200 application/json";
    wanted[`${name}: answer`] = expectedText(name);
    wanted[`${name}: ETag`] = "strong";
    if (parameters === undefined) continue;
    wanted[`${name}: GET`] = "200 application/json";
    wanted[`${name}: GET and POST`] = "same bytes";
    wanted[`${name}: GET and POST, ETag`] = "same";
    wanted[`${name}: caching`] = "public, max-age=31536000, immutable";
    wanted[`${name}: asked again`] = "304, 0 bytes, ETag same";
    wanted[`${name}: HEAD`] = "200 application/json, 0 bytes";
  }
  for (const [name, { expected }] of Object.entries(refused)) wanted[name] = String(expected);
  wanted["a method that is not allowed"] = "405 application/problem+json, Allow: POST, OPTIONS";
  wanted["/openapi.json"] = build === "full" ? "200 application/json true" : "404 application/problem+json false";
  wanted["/"] = build === "full" ? "200 text/html true" : "404 application/problem+json false";
  wanted["/healthz"] = "200";
  wanted[`${SEQUENTIAL} requests in a row`] = "all right";
  return wanted;
}
