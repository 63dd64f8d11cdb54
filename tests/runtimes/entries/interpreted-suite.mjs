/** The golden suite without the one network whose trials take nine tenths of the time. */
import { runGolden } from "../golden.ts";

export const run = () => runGolden(["images"]);
