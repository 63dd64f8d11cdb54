/**
 * The deployable examples, each run as its README says: over HTTP they are asked everything that tests/edge/observe.mjs
 * asks, the others are read. They stand beside the runtimes of the matrix and are found as these are.
 */
import { bun } from "../runtimes/bun.mjs";
import { chromium } from "../runtimes/chromium.mjs";
import { deno } from "../runtimes/deno.mjs";
import { node } from "../runtimes/node.mjs";
import { pageJob } from "./page.mjs";
import { scriptJob } from "./script.mjs";
import { serviceJob } from "./service.mjs";
import { bundleJob } from "./worker-bundle.mjs";
import { wrangler } from "./wrangler.mjs";

/** Nothing outside this machine is asked, and nothing is asked of a user who is not there. */
const offline = ["--no-remote", "--no-prompt", "--quiet"];

/** @param {import("../runtimes/runtime.mjs").Runtime} runtime @param {...object} jobs */
const running = ({ name, howToInstall, find, identify }, ...jobs) => ({ name, howToInstall, find, identify, jobs });

export const examples = [
  ...[20, 22, 24, 26].map((major) =>
    running(
      node(major),
      serviceJob({
        example: "node",
        command: (executable) => [executable, "node_modules/percolation/dist/cli.js", "serve", "--port", "0"],
      }),
    ),
  ),
  running(
    node(20),
    serviceJob({ example: "vercel", command: (executable) => [executable, "local.js"], environment: { PORT: "0" } }),
  ),
  running(
    deno,
    serviceJob({
      example: "deno",
      command: (executable) => [executable, "serve", "--host", "127.0.0.1", "--port", "0", "--no-remote", "serve.ts"],
      environment: { DENO_NO_UPDATE_CHECK: "1" },
    }),
    scriptJob({
      example: "deno",
      build: "script",
      command: (executable) => [executable, "run", ...offline, "ask.ts"],
      environment: { DENO_NO_UPDATE_CHECK: "1" },
    }),
  ),
  running(
    bun,
    serviceJob({
      example: "bun",
      command: (executable) => [executable, "--no-install", "server.js"],
      environment: { DO_NOT_TRACK: "1", PORT: "0" },
    }),
  ),
  running(
    wrangler,
    serviceJob({ example: "cloudflare", ...wrangler.serving() }),
    serviceJob({ example: "cloudflare", build: "layered", ...wrangler.serving("--env", "layered") }),
    bundleJob,
  ),
  running(chromium, pageJob),
];
