/** What a browser runs: the golden suite, its result posted back. What it throws, the page that imports it posts. */
import { runGolden } from "../golden.ts";
import { portableJson } from "./portable-json.mjs";

await fetch("/result", { method: "POST", body: portableJson(await runGolden()) });
