/**
 * The same package with its engine in plain JavaScript, for hosts without WebAssembly and pages whose policy blocks
 * it. On npm the build makes this entry; JSR takes modules as they are, so here it is one.
 *
 * @module
 */
import { chooseEngine } from "./engine/instance.ts";
import { startEngine } from "./engine/source.js.ts";

chooseEngine(startEngine);

export * from "./index.ts";
