/** What a page server serves, by path: one page, the module it starts with, and what that imports. */

/** @typedef {Map<string, string>} Site */

/** Without a script of its own: a policy may forbid those. @param {string} script the module it starts with */
export const page = (script) => `<!doctype html>
<meta charset="utf-8">
<title>percolation</title>
<link rel="icon" href="data:,">
<script type="module" src="${script}"></script>
`;

/**
 * The import is dynamic because WebKit tells no listener when a module fails.
 * @param {string} module what it imports
 */
export const start = (module) => `import("${module}").catch((reason) =>
  fetch("/failure", { method: "POST", body: reason + "\\n" + reason?.stack }));
`;

/** @param {string} bundle a module that needs no other @returns {Site} */
export const siteOf = (bundle) =>
  new Map([
    ["/", page("/start.mjs")],
    ["/start.mjs", start("/bundle.mjs")],
    ["/bundle.mjs", bundle],
  ]);
