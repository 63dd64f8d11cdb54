/** WebKitGTK's MiniBrowser: JavaScriptCore in a page. It has no headless mode, so Xvfb gives it a display. */
import { browser } from "./browser.mjs";
import { inPackage, onPath } from "./system-executable.mjs";

export const webkit = browser({
  name: "webkit",
  engine: "JSC",
  // WebKit compiles bytes whatever the policy says.
  policed: false,
  find: () =>
    onPath("xvfb-run") && onPath("xauth") && onPath("Xvfb") && inPackage("MiniBrowser", "libwebkit2gtk-4.1-0"),
  wrap: (...words) => ["xvfb-run", "--auto-servernum", ...words],
  parameters: (_profile, url) => [url],
  // WebKit's sandbox does not start for root; the only page it opens is ours.
  environment: process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {},
});
