/** Chromium: V8 in a page. */
import { join } from "node:path";
import { browser } from "./browser.mjs";
import { onPath } from "./system-executable.mjs";

/** Chromium refuses its sandbox to root; the only page it opens is ours. */
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export const chromium = browser({
  name: "chromium",
  engine: "V8",
  find: () => onPath("chromium"),
  parameters: (profile, url) => [
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
  ],
});
