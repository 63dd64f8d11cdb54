// A clean build of the modules gives the very bytes whose hashes are frozen in tests/data/engine.json.
// FREEZE=1 freezes them anew, after a change of the engine or the compiler.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const frozenFile = new URL("tests/data/engine.json", root);

rmSync(new URL("build/", root), { recursive: true, force: true });
execFileSync("npm", ["run", "--silent", "build:engine"], { cwd: root, stdio: "inherit" });

const hashes = {};
for (const build of ["engine.simd", "engine.scalar", "training.simd", "training.scalar"]) {
  const bytes = readFileSync(new URL(`build/${build}.wasm`, root));
  hashes[build] = createHash("sha256").update(bytes).digest("hex");
}
if (process.env.FREEZE) {
  const source = "SHA-256 of build/*.wasm as built by `npm run build:engine`";
  writeFileSync(frozenFile, `${JSON.stringify({ source, ...hashes }, null, 2)}\n`);
}
const frozen = JSON.parse(readFileSync(frozenFile, "utf8"));
for (const [build, hash] of Object.entries(hashes)) {
  const same = frozen[build] === hash;
  console.log(`${build}.wasm ${hash} ${same ? "as frozen" : `differs from the frozen ${frozen[build]}`}`);
  if (!same) process.exitCode = 1;
}
