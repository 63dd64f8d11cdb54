/** What runs as a process: a suite, its result as the last line of what is printed. */
import { run } from "suite";
import { portableJson } from "./portable-json.mjs";

console.log(portableJson(await run()));
