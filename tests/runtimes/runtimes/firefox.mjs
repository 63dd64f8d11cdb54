/** Firefox ESR: SpiderMonkey in a page. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser } from "./browser.mjs";
import { onPath } from "./system-executable.mjs";

/** A dead proxy for everything but loopback; without the DNS entries Firefox still asks the resolver. */
const preferences = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.socks": "127.0.0.1",
  "network.proxy.socks_port": 9,
  "network.proxy.socks_remote_dns": true,
  "network.proxy.no_proxies_on": "127.0.0.1, localhost",
  "network.proxy.failover_direct": false,
  "network.proxy.allow_bypass": false,
  "network.dns.forceResolve": "127.0.0.1",
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

export const firefox = browser({
  name: "firefox",
  engine: "SpiderMonkey",
  find: () => onPath("firefox-esr"),
  parameters(profile, url) {
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(join(profile, "user.js"), `${lines.join("\n")}\n`);
    return ["--headless", "--no-remote", "--profile", profile, url];
  },
});
