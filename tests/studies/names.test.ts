import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test("every figure of the documentation is shown in it, and it shows no other", () => {
  const shown = [...readFileSync(at("docs/reproduction.md"), "utf8").matchAll(/\]\(figures\/([\w-]+\.svg)\)/g)];
  expect(shown.map(([, file]) => file).sort()).toEqual(readdirSync(at("docs/figures")).sort());
});
