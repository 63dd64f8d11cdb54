// Runs the tests whose input is drawn at random with a seed that was not used before, and says which.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
  .filter((file) => /\bfc\b|arbitrary/.test(readFileSync(join(tests, file), "utf8")));

const seed = process.env.PROPERTY_SEED ?? String(randomInt(2 ** 31));
console.log(`PROPERTY_SEED=${seed}, ${files.length} files`);
const { status } = spawnSync("npx", ["vitest", "run", "--config", "tests/vitest.config.ts", ...files], {
  env: { ...process.env, PROPERTY_SEED: seed },
  stdio: "inherit",
});
if (status !== 0) console.error(`Repeat with PROPERTY_SEED=${seed} npm run test:hunt`);
process.exitCode = status ?? 1;
