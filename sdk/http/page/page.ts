import { version } from "../../engine/version.gen.ts";
import type { Flag, FlagName } from "../../flags/flags.ts";
import { type CommandName, forms, networkFlagsOf } from "../../flags/forms.ts";
import { examplesOf } from "../examples.ts";
import type { CheckedOptions } from "../options.ts";
import { parametersOf } from "../parameters.ts";
import { problems } from "../problem.ts";
import { meaningOf } from "../wording.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** The page of the API: every question as a form, and how to ask it from a program. */
export function writePage({ basePath, workLimit, bodyLimit }: CheckedOptions): string {
  const names = Object.keys(forms) as CommandName[];
  const example = JSON.stringify({ ask: "depth", width: 8, dropSites: 0.5 });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Does a path survive?</title>
<style>${style}</style>
<h1>Does a path survive?</h1>
<p>Percolation of neural networks under dropout, of lattices and of graphs. An answer depends on nothing but the question and the version: it is the same to the last bit wherever it is computed, and may be kept forever.</p>
<h2>Ask</h2>
${names.map((name) => section(name, basePath)).join("\n")}
<h2>Ask from a program</h2>
<p>Every form above is a <code>GET</code> request. Any question, also of models and graphs, goes as a JSON query to <code>POST ${basePath}/v1/query</code>:</p>
<pre>curl -H 'Content-Type: application/json' -d '${escapeHtml(example)}' https://…${basePath}/v1/query</pre>
<p><a href="${basePath}/openapi.json">openapi.json</a> describes all queries. Answers have an <code>ETag</code>, a hash of query and version; <code>If-None-Match</code> is answered before any work is done.</p>
<p>What an answer costs is known beforehand, in units of about a nanosecond. This server spends ${workLimit} of them on a request and reads bodies of ${bodyLimit} bytes.</p>
<h2>Errors</h2>
<p>Errors are <a href="https://www.rfc-editor.org/rfc/rfc9457">problem documents</a>; those of a value name its <code>field</code>, what was expected and what came.</p>
<table>${Object.entries(problems)
    .map(
      ([code, { status, title }]) =>
        `<tr><td>${status}<td><a href="${basePath}/problems/${code}"><code>${code}</code></a><td>${title}`,
    )
    .join("")}</table>
<footer>percolation ${version}</footer>
<script>${script}</script>
`;
}

/** A question that opens, with the values of its first example. */
function section(name: CommandName, basePath: string): string {
  const ofNetwork = networkFlagsOf(name);
  const examples = examplesOf(name);
  const given = new URLSearchParams(examples[0]);
  const fields = (legend: string, isOfNetwork: boolean): string => {
    const chosen = [...parametersOf(name)].filter(([flag]) => ofNetwork.includes(flag) === isOfNetwork);
    const written = chosen.map(([flag, form]) => field(flag, form, given.get(flag) ?? "")).join("");
    return written && `<fieldset><legend>${legend}</legend>${written}</fieldset>`;
  };
  const links = examples.map((text) => `<a href="${basePath}/v1/${name}?${text}">${text.replaceAll("&", " ")}</a>`);
  return `<details${name === "path" ? " open" : ""}><summary><code>${name}</code>${escapeHtml(forms[name].meaning)}</summary>
<p class="examples">For example: <code>${links.join("</code>; <code>")}</code></p>
<form action="${basePath}/v1/${name}">${fields("The network", true)}${fields("The question", false)}<button>Ask</button><output></output></form></details>`;
}

function field(flag: FlagName, form: Flag, given: string): string {
  return `<label>${flag}${control(flag, form, given)}<small>${escapeHtml(meaningOf(form))}</small></label>`;
}

function control(flag: FlagName, { kind, value = "" }: Flag, given: string): string {
  if (kind === "switch" || kind === "switches") {
    return `<input name="${flag}" type="checkbox" value="true"${given && " checked"}>`;
  }
  // Names with bars between are all that there are.
  if (!value.includes("|")) return `<input name="${flag}" placeholder="${escapeHtml(value)}" value="${given}">`;
  const options = value.split("|").map((each) => `<option${each === given ? " selected" : ""}>${each}`);
  return `<select name="${flag}"><option>${options.join("")}</select>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** What the page may do: its own style and script, and requests to where it came from. */
export function pagePolicy(hashOf: (text: string) => string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${hashOf(style)}'`,
    `script-src 'sha256-${hashOf(script)}'`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
