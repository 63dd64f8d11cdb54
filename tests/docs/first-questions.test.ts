import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("`npm start` answers its questions, on the real model file too", () => {
  const script = fileURLToPath(new URL("../../examples/first-questions.js", import.meta.url));
  const output = execFileSync(process.execPath, [script], { encoding: "utf8" });
  expect(output).toContain("2400-32-32-1");
  expect(output).toMatch(/dropconnect 0\.9 leaves no path in\s+3\.879 % of the steps \(exact\)/);
  expect(output).toMatch(/exact\s+0\.528929142063/);
  expect(output).toMatch(/178 hidden layers/);
  expect(output).toMatch(/1100\.2 expected of 4000/);
});
