/** Chromium: V8 in a page. Here the packed package comes through bundlers too: one browser shows what they write. */
import { join } from "node:path";
import { browser } from "./browser.mjs";
import { onPath } from "./system-executable.mjs";

/** Chromium refuses its sandbox to root; the only page it opens is ours. */
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** @param {string} profile an empty folder @param {string} url */
export const parameters = (profile, url) => [
  "--headless",
  ...sandbox,
  `--user-data-dir=${join(profile, "profile")}`,
  // Nothing but loopback: no name resolves and no background service starts.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-breakpad",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-gpu",
  // Containers often have a small /dev/shm.
  "--disable-dev-shm-usage",
  url,
];

export const chromium = browser({
  name: "chromium",
  engine: "V8",
  find: () => onPath("chromium"),
  parameters,
  more: (open) =>
    /** @type {const} */ (["vite", "webpack", "esbuild", "rollup"]).flatMap((bundler) =>
      /** @type {const} */ (["percolation", "percolation/js"]).map((specifier) => ({
        build: specifier === "percolation" ? bundler : `${bundler} js`,
        expected: "golden",
        async run(executable) {
          const { siteOfPacked } = await import("../bundlers.mjs");
          return open(executable, await siteOfPacked(bundler, specifier));
        },
      })),
    ),
});
