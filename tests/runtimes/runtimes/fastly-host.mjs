/**
 * Runs a module in Fastly's runtime, by Node's WASI: node fastly-host.mjs <fastly.wasm> <module>. The host calls that
 * only requests need are absent: no program of the matrix makes any.
 */
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [engineFile = "", program = ""] = process.argv.slice(2);
// What to run is read from the standard input, as Fastly's tool gives it.
writeFileSync("command", program);
const wasi = new WASI({ version: "preview1", preopens: { ".": process.cwd() }, stdin: openSync("command", "r") });

const engine = new WebAssembly.Module(readFileSync(engineFile));
/** @type {Record<string, Record<string, Function>>} */
const imports = { wasi_snapshot_preview1: { ...wasi.wasiImport } };
for (const { module: from, name } of WebAssembly.Module.imports(engine)) {
  imports[from] ??= {};
  imports[from][name] ??= () => {
    throw new Error(`the host call ${from}.${name} is absent`);
  };
}
const instance = new WebAssembly.Instance(engine, imports);
wasi.initialize(instance);
instance.exports["wizer.initialize"]();
