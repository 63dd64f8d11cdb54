/**
 * A page that imports the packed package, through the bundlers that people use, each set up as its manual says and
 * no further. Imported when asked for: the matrix also runs where they are not installed.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { requireEngine } from "./bundle.mjs";
import { placeUser } from "./packed.mjs";
import { page, siteOf, start } from "./site.mjs";
import { newFolder } from "./workspace.mjs";

/** @typedef {import("./site.mjs").Site} Site */
/** @typedef {{ directory: string, file: string }} User a program beside a node_modules that holds the package */

/** All that a bundler wrote, by the path it is asked for. @param {string} directory @returns {Site} */
function readSite(directory) {
  /** @type {Site} */
  const site = new Map();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    site.set(file.slice(directory.length), readFileSync(file, "utf8"));
  }
  return site;
}

/** @param {User} user @param {string} output */
async function vite({ directory, file }, output) {
  const { build } = await import("vite");
  writeFileSync(join(directory, "start.mjs"), start(`./${file}`));
  writeFileSync(join(directory, "index.html"), page("./start.mjs"));
  await build({ root: directory, configFile: false, logLevel: "silent", build: { outDir: output } });
  const site = readSite(output);
  return site.set("/", site.get("/index.html") ?? "");
}

/** @param {User} user @param {string} output */
async function webpack({ directory, file }, output) {
  const { default: compile } = await import("webpack");
  const configuration = {
    mode: /** @type {const} */ ("production"),
    context: directory,
    entry: `./${file}`,
    output: { path: output, filename: "bundle.mjs" },
    performance: /** @type {const} */ (false),
  };
  const stats = await new Promise((resolve, reject) => {
    compile(configuration, (error, result) => (error === null ? resolve(result) : reject(error)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  return siteOf(readFileSync(join(output, "bundle.mjs"), "utf8"));
}

/** @param {User} user @param {string} output */
async function esbuild({ directory, file }, output) {
  const { build } = await import("esbuild");
  const { warnings } = await build({
    absWorkingDir: directory,
    entryPoints: [file],
    outfile: join(output, "bundle.mjs"),
    bundle: true,
    minify: true,
    format: "esm",
    logLevel: "silent",
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  return siteOf(readFileSync(join(output, "bundle.mjs"), "utf8"));
}

/** @param {User} user */
async function rollup({ directory, file }) {
  const { rollup: open } = await import("rollup");
  const { nodeResolve } = await import("@rollup/plugin-node-resolve");
  /** @type {string[]} */
  const warnings = [];
  const bundle = await open({
    input: join(directory, file),
    plugins: [nodeResolve()],
    onwarn: ({ message }) => warnings.push(message),
  });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  return siteOf(output[0].code);
}

export const bundlers = { vite, webpack, esbuild, rollup };

/**
 * The golden suite on the packed package as a site.
 * @param {keyof typeof bundlers} bundler
 * @param {import("./bundle.mjs").Specifier} specifier
 */
export async function siteOfPacked(bundler, specifier) {
  const site = await bundlers[bundler](await placeUser("page", specifier), newFolder(bundler));
  const scripts = [...site].filter(([path]) => [".js", ".mjs"].includes(extname(path)));
  requireEngine(scripts.map(([, text]) => text).join("\n"), specifier === "percolation" ? "simd" : "js");
  return site;
}
