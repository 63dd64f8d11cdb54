/** The packed package in Node, Deno and Bun, unbundled. */
import { packedQuery } from "./packed-query.mjs";

console.log(JSON.stringify(await packedQuery()));
