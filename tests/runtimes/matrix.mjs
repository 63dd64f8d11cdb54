/** The runtimes of the matrix. */
import { bun } from "./runtimes/bun.mjs";
import { chromium } from "./runtimes/chromium.mjs";
import { deno } from "./runtimes/deno.mjs";
import { fastly } from "./runtimes/fastly.mjs";
import { firefox } from "./runtimes/firefox.mjs";
import { jitless, node } from "./runtimes/node.mjs";
import { webkit } from "./runtimes/webkit.mjs";
import { workerd } from "./runtimes/workerd.mjs";

/** @type {import("./runtimes/runtime.mjs").Runtime[]} */
export const matrix = [
  node(20),
  node(22),
  node(24),
  node(26),
  jitless,
  deno,
  bun,
  workerd,
  fastly,
  chromium,
  firefox,
  webkit,
];
