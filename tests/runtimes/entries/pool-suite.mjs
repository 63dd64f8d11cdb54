/** The part of the golden suite that goes through a pool of workers. */
export { runGoldenPool as run } from "../golden-pool.ts";
