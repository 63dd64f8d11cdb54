/** The page without a bundler, served as the plain files that it is, in Chromium. */
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { runChild } from "../child.mjs";
import { parameters } from "../runtimes/chromium.mjs";
import { secondsPerRun } from "../runtimes/runtime.mjs";
import { newFolder } from "../workspace.mjs";
import { placeExample } from "./place.mjs";

const { answers } = JSON.parse(readFileSync(new URL("../../data/http.json", import.meta.url), "utf8"));

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/** A server of files that knows nothing of what it serves. @param {string} directory */
async function serveFiles(directory) {
  /** @type {string[]} */
  const missing = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const file = join(directory, normalize(pathname), pathname.endsWith("/") ? "index.html" : "");
    if (!existsSync(file) || !statSync(file).isFile()) {
      missing.push(pathname);
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", TYPES[/** @type {keyof TYPES} */ (extname(file))] ?? "application/octet-stream");
    response.end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the file server has no port");
  return { url: `http://127.0.0.1:${address.port}/`, missing, close: () => server.close() };
}

/** What a page holds once its scripts have run. @param {string} executable @param {string} url */
async function contentOf(executable, url) {
  const profile = newFolder("page");
  const words = ["--dump-dom", "--virtual-time-budget=10000", ...parameters(profile, url)];
  return runChild(executable, words, { directory: profile, seconds: secondsPerRun });
}

/** The number that the page shows, in full. @param {string} content @param {string} name */
const shown = (content, name) => new RegExp(`<data id="${name}" value="([^"]+)"`).exec(content)?.[1] ?? content;

export const pageJob = {
  build: "page",
  expected: {
    probability: String(answers.path.probability),
    failure: String(answers.path.failure),
    curve: "201 points",
    problem: "network.widths[1]: expected an integer in 1..1048576, got 0",
    "files not found": "none",
  },
  /** @param {string} executable */
  async run(executable) {
    const server = await serveFiles(await placeExample("browser"));
    try {
      const content = await contentOf(executable, `${server.url}?widths=784,300,100,10&of=bonds&drop=0.998`);
      const refused = await contentOf(executable, `${server.url}?widths=784,0,10`);
      const [, points = ""] = /<polyline class="curve" points="([^"]+)"/.exec(content) ?? [];
      return {
        probability: shown(content, "probability"),
        failure: shown(content, "failure"),
        curve: `${points.split(" ").length} points`,
        problem: /<p id="problem" role="alert">([^<]*)</.exec(refused)?.[1] ?? refused,
        "files not found": server.missing.join(", ") || "none",
      };
    } finally {
      server.close();
    }
  },
};
