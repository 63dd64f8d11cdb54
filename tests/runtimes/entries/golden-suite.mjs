/** The suite that every build is to answer alike. */
export { runGolden as run } from "../golden.ts";
