/** What Node, Deno and Bun run: the golden suite, its result as the last line of stdout. */
import { runGolden } from "../golden.ts";
import { portableJson } from "./portable-json.mjs";

console.log(portableJson(await runGolden()));
